import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';
import { type WallInterval, WEEKDAYS, type WorkHours } from '../projects/index.ts';

/**
 * When the AI works in a messenger, on the wall of `timeZone`. An interval whose end is at or before its start goes on
 * over midnight; it belongs to the day on which it begins, also where that day is an exception.
 */
export interface WorkingHours extends WorkHours {
  /** IANA zone. */
  readonly timeZone: string;
}

/** A time outside working hours. */
export interface Closed {
  /** When it began; absent: it has lasted for longer than we look back. */
  readonly since?: Instant;
  /** When it ends; absent: not within the year we look ahead. */
  readonly until?: Instant;
}

const LOOK_AHEAD_DAYS = 370;
const LOOK_BACK_DAYS = 31;

/**
 * Whether nobody works at `now`, and since and until when. It is open exactly when the wall clock stands within an
 * interval: of an hour that the clocks skip nothing is left, one that they show twice is open twice.
 *
 * @param hours absent: always open
 * @returns `undefined`: open
 */
export function closedAt(hours: WorkingHours | undefined, now: Instant): Closed | undefined {
  if (hours === undefined) return undefined;
  const at = Date.parse(now);
  if (isOpen(hours, at)) return undefined;
  const today = wallOf(hours, at).toPlainDate();
  const until = searched(
    hours,
    today,
    LOOK_AHEAD_DAYS,
    1,
    (turn) => turn > at && isOpen(hours, turn),
  );
  const since = searched(hours, today, LOOK_BACK_DAYS, -1, (turn) => {
    return turn <= at && isOpen(hours, turn - 1);
  });
  return {
    ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
    ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
  };
}

/** The nearest moment that `fits`, of those at which it may open or close, day by day from `today`. */
function searched(
  hours: WorkingHours,
  today: Temporal.PlainDate,
  days: number,
  step: 1 | -1,
  fits: (moment: number) => boolean,
): number | undefined {
  const fitting = (day: number) => turnsOf(hours, today.add({ days: day * step })).filter(fits);
  for (let day = -1; day <= days; day += 1) {
    const found = fitting(day);
    if (found.length === 0) continue;
    // What is overnight ends on the next date, and may come before what that date itself begins with.
    const all = [...found, ...fitting(day + 1)];
    return step === 1 ? Math.min(...all) : Math.max(...all);
  }
  return undefined;
}

/** Every moment of a date, and of its night, at which it may open or close. */
function turnsOf(hours: WorkingHours, date: Temporal.PlainDate): number[] {
  const intervals = intervalsOf(hours, date);
  const own = intervals.flatMap((interval) => {
    const ends = date.add({ days: isOvernight(interval) ? 1 : 0 });
    return [...momentsOf(hours, date, interval.start), ...momentsOf(hours, ends, interval.end)];
  });
  const last = intervalsOf(hours, date.subtract({ days: 1 }));
  if (intervals.length === 0 && !last.some(isOvernight)) return [];
  return [...own, ...changesOf(hours, date)];
}

/** The moments of a date at which the clocks change. */
function changesOf({ timeZone }: WorkingHours, date: Temporal.PlainDate): number[] {
  const begins = date.toZonedDateTime(timeZone);
  const before = begins.subtract({ hours: 1 });
  const change = before.getTimeZoneTransition('next')?.epochMilliseconds;
  const ends = date.add({ days: 1 }).toZonedDateTime(timeZone).epochMilliseconds;
  return change !== undefined && change <= ends ? [change] : [];
}

/** The one or two moments at which the clock shows `time` on `date`; none where it skips it. */
function momentsOf({ timeZone }: WorkingHours, date: Temporal.PlainDate, time: string): number[] {
  const wall = date.toPlainDateTime('00:00').add({ minutes: minutesOf(time) });
  return (['earlier', 'later'] as const).flatMap((disambiguation) => {
    const zoned = wall.toZonedDateTime(timeZone, { disambiguation });
    return zoned.toPlainDateTime().equals(wall) ? [zoned.epochMilliseconds] : [];
  });
}

function isOpen(hours: WorkingHours, at: number): boolean {
  const wall = wallOf(hours, at);
  const date = wall.toPlainDate();
  const minute = wall.hour * 60 + wall.minute;
  const today = intervalsOf(hours, date).some((one) => {
    return minutesOf(one.start) <= minute && (isOvernight(one) || minute < minutesOf(one.end));
  });
  if (today) return true;
  const yesterday = intervalsOf(hours, date.subtract({ days: 1 }));
  return yesterday.some((one) => isOvernight(one) && minute < minutesOf(one.end));
}

function isOvernight({ start, end }: WallInterval): boolean {
  return end <= start;
}

function intervalsOf(hours: WorkingHours, date: Temporal.PlainDate): readonly WallInterval[] {
  const name = date.toString();
  const exception = hours.exceptions.find((one) => one.date === name);
  return exception?.intervals ?? hours.weekly[WEEKDAYS[date.dayOfWeek - 1] ?? 'mon'];
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
}

function wallOf({ timeZone }: WorkingHours, at: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
}
