import type { IntegrationDocument } from '../contracts/integrations.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { notConnected } from './not-connected.ts';
import type { AboutIntegration } from './show-integration.ts';
import { switchIntegration } from './switch-integration.ts';

/** Switches an integration on; one that has no credentials any more is `not_connected`. Twice is once. */
export async function activateIntegration(
  request: AboutIntegration,
): Promise<IntegrationDocument | NotFound | Refusal<'not_connected'>> {
  const found = await findIntegration(request.access.projectId, request.path.integration_id);
  if (isRefusal(found)) return found;
  if (found.integration.status === 'disconnected') return notConnected();
  return await switchIntegration(request, true);
}
