import type { HoursChange, HoursDocument } from '../contracts/integrations.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { getProject, type HoursRow } from '../projects/index.ts';
import { integrationWithHours, noSuchHours } from './find-hours.ts';
import { hoursPaidFor } from './hours-paid-for.ts';
import { asRow, hoursDocument } from './hours-rows.ts';
import { overlapping } from './overlapping.ts';
import type { ConnectPorts } from './ports.ts';
import { type InvalidInput, invalid } from './project-sections.ts';
import { writeHours } from './write-hours.ts';

type Overlap = Refusal<'hours_overlap', { readonly id: string }>;

/** A request about one row of working hours. */
export interface AboutHours {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly hours_id: string };
}

export interface ChangeWorkingHours extends AboutHours {
  readonly body: HoursChange;
}

/** Replaces a row of working hours; it stays with its integration. */
export async function changeWorkingHours(
  { access: { projectId }, path: { hours_id: id }, body }: ChangeWorkingHours,
  { mayHave }: Pick<ConnectPorts, 'mayHave'>,
): Promise<
  | HoursDocument
  | Overlap
  | InvalidInput
  | Refusal<'hours_not_found'>
  | Refusal<'not_in_package', { readonly needs: string }>
> {
  const [project, integration] = await Promise.all([
    getProject(projectId),
    integrationWithHours(projectId, id),
  ]);
  if (!project || !integration) return noSuchHours();
  const { slug } = integration;
  const foreign = [
    ...(body.integration !== undefined && body.integration !== slug ? ['integration'] : []),
    ...(body.id !== undefined && body.id !== id ? ['id'] : []),
  ];
  if (foreign.length > 0) {
    return invalid(foreign.map((path) => ({ path, message: 'This does not change.' })));
  }
  const unpaid = hoursPaidFor(mayHave(project));
  if (unpaid) return unpaid;
  const row = asRow(id, body);
  const written = await writeHours<Overlap | Refusal<'hours_not_found'>>(
    projectId,
    slug,
    ({ hours }) => {
      const others: readonly HoursRow[] = hours.filter((one) => one.id !== id);
      if (others.length === hours.length) return noSuchHours();
      return overlapping(slug, body, others) ?? { hours: [...others, row] };
    },
  );
  if (isRefusal(written)) return written;
  return written ? hoursDocument(slug, row) : noSuchHours();
}
