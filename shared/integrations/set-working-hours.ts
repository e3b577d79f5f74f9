import type { HoursWish, IntegrationHours } from '../contracts/integrations.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import { findIntegration, type NotFound } from './find-integration.ts';
import { hoursPaidFor } from './hours-paid-for.ts';
import { asRow } from './hours-rows.ts';
import { integrationHours, withoutHours } from './integration-hours.ts';
import type { ConnectPorts } from './ports.ts';
import type { AboutIntegration } from './show-integration.ts';
import { writeHours } from './write-hours.ts';

export type HoursRefusal =
  | NotFound
  | Refusal<'hours_not_supported'>
  | Refusal<'not_in_package', { readonly needs: string }>;

export interface SetWorkingHours extends AboutIntegration {
  readonly body: HoursWish;
}

/**
 * Sets all working hours of an integration; those before are gone, and a row that is posted back keeps its id. No rows:
 * always open.
 */
export async function setWorkingHours(
  { access: { projectId }, path, body }: SetWorkingHours,
  { mayHave }: Pick<ConnectPorts, 'mayHave'>,
): Promise<IntegrationHours | HoursRefusal> {
  const found = await findIntegration(projectId, path.integration_id);
  if (isRefusal(found)) return found;
  const { integration, project } = found;
  const refused =
    withoutHours(integration) ??
    (body.working_hours.length > 0 ? hoursPaidFor(mayHave(project)) : undefined);
  if (refused) return refused;
  const written = await writeHours<never>(projectId, integration.slug, (before) => {
    const { hours, hoursTimeZone } = before;
    const left = new Set(hours.map(({ id }) => id));
    const rows = body.working_hours.map((row) =>
      asRow(row.id !== undefined && left.delete(row.id) ? row.id : randomId(12), row),
    );
    // The zone that was answered is the project's where there is no other: posted back it stays the project's.
    const isOfProject = hoursTimeZone === undefined && body.time_zone === project.timeZone;
    return { hours: rows, timeZone: isOfProject ? undefined : body.time_zone };
  });
  return written
    ? integrationHours(written, project)
    : { refused: 'integration_not_found', message: 'There is no such integration.' };
}
