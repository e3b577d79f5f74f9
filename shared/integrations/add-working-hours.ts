import type { HoursDocument, NewHours } from '../contracts/integrations.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { type ProjectId, randomId } from '../platform/ids.ts';
import { findIntegration } from './find-integration.ts';
import { hoursPaidFor } from './hours-paid-for.ts';
import { asRow, hoursDocument } from './hours-rows.ts';
import { withoutHours } from './integration-hours.ts';
import { overlapping } from './overlapping.ts';
import type { ConnectPorts } from './ports.ts';
import type { HoursRefusal } from './set-working-hours.ts';
import { writeHours } from './write-hours.ts';

type Full = Refusal<'hours_overlap', { readonly id: string }> | Refusal<'too_many_hours'>;

/** As many as can be set at once. */
const MOST_ROWS = 600;

export interface AddWorkingHours {
  readonly access: { readonly projectId: ProjectId };
  readonly body: NewHours;
}

/**
 * Adds a row of working hours to an integration. The first one of a weekday closes all the rest of the week; a date
 * changes that date only.
 *
 * @returns the row, or why not: `hours_overlap` names the row that is in its way
 */
export async function addWorkingHours(
  { access: { projectId }, body }: AddWorkingHours,
  { mayHave }: Pick<ConnectPorts, 'mayHave'>,
): Promise<HoursDocument | HoursRefusal | Full> {
  const found = await findIntegration(projectId, body.integration);
  if (isRefusal(found)) return found;
  const { integration, project } = found;
  const refused = withoutHours(integration) ?? hoursPaidFor(mayHave(project));
  if (refused) return refused;
  const row = asRow(randomId(12), body);
  const { slug } = integration;
  const written = await writeHours<Full>(projectId, slug, ({ hours }) => {
    if (hours.length >= MOST_ROWS) {
      return refuse('too_many_hours', `An integration has at most ${MOST_ROWS} rows.`);
    }
    return overlapping(slug, body, hours) ?? { hours: [...hours, row] };
  });
  if (isRefusal(written)) return written;
  return written
    ? hoursDocument(slug, row)
    : refuse('integration_not_found', 'There is no such integration.');
}
