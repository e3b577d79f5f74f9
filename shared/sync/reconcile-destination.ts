import { type Booking, getBooking, listBookings } from '../bookings/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { describeFault, logger } from '../platform/logger.ts';
import type { Project } from '../projects/index.ts';
import type { Destination } from './destination.ts';
import { type Difference, type FoundEntry, type Judgement, judgeEntries } from './judge-entries.ts';
import { listMarks } from './mark.ts';
import { listStates } from './state.ts';

const DAY_SECONDS = 86_400;
/** Bookings that began earlier are history: whatever a place shows of them is left as it is. */
const PAST_DAYS = 30;
/** Past every horizon that a project may have. */
const FUTURE_DAYS = 2 * 366;
const PAGE = 500;
const GETS_AT_ONCE = 25;

/** What one destination of a project shows, compared with what it should. */
export interface Comparison extends Judgement {
  readonly destination: string;
  /** Places that were compared. */
  readonly places: readonly string[];
  /** Places that do not say what they show: nothing is known of them, so nothing is missing there. */
  readonly failed: readonly { readonly place: string; readonly why: string }[];
}

/** How to compare. */
export interface CompareOptions {
  readonly now: () => Instant;
  /** How long a place may take to say what it shows, in milliseconds. */
  readonly readMs: number;
  /** As of {@link judgeEntries}. */
  readonly isNew: boolean;
}

/**
 * Compares everything that a destination shows of a project with its bookings: from 30 days back to the horizon, those
 * of specialists who are there still. Changes nothing.
 *
 * @returns `undefined` when the project is not connected to it
 * @throws what DynamoDB refuses
 */
export async function reconcileDestination(
  project: Project,
  destination: Destination,
  { now, readMs, isNew }: CompareOptions,
): Promise<Comparison | undefined> {
  const { projectId } = project;
  const named = await destination.places(project);
  if (named.length === 0) return undefined;
  const lookedAt = now();
  const looks = await Promise.all(
    named.map((place) => lookAt(project, destination, place, readMs)),
  );
  const places = looks.flatMap((look) => ('found' in look ? [look.place] : []));
  const found = looks.flatMap((look) => ('found' in look ? look.found : []));
  // After the places: what changed in between is seen to have changed.
  const judged = await bookingsOf(project, lookedAt);
  const bookings = await Promise.all(
    judged.map(async (booking) => ({ booking, home: await destination.placeOf(project, booking) })),
  );
  const states = await listStates(projectId, destination.name);
  const marks = await listMarks(projectId, destination.name);
  const { differences, ...judgement } = judgeEntries({
    ...{ destination, found, bookings, states, lookedAt, isNew },
    places: new Set(places),
    marked: new Set(marks.map(({ bookingId }) => bookingId)),
  });
  const strangers = differences.flatMap((one) =>
    one.kind === 'extra' && !one.booking ? (one.entry.bookingId ?? []) : [],
  );
  // What was ever written is a booking of ours, however old.
  const known = await bookingsAmong(
    projectId,
    [...new Set(strangers)].filter((bookingId) => !states.has(bookingId)),
  );
  const isOurs = (bookingId: BookingId) => states.has(bookingId) || known.has(bookingId);
  return {
    ...judgement,
    destination: destination.name,
    places,
    failed: looks.flatMap((look) => ('why' in look ? [look] : [])),
    differences: differences.filter((one) => !isOfHistory(one, isOurs)),
  };
}

/** Of a booking that the project has, but that is not judged. */
function isOfHistory(difference: Difference, isOurs: (bookingId: BookingId) => boolean): boolean {
  if (difference.kind !== 'extra' || difference.booking) return false;
  const { bookingId } = difference.entry;
  return bookingId === undefined || isOurs(bookingId);
}

type Look =
  | { readonly place: string; readonly found: readonly FoundEntry[] }
  | { readonly place: string; readonly why: string };

async function lookAt(
  project: Project,
  destination: Destination,
  place: string,
  readMs: number,
): Promise<Look> {
  let timer: NodeJS.Timeout | undefined;
  try {
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('It did not answer in time.')), readMs);
    });
    const entries = await Promise.race([destination.read({ project, place }), late]);
    return { place, found: entries.map((entry) => ({ place, entry })) };
  } catch (fault) {
    logger.warn('A place cannot be compared with the bookings.', {
      ...{ projectId: project.projectId, destination: destination.name },
      ...describeFault(fault),
    });
    return { place, why: fault instanceof Error ? fault.message : 'It did not answer.' };
  } finally {
    clearTimeout(timer);
  }
}

/** The bookings that are judged. Of a specialist who left the project nothing is known: her place is not read. */
async function bookingsOf(project: Project, now: Instant): Promise<Booking[]> {
  const { projectId } = project;
  const present = new Set(project.specialists.map(({ specialistId }) => specialistId));
  const from = addSeconds(now, -PAST_DAYS * DAY_SECONDS);
  const to = addSeconds(now, FUTURE_DAYS * DAY_SECONDS);
  const bookings: Booking[] = [];
  let cursor: string | undefined;
  do {
    const question = { projectId, from, to, limit: PAGE };
    const page = await listBookings(cursor === undefined ? question : { ...question, cursor });
    if (isRefusal(page)) throw new Error(page.message);
    bookings.push(...page.bookings.filter(({ specialistId }) => present.has(specialistId)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return bookings;
}

/** Which of these ids are bookings of the project. */
async function bookingsAmong(
  projectId: ProjectId,
  bookingIds: readonly BookingId[],
): Promise<ReadonlySet<BookingId>> {
  const known = new Set<BookingId>();
  for (let from = 0; from < bookingIds.length; from += GETS_AT_ONCE) {
    const some = bookingIds.slice(from, from + GETS_AT_ONCE);
    const got = await Promise.all(some.map((bookingId) => getBooking(projectId, bookingId)));
    for (const booking of got) if (booking) known.add(booking.bookingId);
  }
  return known;
}
