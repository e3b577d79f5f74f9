import { addSeconds, type Instant } from '../../platform/clock.ts';
import type { AccountResult } from '../../platform/oauth/index.ts';
import type { BusyQuestion, BusySource } from '../busy-times/busy-source.ts';
import type { Person } from '../busy-times/match-people.ts';
import { outsideCalendar } from '../busy-times/outside-calendar.ts';
import type { TakenTimes } from '../busy-times/spans-of-people.ts';
import { readAll } from '../read-all.ts';
import type { SignedInAccountOf } from '../signed-in-account.ts';
import type { SquareApi, SquareApiFor, SquareBooking } from './api.ts';
import { takenTimes } from './taken-times.ts';

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
  return outsideCalendar({
    ...{ slug: 'square', service: 'Square', accountOf },
    read: ({ accessToken }, question) => readBusiness(api(accessToken), question),
  });
}

async function readBusiness(
  calls: SquareApi,
  { project, from, to }: BusyQuestion,
): Promise<AccountResult<TakenTimes>> {
  const bookings = await bookingsOf(calls, addSeconds(from, -BEFORE_SECONDS), to);
  if (bookings.kind !== 'ok') return bookings;
  const taken = takenTimes(bookings.value, project.timeZone).filter(
    ({ startsAt, endsAt }) => startsAt < to && from < endsAt,
  );
  // Nobody's name is of interest while nobody has anything.
  const team: AccountResult<readonly Person[]> =
    taken.length === 0 ? { kind: 'ok', value: [] } : await readAll((next) => calls.people(next));
  if (team.kind !== 'ok') return team;
  const names = new Map(team.value.map(({ id, name }) => [id, name]));
  const named = taken.map(({ teamMemberId: id, ...span }) => ({
    ...span,
    person: { id, name: names.get(id) ?? '' },
  }));
  return { kind: 'ok', value: { taken: named, unclear: [] } };
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
