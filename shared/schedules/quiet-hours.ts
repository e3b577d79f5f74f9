import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';
import type { WallInterval } from '../projects/index.ts';

/**
 * The first instant at or after `instant` that lies outside the quiet hours.
 *
 * @param timeZone IANA zone on whose wall clock the hours are read
 * @param quiet hours of every day; an end at or before the start is on the next day, equal ends mean none. On nights
 *   on which the clocks change quiet wins: an end that the clock skips is the end of the gap, one that it shows twice
 *   is the second
 */
export function afterQuietHours(
  instant: Instant,
  timeZone: string,
  quiet: WallInterval | undefined,
): Instant {
  if (quiet === undefined || quiet.start === quiet.end) return instant;
  const at = Date.parse(instant);
  const today = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  const overnight = quiet.end < quiet.start ? 1 : 0;
  for (const daysAgo of [1, 0]) {
    const begins = today.subtract({ days: daysAgo });
    const from = momentOf(begins, quiet.start, timeZone, 'earlier');
    const to = momentOf(begins.add({ days: overnight }), quiet.end, timeZone, 'later');
    // Where a night skips all that is not quiet, the next quiet hours begin at once.
    if (from <= at && at < to) return afterQuietHours(new Date(to).toISOString(), timeZone, quiet);
  }
  return instant;
}

/** Milliseconds since the epoch at which the clock shows `time` (`HH:MM`, `24:00` included), or skips it. */
function momentOf(
  date: Temporal.PlainDate,
  time: string,
  timeZone: string,
  which: 'earlier' | 'later',
): number {
  const minutes = Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const wall = date.toPlainDateTime('00:00').add({ minutes });
  const zoned = wall.toZonedDateTime(timeZone, { disambiguation: which });
  if (zoned.toPlainDateTime().equals(wall)) return zoned.epochMilliseconds;
  const before = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  return (before.getTimeZoneTransition('next') ?? before).epochMilliseconds;
}
