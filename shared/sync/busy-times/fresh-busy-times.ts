import { addSeconds, type Instant } from '../../platform/clock.ts';
import { describeFault, logger } from '../../platform/logger.ts';
import type { Project } from '../../projects/index.ts';
import type { UpkeepMessage } from '../upkeep-message.ts';
import { type BusyPlace, hashOf, listBusyPlaces } from './busy-place.ts';
import type { BusyPlaces } from './busy-source.ts';

/** What came of a look at what people have elsewhere. */
export interface Fresh {
  /** The kinds of places of which it is not known what people have there now: what was imported last counts. */
  readonly outdated: readonly string[];
}

/** What it needs. */
export interface FreshPorts {
  /** Puts a message onto the queue of upkeep. */
  readonly put: (message: UpkeepMessage) => Promise<void>;
  /** How long a client may wait for it; 3 seconds unless told. */
  readonly limitMs?: number;
}

const LIMIT_MS = 3_000;
const LOOK_AGAIN_MS = 200;
/** Whoever reads a place longer than this is dead, or waits for a service that does not answer. */
const READING_SECONDS = 20;
/** Upkeep imports twice in this time: an older import means that it could not. */
const GOOD_FOR_SECONDS = 600;

/**
 * What a turn asks before it offers or takes a time: that what people typed into the places of the project is in the
 * days of its specialists, as it was there a minute ago at most. Upkeep reads the places, once a minute for everybody;
 * here it is only asked to, and waited for. Never throws, and never takes longer than the limit.
 *
 * @param kinds the kinds of places; a project without any costs nothing, one whose import is fresh one Query
 */
export function freshBusyTimes(
  kinds: readonly BusyPlaces[],
  ports: FreshPorts,
): (project: Project, now: Instant) => Promise<Fresh> {
  return async (project, now) => {
    let places: readonly Named[] = [];
    try {
      places = await placesOf(project, kinds);
      if (places.length === 0) return { outdated: [] };
      const known = await waitFor(project, places, now, ports);
      const unknown = places.filter((one) => !isKnown(found(known, one), now));
      return { outdated: namesOf(unknown) };
    } catch (fault) {
      const { projectId } = project;
      const what = { projectId, ...describeFault(fault) };
      logger.error('What people have elsewhere is not known; the last import counts.', what);
      return { outdated: namesOf(places) };
    }
  };
}

/** A place by the name of its kind and a hash of it. */
type Named = Pick<BusyPlace, 'source' | 'hash'>;

async function placesOf(project: Project, kinds: readonly BusyPlaces[]): Promise<Named[]> {
  const all = await Promise.all(
    kinds.map(async ({ name: source, places }) =>
      (await places(project)).map((place) => ({ source, hash: hashOf(place) })),
    ),
  );
  return all.flat();
}

const namesOf = (places: readonly Named[]): string[] => [
  ...new Set(places.map(({ source }) => source)),
];

const found = (known: readonly BusyPlace[], { source, hash }: Named): BusyPlace | undefined =>
  known.find((one) => one.source === source && one.hash === hash);

/** What is known of the places once nobody has to read them any more, or when the time is over. */
async function waitFor(
  { projectId }: Project,
  places: readonly Named[],
  now: Instant,
  { put, limitMs = LIMIT_MS }: FreshPorts,
): Promise<BusyPlace[]> {
  const giveUpAt = performance.now() + limitMs;
  let known = await listBusyPlaces(projectId);
  const isDue = (one: Named) => (found(known, one)?.nextReadAt ?? '') <= now;
  if (places.some(isDue)) await put({ projectId, task: 'import', attempt: 0 });
  while (places.some((one) => isDue(one) || isBeingRead(found(known, one), now))) {
    if (performance.now() + LOOK_AGAIN_MS > giveUpAt) break;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    known = await listBusyPlaces(projectId);
  }
  return known;
}

const isBeingRead = (place: BusyPlace | undefined, now: Instant): boolean =>
  place?.token !== undefined && (place.claimedAt ?? '') > addSeconds(now, -READING_SECONDS);

/** Whether the days say what people have there: the last try went well, ended, and not too long ago. */
const isKnown = (place: BusyPlace | undefined, now: Instant): boolean =>
  place?.importedAt !== undefined &&
  place.why === undefined &&
  place.fingerprint !== undefined &&
  place.importedAt > addSeconds(now, -GOOD_FOR_SECONDS);
