import type { IntegrationHours } from '../contracts/integrations.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Project } from '../projects/index.ts';
import { DEFAULT_OFFER } from './default-offer.ts';
import { hoursDocument, inOrder } from './hours-rows.ts';
import type { Integration } from './integration.ts';

/** The hours of an integration as the API answers them. */
export function integrationHours(integration: Integration, project: Project): IntegrationHours {
  const { slug, hours, active, hoursTimeZone = project.timeZone } = integration;
  return {
    integration: slug,
    time_zone: hoursTimeZone,
    always_open: hours.length === 0 || !active,
    working_hours: inOrder(hours).map((row) => hoursDocument(slug, row)),
    offer: DEFAULT_OFFER,
  };
}

/** Hours belong to messengers whose type supports them; everything else is open always. */
export function withoutHours({
  type,
  slug,
}: Integration): Refusal<'hours_not_supported'> | undefined {
  if (type?.supportsWorkingHours) return undefined;
  return refuse('hours_not_supported', `${type?.name ?? slug} has no working hours.`);
}
