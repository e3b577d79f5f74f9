import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { AboutHours } from './change-working-hours.ts';
import { integrationWithHours, noSuchHours } from './find-hours.ts';
import { writeHours } from './write-hours.ts';

type NoHours = Refusal<'hours_not_found'>;

/** Takes a row of working hours away; without the last one it is open always. */
export async function removeWorkingHours({
  access: { projectId },
  path: { hours_id: id },
}: AboutHours): Promise<undefined | NoHours> {
  const integration = await integrationWithHours(projectId, id);
  if (!integration) return noSuchHours();
  const written = await writeHours<NoHours>(projectId, integration.slug, ({ hours }) => {
    const others = hours.filter((row) => row.id !== id);
    return others.length === hours.length ? noSuchHours() : { hours: others };
  });
  if (isRefusal(written)) return written;
  return written ? undefined : noSuchHours();
}
