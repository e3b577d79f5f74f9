import type { IntegrationDocument } from '../contracts/integrations.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { notConnected } from './not-connected.ts';
import { type RecheckPorts, recheck } from './recheck.ts';
import { type AboutIntegration, showIntegration } from './show-integration.ts';

/**
 * Has the service of an integration say now whether it takes what is stored of it.
 *
 * @returns the integration as it is then; `not_connected` when nothing is stored of it
 * @throws PassingFault when the service cannot be asked now
 */
export async function checkIntegration(
  request: AboutIntegration,
  ports: RecheckPorts,
): Promise<IntegrationDocument | NotFound | Refusal<'not_connected'>> {
  const found = await findIntegration(request.access.projectId, request.path.integration_id);
  if (isRefusal(found)) return found;
  if (found.integration.status === 'disconnected') return notConnected();
  await recheck(found.integration, found.project, 'any', ports);
  return await showIntegration(request);
}
