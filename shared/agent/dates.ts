import { Temporal } from 'temporal-polyfill';
import * as z from 'zod/mini';
import type { Instant } from '../platform/clock.ts';
import { WEEKDAYS } from '../projects/index.ts';

const weekday = z.enum(WEEKDAYS);

/**
 * How the model says a date: what the client said, not what it computed. Code knows the calendar.
 */
export const DateExpression = z.union([
  z.strictObject({ relative_days: z.int() }),
  z.strictObject({ weekday, weeks_ahead: z.int() }),
  z.strictObject({ day: z.int(), month: z.int(), weekday: z.nullish(weekday) }),
  z.strictObject({ date: z.string(), weekday: z.nullish(weekday) }),
]);
export type DateExpression = z.output<typeof DateExpression>;

/** A date expression that was resolved. Dates are `YYYY-MM-DD` in the project's zone. */
export type ResolvedDate =
  /** `instead`: weekday and date of the client disagree. The weekday was believed; this is the date that she said. */
  | { readonly kind: 'date'; readonly date: string; readonly instead?: string }
  /** The day is over: ask what was meant. */
  | { readonly kind: 'past'; readonly date: string }
  /** There is no such day. */
  | { readonly kind: 'no_such_date' };

/** Nobody books further ahead than this, and calendars end somewhere. */
const FARTHEST_DAYS = 3660;
/** A day without a year that is over for no longer than this was not meant for next year. */
const JUST_OVER_DAYS = 92;

/** The date of `instant` on the wall of `timeZone`. */
export function dateAt(instant: Instant, timeZone: string): string {
  return wallOf(instant, timeZone).toPlainDate().toString();
}

/** The ISO weekday of a date. */
export function weekdayOf(date: string): (typeof WEEKDAYS)[number] {
  return WEEKDAYS[Temporal.PlainDate.from(date).dayOfWeek - 1] ?? 'mon';
}

/** `HH:MM` of `instant` on the wall of `timeZone`. */
export function timeAt(instant: Instant, timeZone: string): string {
  return wallOf(instant, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** `date` moved by days. */
export function dateAfter(date: string, days: number): string {
  return Temporal.PlainDate.from(date).add({ days }).toString();
}

function wallOf(instant: Instant, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
}

/**
 * Resolves what the client said against the calendar of the project's zone.
 *
 * - `relative_days` counts from today (0 today, 1 tomorrow).
 * - A weekday with `weeks_ahead` 0 is the nearest one, today included; n counts calendar weeks (Monday first) from
 *   this one.
 * - Day and month are the nearest such date that is not over, unless it was over only lately: then it is past.
 * - A weekday beside a date wins when they disagree: the nearest such weekday to the date; the date stands beside it.
 *
 * @param now the present instant; "today" is its date in `timeZone`
 */
export function resolveDate(
  expression: DateExpression,
  now: Instant,
  timeZone: string,
): ResolvedDate {
  const today = wallOf(now, timeZone).toPlainDate();
  if ('relative_days' in expression) return ahead(today, expression.relative_days, today);
  if ('weeks_ahead' in expression) {
    const wanted = WEEKDAYS.indexOf(expression.weekday) + 1;
    const days =
      expression.weeks_ahead === 0
        ? (wanted - today.dayOfWeek + 7) % 7
        : wanted - today.dayOfWeek + 7 * expression.weeks_ahead;
    return ahead(today, days, today);
  }
  const named = 'date' in expression ? exactDate(expression.date) : nearestDate(expression, today);
  if (named === undefined) return { kind: 'no_such_date' };
  const { weekday: said } = expression;
  if (said == null || WEEKDAYS.indexOf(said) + 1 === named.dayOfWeek) return judged(named, today);
  const taken = judged(nearestWeekday(named, said, today), today);
  return taken.kind === 'date' ? { ...taken, instead: named.toString() } : taken;
}

function ahead(from: Temporal.PlainDate, days: number, today: Temporal.PlainDate): ResolvedDate {
  return Math.abs(days) > FARTHEST_DAYS
    ? { kind: 'no_such_date' }
    : judged(from.add({ days }), today);
}

function judged(date: Temporal.PlainDate, today: Temporal.PlainDate): ResolvedDate {
  return Temporal.PlainDate.compare(date, today) < 0
    ? { kind: 'past', date: date.toString() }
    : { kind: 'date', date: date.toString() };
}

function exactDate(date: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return undefined;
  try {
    return Temporal.PlainDate.from(date, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The nearest such date from today on, or the one that was over lately. 29 February may be years away. */
function nearestDate(
  { day, month }: { readonly day: number; readonly month: number },
  today: Temporal.PlainDate,
): Temporal.PlainDate | undefined {
  const since = today.subtract({ days: JUST_OVER_DAYS });
  for (let year = since.year; year <= today.year + 8; year += 1) {
    const two = (number: number): string => String(number).padStart(2, '0');
    const date = exactDate(`${year}-${two(month)}-${two(day)}`);
    if (date !== undefined && Temporal.PlainDate.compare(date, since) >= 0) return date;
  }
  return undefined;
}

/** The given weekday nearest to `date`, but not before today if one at most three days away is not. */
function nearestWeekday(
  date: Temporal.PlainDate,
  said: (typeof WEEKDAYS)[number],
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const off = (WEEKDAYS.indexOf(said) + 1 - date.dayOfWeek + 7) % 7;
  const nearest = date.add({ days: off > 3 ? off - 7 : off });
  return Temporal.PlainDate.compare(nearest, today) < 0 ? nearest.add({ days: 7 }) : nearest;
}
