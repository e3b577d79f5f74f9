import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';

/**
 * An instant as whole minutes since the epoch. Every zone's offset is whole minutes in our years, so slots and
 * bookings lie on minutes, and minutes compare and add without a calendar.
 */
export type Minute = number;

export const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/** The minute of `instant`; has a fraction when the instant does not lie on a minute. */
export function minuteOf(instant: Instant): Minute {
  return Date.parse(instant) / MINUTE_MS;
}

/** The instant of a minute. */
export function instantOf(minute: Minute): Instant {
  return new Date(Math.round(minute * MINUTE_MS)).toISOString();
}

/** The calendar date (`YYYY-MM-DD`) `days` after `date`; a calendar knows no zones. */
export function addDays(date: string, days: number): string {
  // Most steps stay within a month: no calendar is needed.
  const day = Number(date.slice(8)) + days;
  if (day >= 10 && day <= 28) return `${date.slice(0, 8)}${day}`;
  return utcDate(dateMinute(date) + days * DAY_MINUTES);
}

/** The UTC date of a minute, `YYYY-MM-DD`. */
export function utcDate(minute: Minute): string {
  return instantOf(minute).slice(0, 10);
}

/** The minute at which `date` begins in UTC. */
export function dateMinute(date: string): Minute {
  // Cheaper than Date.parse, and a search asks for some hundred dates.
  const [year, month, day] = [date.slice(0, 4), date.slice(5, 7), date.slice(8, 10)];
  return Date.UTC(Number(year), Number(month) - 1, Number(day)) / MINUTE_MS;
}

/** The calendar date (`YYYY-MM-DD`) on the wall of `timeZone` at `minute`. */
export function wallDate(timeZone: string, minute: Minute): string {
  const guess = utcDate(minute);
  for (const date of [guess, addDays(guess, 1), addDays(guess, -1)]) {
    const { start, end } = dayOf(timeZone, date);
    if (start <= minute && minute < end) return date;
  }
  // Only a zone that skips a whole date comes here.
  return zoned(timeZone, minute).toPlainDate().toString();
}

/** The minutes of the wall clock of `timeZone` since midnight at `minute`, which lies on `date`. */
export function wallMinute(timeZone: string, date: string, minute: Minute): number {
  const { offset, midnight } = dayOf(timeZone, date);
  if (offset !== undefined) return minute + offset - midnight;
  const wall = zoned(timeZone, minute);
  return wall.hour * 60 + wall.minute;
}

/**
 * The first minute at which the wall clock of `timeZone` shows at least `wall` minutes after midnight of `date`: of a
 * time shown twice the first, of a time that is skipped the end of the gap. 1440 is the next midnight.
 */
export function minuteAtWall(timeZone: string, date: string, wall: number): Minute {
  const { offset, midnight } = dayOf(timeZone, date);
  return offset === undefined ? firstMinuteAt(timeZone, date, wall) : midnight + wall - offset;
}

/** Whether the clocks of `timeZone` change on `date`. */
export function clocksChange(timeZone: string, date: string): boolean {
  return dayOf(timeZone, date).offset === undefined;
}

/** One calendar date of a zone: where it starts and ends, and its offset when that is the same all day. */
interface Day {
  readonly start: Minute;
  readonly end: Minute;
  /** The minute at which the date begins in UTC. */
  readonly midnight: Minute;
  /** Minutes east of UTC; absent on a day on which the clocks change. */
  readonly offset: number | undefined;
}

const DAYS_REMEMBERED = 5_000;
const days = new Map<string, Day>();

function dayOf(timeZone: string, date: string): Day {
  const name = `${timeZone} ${date}`;
  const known = days.get(name);
  if (known) return known;
  const start = firstMinuteAt(timeZone, date, 0);
  const end = firstMinuteAt(timeZone, date, DAY_MINUTES);
  const offset = offsetAt(timeZone, start);
  const midnight = dateMinute(date);
  const steady =
    end - start === DAY_MINUTES &&
    offsetAt(timeZone, end - 1) === offset &&
    start === midnight - offset;
  const day = { start, end, midnight, offset: steady ? offset : undefined };
  if (days.size >= DAYS_REMEMBERED) days.clear();
  days.set(name, day);
  return day;
}

function firstMinuteAt(timeZone: string, date: string, wall: number): Minute {
  const asked = Temporal.PlainDate.from(date).toPlainDateTime('00:00').add({ minutes: wall });
  const first = asked.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (first.toPlainDateTime().equals(asked)) return first.epochMilliseconds / MINUTE_MS;
  const gapEnd = first.getTimeZoneTransition('next') ?? first;
  return gapEnd.epochMilliseconds / MINUTE_MS;
}

function offsetAt(timeZone: string, minute: Minute): number {
  return zoned(timeZone, minute).offsetNanoseconds / (MINUTE_MS * 1_000_000);
}

function zoned(timeZone: string, minute: Minute): Temporal.ZonedDateTime {
  const milliseconds = Math.round(minute * MINUTE_MS);
  return Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(timeZone);
}
