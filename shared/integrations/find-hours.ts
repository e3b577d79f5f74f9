import { type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { allIntegrations } from './all-integrations.ts';
import type { Integration } from './integration.ts';

/** What is answered where a row is not, or not any more. */
export const noSuchHours = (): Refusal<'hours_not_found'> =>
  refuse('hours_not_found', 'There is no such row of working hours.');

/** The integration of a project that has the row. */
export async function integrationWithHours(
  projectId: ProjectId,
  id: string,
): Promise<Integration | undefined> {
  const all = await allIntegrations(projectId);
  return all.find(({ hours }) => hours.some((row) => row.id === id));
}
