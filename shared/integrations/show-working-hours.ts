import type { IntegrationHours } from '../contracts/integrations.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { integrationHours, withoutHours } from './integration-hours.ts';
import type { AboutIntegration } from './show-integration.ts';

/** The working hours of one integration, with what may be offered where there are none. */
export async function showWorkingHours({
  access: { projectId },
  path,
}: AboutIntegration): Promise<IntegrationHours | NotFound | Refusal<'hours_not_supported'>> {
  const found = await findIntegration(projectId, path.integration_id);
  if (isRefusal(found)) return found;
  const { integration, project } = found;
  return withoutHours(integration) ?? integrationHours(integration, project);
}
