import type { BusyTimesDocument } from '../../contracts/busy-times.ts';
import type { ProjectId } from '../../platform/ids.ts';
import { getProject, type Language } from '../../projects/index.ts';
import { type BusyPlace, listBusyPlaces } from './busy-place.ts';
import { busyTexts } from './texts/index.ts';

/** What was imported from the places whose own entries block time, and what people have to look at there. */
export async function listBusyTimes({
  access: { projectId },
}: {
  readonly access: { readonly projectId: ProjectId };
}): Promise<BusyTimesDocument> {
  const [project, places] = await Promise.all([getProject(projectId), listBusyPlaces(projectId)]);
  return { places: places.map((place) => shown(place, project?.language ?? 'uk')) };
}

function shown(known: BusyPlace, language: Language): BusyTimesDocument['places'][number] {
  const { source, place, importedAt, failedAt, why } = known;
  const { unreadable = [], unmatched = [], collisions = [] } = known;
  const texts = busyTexts(language);
  const well = importedAt === undefined ? 'waiting' : 'ok';
  return {
    ...{ source, place, status: why === undefined ? well : 'failed' },
    ...(importedAt === undefined ? {} : { imported_at: importedAt }),
    ...(failedAt === undefined ? {} : { failed_at: failedAt }),
    ...(why === undefined ? {} : { reason: why }),
    unreadable: unreadable.map((entry) => ({
      ...{ specialist_id: entry.specialistId, where: entry.where, why: entry.why },
      text: texts.why[entry.why] ?? entry.why,
    })),
    unmatched: unmatched.map(({ id, name }) => ({ id, name })),
    collisions: collisions.map((booking_id) => ({ booking_id })),
  };
}
