import { addDays, instantOf, minuteAtWall, minuteOf, wallDate } from '../availability/index.ts';
import { addSeconds, type Instant, secondsBetween } from '../platform/clock.ts';
import type { Booking } from './booking.ts';

/** How long before its start a session may begin, in seconds. */
const EARLY_SECONDS = 7200;

/**
 * When a booking's session may begin: from two hours before its start until its local date is over, and at least
 * until it should have ended. `until` is exclusive.
 */
export function sessionWindow({
  startsAt,
  endsAt,
  timeZone,
}: Pick<Booking, 'startsAt' | 'endsAt' | 'timeZone'>): { from: Instant; until: Instant } {
  const nextDate = addDays(wallDate(timeZone, minuteOf(startsAt)), 1);
  const midnight = instantOf(minuteAtWall(timeZone, nextDate, 0));
  return {
    from: addSeconds(startsAt, -EARLY_SECONDS),
    until: midnight > endsAt ? midnight : endsAt,
  };
}

/** Whole minutes a session was planned to last and, once it is over, how long it lasted. */
export function sessionMinutes({
  startsAt,
  endsAt,
  session,
}: Pick<Booking, 'startsAt' | 'endsAt' | 'session'>): { planned: number; actual?: number } {
  const planned = secondsBetween(startsAt, endsAt) / 60;
  if (session?.finishedAt === undefined) return { planned };
  return {
    planned,
    actual: Math.round(secondsBetween(session.startedAt, session.finishedAt) / 60),
  };
}
