import type { HoursList, HoursQuery } from '../contracts/integrations.ts';
import type { Refusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { allIntegrations } from './all-integrations.ts';
import { hoursDocument, inOrder } from './hours-rows.ts';
import { pageOf } from './page-of.ts';

/** The working hours of all integrations of a project, row by row, page by page (100 unless told). */
export async function listWorkingHours({
  access: { projectId },
  query,
}: {
  readonly access: { readonly projectId: ProjectId };
  readonly query: HoursQuery;
}): Promise<HoursList | Refusal<'invalid_cursor'>> {
  const rows = (await allIntegrations(projectId)).flatMap(({ slug, hours }) =>
    inOrder(hours).map((row) => hoursDocument(slug, row)),
  );
  const { integration, weekday } = query;
  const page = pageOf(
    rows,
    query,
    ({ id }) => id,
    (row) => {
      return (
        (integration === undefined || row.integration === integration) &&
        (weekday === undefined || row.weekday === weekday)
      );
    },
  );
  if ('refused' in page) return page;
  const { entries, ...rest } = page;
  return { working_hours: [...entries], ...rest };
}
