import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import type { BusyQuestion, BusyReading, BusySource } from '../busy-times/busy-source.ts';
import { connectedPlaces } from '../busy-times/connected-places.ts';
import { failedReading } from '../busy-times/failed-reading.ts';
import { matchPeople, type Person } from '../busy-times/match-people.ts';
import { spansOfPeople } from '../busy-times/spans-of-people.ts';
import { readAll } from '../read-all.ts';
import type { SignedInAccountOf } from '../signed-in-account.ts';
import type { SquareApi, SquareApiFor, SquareBooking } from './api.ts';
import { takenTimes } from './busy-times.ts';

/** As keys and intervals of the table name it. */
const SQUARE = 'square';
const DAY_SECONDS = 86_400;
/** Square promises no longer list. */
const WINDOW_SECONDS = 31 * DAY_SECONDS;
/** What began before the span may reach into it; a part of an appointment takes 25 hours at most. */
const BEFORE_SECONDS = 2 * DAY_SECONDS;

/** What Square is read with. */
export interface SquareOptions {
  readonly api: SquareApiFor;
  readonly accountOf: SignedInAccountOf;
}

/**
 * Appointments of a business at Square. It knows no cursor of changes, so the span that counts is read as a whole each
 * time, month by month.
 */
export function squareBusySource({ api, accountOf }: SquareOptions): BusySource {
  return {
    ...connectedPlaces(SQUARE),
    async read(question) {
      const { project, now } = question;
      const account = await accountOf(project);
      if (!account) return { kind: 'failed', why: 'Nobody is signed in at Square.' };
      const read = await readBusy(api(account.accessToken), question);
      if (read.kind === 'ok') return read.value;
      const { projectId } = project;
      return failedReading({ projectId, slug: SQUARE, service: 'Square', now }, read);
    },
  };
}

async function readBusy(
  calls: SquareApi,
  { project, from, to }: BusyQuestion,
): Promise<AccountResult<BusyReading>> {
  const bookings = await bookingsOf(calls, addSeconds(from, -BEFORE_SECONDS), to);
  if (bookings.kind !== 'ok') return bookings;
  const taken = bookings.value
    .flatMap((booking) => takenTimes(booking, project.timeZone))
    .filter(({ startsAt, endsAt }) => startsAt < to && from < endsAt);
  // Nobody's name is of interest while nobody has anything.
  const team: AccountResult<readonly Person[]> =
    taken.length === 0 ? { kind: 'ok', value: [] } : await readAll((next) => calls.people(next));
  if (team.kind !== 'ok') return team;
  const names = new Map(team.value.map(({ id, name }) => [id, name]));
  const spans = taken.map(({ teamMemberId: id, ...span }) => ({
    ...span,
    person: { id, name: names.get(id) ?? '' },
  }));
  return {
    kind: 'ok',
    value: { kind: 'read', unreadable: [], ...spansOfPeople(spans, matchPeople(project, SQUARE)) },
  };
}

/** Everything that begins in a span, each once: what is moved while it is read may stand in two months. */
async function bookingsOf(
  calls: SquareApi,
  from: Instant,
  to: Instant,
): Promise<AccountResult<readonly SquareBooking[]>> {
  const found = new Map<string, SquareBooking>();
  for (let start = from; start < to; start = addSeconds(start, WINDOW_SECONDS)) {
    const month = addSeconds(start, WINDOW_SECONDS);
    const window = { from: start, to: month < to ? month : to };
    const read = await readAll((next) =>
      calls.bookings(next === undefined ? window : { ...window, next }),
    );
    if (read.kind !== 'ok') return read;
    for (const booking of read.value) found.set(booking.id, booking);
  }
  return { kind: 'ok', value: [...found.values()] };
}
