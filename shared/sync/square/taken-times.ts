import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../platform/clock.ts';
import type { SquareBooking } from './api.ts';

/** Time that somebody of the team has taken; end exclusive. */
export interface TakenTime {
  readonly teamMemberId: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** These hold no time; a word that nobody knows frees none. */
const FREE = /^(CANCELLED|DECLINED|NO_SHOW)/;
const MINUTE_MS = 60_000;

/**
 * The time that appointments take, of each person who serves a part of one. Parts follow one another; nobody is busy in
 * the pause between two. What is kept free behind an appointment is time of who serves last. One that takes the whole
 * day, or does not say how long, takes the day of the business on which it begins.
 *
 * @param timeZone of the business
 */
export const takenTimes = (bookings: readonly SquareBooking[], timeZone: string): TakenTime[] =>
  bookings.flatMap((booking) => timesOf(booking, timeZone));

function timesOf(
  { status, startsAt, segments, minutesAfter, isAllDay }: SquareBooking,
  timeZone: string,
): TakenTime[] {
  if (FREE.test(status)) return [];
  if (isAllDay || segments.some(({ minutes }) => minutes === undefined)) {
    const day = dayOf(startsAt, timeZone);
    return segments.map(({ teamMemberId }) => ({ teamMemberId, ...day }));
  }
  let at = Date.parse(startsAt);
  return segments.map(({ teamMemberId, minutes = 0, pauseMinutes }, index) => {
    const after = index === segments.length - 1 ? minutesAfter : 0;
    const end = at + (minutes + after) * MINUTE_MS;
    const taken = { teamMemberId, startsAt: instant(at), endsAt: instant(end) };
    at = end + pauseMinutes * MINUTE_MS;
    return taken;
  });
}

function dayOf(within: Instant, timeZone: string): { startsAt: Instant; endsAt: Instant } {
  const day = Temporal.Instant.from(within).toZonedDateTimeISO(timeZone).startOfDay();
  const next = day.add({ days: 1 }).startOfDay();
  return { startsAt: instant(day.epochMilliseconds), endsAt: instant(next.epochMilliseconds) };
}

const instant = (milliseconds: number): Instant => new Date(milliseconds).toISOString();
