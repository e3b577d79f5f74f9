import { addDays, instantOf, minuteAtWall, minuteOf, wallDate } from '../availability/index.ts';
import { type Booking, type BookingStatus, listBookings } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import type { SpecialistTalk } from './talk.ts';

/** Bookings that are certain, and those that were and are over: what a specialist works from. */
const SHOWN: ReadonlySet<BookingStatus> = new Set(['CONFIRMED', 'IN_PROGRESS', 'COMPLETED']);

/**
 * A specialist's bookings that begin between the midnights of two dates, told by the project's wall clock and counted
 * from today (0); `to` exclusive. By start.
 *
 * One Query of the project's index reads the span, whose bookings are few; filtering it costs less than a Get for each
 * taken interval of her day items, and knows completed bookings too. The index may lag behind a write by a moment: a
 * booking of this very second is missing from a list, and the news of it comes by itself. What a button does is decided
 * on a strong read.
 */
export async function bookingsOfSpecialist(
  { project, specialist: { specialistId }, ports: { now } }: SpecialistTalk,
  days: { readonly from: number; readonly to: number },
): Promise<Booking[]> {
  const { projectId, timeZone } = project;
  const range = {
    from: midnight(timeZone, now, days.from),
    to: midnight(timeZone, now, days.to),
  };
  const found: Booking[] = [];
  let cursor: string | undefined;
  do {
    const page = await listBookings({
      ...{ projectId, specialistId, ...range, limit: 500 },
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (isRefusal(page)) throw new Error(page.message);
    found.push(...page.bookings.filter(({ status }) => SHOWN.has(status)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

/** The instant at which the date `days` after today begins on the wall of `timeZone`. */
export function midnight(timeZone: string, now: Instant, days: number): Instant {
  const today = wallDate(timeZone, minuteOf(now));
  return instantOf(minuteAtWall(timeZone, addDays(today, days), 0));
}
