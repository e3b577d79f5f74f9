import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../../platform/clock.ts';

/** What stands behind it, an offset, is not to be trusted. */
const WALL_TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}(?::\d{2})?)/;

/**
 * The moment at which a wall shows a time.
 *
 * @param text `2026-11-24 10:00:00`
 * @param meant which moment, when clocks skip this time or show it twice
 * @returns `undefined`: there is no such time
 */
export function instantOnWall(
  text: string,
  timeZone: string,
  meant: 'compatible' | 'earlier' | 'later',
): Instant | undefined {
  const [, day, time] = WALL_TIME.exec(text) ?? [];
  if (day === undefined || time === undefined) return undefined;
  try {
    const there = Temporal.PlainDateTime.from(`${day}T${time}`);
    const { epochMilliseconds } = there.toZonedDateTime(timeZone, { disambiguation: meant });
    return new Date(epochMilliseconds).toISOString();
  } catch {
    return undefined;
  }
}

/** The day (`YYYY-MM-DD`) that a calendar on the wall shows at an instant, moved by `days`. */
export function dayOnWall(instant: Instant, timeZone: string, days = 0): string {
  const day = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone).toPlainDate();
  return day.add({ days }).toString();
}
