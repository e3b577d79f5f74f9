import type { IntegrationDocument } from '../contracts/integrations.ts';
import type { NotFound } from './find-integration.ts';
import type { AboutIntegration } from './show-integration.ts';
import { switchIntegration } from './switch-integration.ts';

/** Switches an integration off: it has no effect, and keeps credentials, settings and hours. Twice is once. */
export async function deactivateIntegration(
  request: AboutIntegration,
): Promise<IntegrationDocument | NotFound> {
  return await switchIntegration(request, false);
}
