import type { IntegrationDocument } from '../contracts/integrations.ts';
import { isRefusal, PassingFault, type Refusal } from '../platform/errors.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { notConnected } from './not-connected.ts';
import { type RecheckPorts, recheck } from './recheck.ts';
import { type AboutIntegration, showIntegration } from './show-integration.ts';
import { switchIntegration } from './switch-integration.ts';

/**
 * Switches an integration on; one that has no credentials any more is `not_connected`. Of one that needs attention its
 * service is asked whether that is still so; a service that is away keeps nobody from the switch. Twice is once.
 */
export async function activateIntegration(
  request: AboutIntegration,
  ports: RecheckPorts,
): Promise<IntegrationDocument | NotFound | Refusal<'not_connected'>> {
  const found = await findIntegration(request.access.projectId, request.path.integration_id);
  if (isRefusal(found)) return found;
  const { integration, project } = found;
  if (integration.status === 'disconnected') return notConnected();
  const switched = await switchIntegration(request, true);
  if (integration.status === 'connected' || isRefusal(switched)) return switched;
  try {
    await recheck(integration, project, 'any', ports);
  } catch (fault) {
    if (!(fault instanceof PassingFault)) throw fault;
    return switched;
  }
  return await showIntegration(request);
}
