import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { BusyReading } from '../busy-times/busy-source.ts';
import type { Person } from '../busy-times/match-people.ts';
import { spansOfPeople, type TakenByPerson } from '../busy-times/spans-of-people.ts';
import type { SimplyBookBooking } from './api.ts';

/** What the appointments of a company are looked at with. */
export interface BusyView {
  /** Of their wall-clock times. */
  readonly timeZone: string;
  /** The span that counts. */
  readonly from: Instant;
  readonly to: Instant;
  /** Who serves, with her name. */
  readonly named: (booking: SimplyBookBooking) => Person;
  /** The specialist she is. */
  readonly whoIs: (person: Person) => SpecialistId | undefined;
}

const WALL_CLOCK = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)/;

/** The time that appointments take. What is cancelled takes none; what is pending does, here as there. */
export function busyTimes(
  bookings: readonly SimplyBookBooking[],
  { timeZone, from, to, named, whoIs }: BusyView,
): Pick<Extract<BusyReading, { kind: 'read' }>, 'busy' | 'unmatched' | 'unreadable'> {
  const standing = bookings.filter(({ isCancelled }) => !isCancelled);
  const spans = standing.map((booking) => ({ booking, span: wallSpan(booking, timeZone) }));
  const taken = spans.flatMap(({ booking, span }): TakenByPerson[] =>
    span && span.startsAt < to && from < span.endsAt ? [{ person: named(booking), ...span }] : [],
  );
  const unreadable = spans.flatMap(({ booking, span }) => {
    const specialistId = span ? undefined : whoIs(named(booking));
    const where = `SimplyBook.me, ${booking.code}`;
    return specialistId === undefined ? [] : [{ specialistId, where, why: 'no_such_time' }];
  });
  return { ...spansOfPeople(taken, whoIs), unreadable };
}

/**
 * When an appointment is. In the night in which an hour comes twice nobody says which of the two is meant, and in the
 * other one a time may be left out: then it takes all that could be meant.
 */
function wallSpan(
  { startsAt, endsAt }: SimplyBookBooking,
  timeZone: string,
): { readonly startsAt: Instant; readonly endsAt: Instant } | undefined {
  const from = instantOf(startsAt, timeZone, 'earlier');
  const to = instantOf(endsAt, timeZone, 'later');
  if (from === undefined || to === undefined || to <= from) return undefined;
  return { startsAt: from, endsAt: to };
}

function instantOf(
  text: string,
  timeZone: string,
  disambiguation: 'earlier' | 'later',
): Instant | undefined {
  const [, day, time] = WALL_CLOCK.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  try {
    const there = Temporal.PlainDateTime.from(`${day}T${time}`);
    const { epochMilliseconds } = there.toZonedDateTime(timeZone, { disambiguation });
    return new Date(epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}
