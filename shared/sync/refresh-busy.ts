import { addSeconds, type Instant } from '../platform/clock.ts';
import type { Project } from '../projects/index.ts';
import { type BusyPlace, claimBusyPlace, hashOf, listBusyPlaces } from './busy-place.ts';
import type { BusySource } from './busy-source.ts';
import { importPlace } from './import-place.ts';

/** When a place is read, and how long somebody waits for who reads it already. */
export interface RefreshBusy {
  readonly now: Instant;
  /** A place is read once in so many seconds at most, by all containers together; 60 unless told. */
  readonly most?: number;
  /** Milliseconds; 2000 unless told. */
  readonly patience?: number;
}

/** What came of it. */
export interface Refreshed {
  /** The sources of which it is not known what people have there now: what was imported last counts. */
  readonly outdated: readonly string[];
}

const MOST_SECONDS = 60;
const PATIENCE_MS = 2_000;
const LOOK_AGAIN_MS = 250;
/** Whoever has claimed a place longer than this is dead, or has given up waiting for it. */
const READING_SECONDS = 20;

/**
 * Sees to it that what people typed into the places of a project is in the days of its specialists, as it is there
 * since `most` seconds at most. One Query when that is so already; a project without such places costs nothing.
 *
 * @param sources the kinds of places
 * @throws PassingFault when the days could not be written now; faults of the table
 */
export async function refreshBusyTimes(
  project: Project,
  sources: readonly BusySource[],
  options: RefreshBusy,
): Promise<Refreshed> {
  const places = await busyPlacesOf(project, sources);
  if (places.length === 0) return { outdated: [] };
  const known = await listBusyPlaces(project.projectId);
  const states = await Promise.all(
    places.map(async ({ source, place }) => ({
      source: source.name,
      isKnown: isKnown(await refreshPlace(project, source, place, known, options), options),
    })),
  );
  const outdated = states.filter((one) => !one.isKnown).map((one) => one.source);
  return { outdated: [...new Set(outdated)] };
}

/** Every place of the project that the sources read. */
export async function busyPlacesOf(
  project: Project,
  sources: readonly BusySource[],
): Promise<{ readonly source: BusySource; readonly place: string }[]> {
  const found = await Promise.all(
    sources.map(async (source) =>
      [...new Set(await source.places(project))].map((place) => ({ source, place })),
    ),
  );
  return found.flat();
}

async function refreshPlace(
  project: Project,
  source: BusySource,
  place: string,
  known: readonly BusyPlace[],
  { now, most = MOST_SECONDS, patience = PATIENCE_MS }: RefreshBusy,
): Promise<BusyPlace | undefined> {
  const { projectId } = project;
  const key = { projectId, source: source.name, hash: hashOf(place), place };
  const isIt = (one: BusyPlace) => one.source === key.source && one.hash === key.hash;
  const last = known.find(isIt);
  if (isDue(last, now)) {
    const claimed = await claimBusyPlace(key, { now, seconds: most });
    if (claimed) return await importPlace(project, source, claimed, now);
  }
  const giveUpAt = performance.now() + patience;
  let current = last;
  while (isDue(current, now) || isBeingRead(current, now)) {
    if (performance.now() >= giveUpAt) return current;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    current = (await listBusyPlaces(projectId)).find(isIt);
  }
  return current;
}

const isDue = (place: BusyPlace | undefined, now: Instant): boolean =>
  (place?.nextReadAt ?? '') <= now;

const isBeingRead = (place: BusyPlace | undefined, now: Instant): boolean =>
  place?.token !== undefined && (place.claimedAt ?? '') > addSeconds(now, -READING_SECONDS);

/** Whether the days say what people have there: the last try went well, and not too long ago. */
function isKnown(place: BusyPlace | undefined, { now, most = MOST_SECONDS }: RefreshBusy): boolean {
  if (place?.importedAt === undefined || place.why !== undefined) return false;
  return place.importedAt > addSeconds(now, -2 * most);
}
