import { replaceImportedBusy } from '../../availability/index.ts';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { Project } from '../../projects/index.ts';
import {
  type BusyPlace,
  claimBusyPlace,
  forgetBusyPlace,
  hashOf,
  listBusyPlaces,
  noteBusyPlace,
  stillClaimed,
} from './busy-place.ts';
import type { BusySource } from './busy-source.ts';
import { importPlace, sourceIn } from './import-place.ts';
import { tellBusyTrouble } from './tell-busy-trouble.ts';

/** A place is read once in so many seconds at most, by all containers together. */
const MOST_SECONDS = 60;
const LONGEST_AHEAD_SECONDS = 400 * 86_400;

/**
 * Brings what people typed into the places of a project into the days of its specialists, and frees the time of places
 * that the project does not name any more. A place that was read within the last minute is left alone.
 *
 * @param sources all kinds of places there are
 * @throws PassingFault when the days could not be written now; the first fault of a place, after all were tried
 */
export async function importBusyTimes(
  project: Project,
  sources: readonly BusySource[],
  { now }: { readonly now: Instant },
): Promise<void> {
  const places = await placesOf(project, sources);
  const known = await listBusyPlaces(project.projectId);
  const isNamed = (one: BusyPlace) =>
    places.some(({ source, hash }) => source.name === one.source && hash === one.hash);
  const left = known.filter((one) => !isNamed(one));
  const ended = await Promise.allSettled([
    ...places.map(({ source, place, hash }) => readPlace(project, source, { place, hash }, now)),
    // A specialist's calendar that was replaced blocks until then.
    ...left.map((place) => freePlace(project, place, now)),
  ]);
  for (const one of ended) if (one.status === 'rejected') throw one.reason;
}

async function placesOf(
  project: Project,
  sources: readonly BusySource[],
): Promise<{ readonly source: BusySource; readonly place: string; readonly hash: string }[]> {
  const found = await Promise.all(
    sources.map(async (source) =>
      [...new Set(await source.places(project))].map((place) => ({
        ...{ source, place, hash: hashOf(place) },
      })),
    ),
  );
  return found.flat();
}

async function readPlace(
  project: Project,
  source: BusySource,
  { place, hash }: { readonly place: string; readonly hash: string },
  now: Instant,
): Promise<void> {
  const key = { projectId: project.projectId, source: source.name, hash, place };
  const claimed = await claimBusyPlace(key, { now, seconds: MOST_SECONDS });
  if (!claimed) return;
  try {
    await importPlace(project, source, claimed, now);
  } catch (fault) {
    // Whoever tries again must not wait for a claim that nobody holds.
    await noteBusyPlace(claimed, { token: undefined, nextReadAt: now });
    throw fault;
  }
}

/** Takes everything of a place out of everybody's days, and forgets it. */
async function freePlace(project: Project, place: BusyPlace, now: Instant): Promise<void> {
  const claimed = await claimBusyPlace(place, { now, seconds: MOST_SECONDS, atOnce: true });
  if (!claimed || !(await noteBusyPlace(claimed, { fingerprint: undefined }))) return;
  const { projectId } = project;
  const from = `${now.slice(0, 10)}T00:00:00.000Z`;
  for (const specialistId of claimed.specialistIds ?? []) {
    const freed = await replaceImportedBusy({
      ...{ projectId, specialistId, source: sourceIn(claimed), from, spans: [] },
      to: addSeconds(from, LONGEST_AHEAD_SECONDS),
      guard: () => stillClaimed(claimed),
    });
    if (freed === 'outdated') return;
  }
  await tellBusyTrouble(project, claimed, { collisions: [], unreadable: [], now });
  await forgetBusyPlace(claimed);
}
