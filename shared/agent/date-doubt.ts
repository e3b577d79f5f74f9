import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../platform/clock.ts';
import { type DateExpression, dateAfter, dateAt, type ResolvedDate, weekdayOf } from './dates.ts';

/** What may be meant beside the date that was taken, and why: to be asked back before anything is booked. */
export interface DateDoubt {
  readonly why: string;
  /** `YYYY-MM-DD`, the taken one first. */
  readonly dates: readonly string[];
}

/** Next to a day that is so near, "next Friday" may be that day or the one after. */
const NEAR_DAYS = 3;
const NEXT_DAY =
  /(?<!\p{L})(?:next\s+(?:mon|tue|wed|thu|fri|sat|sun)|(?:наступн|следующ|будущ)\p{L}*\s+(?:понед|вівт|вторн|серед[уаи]|сред[уы]|четвер|п['’ʼ]?ятниц|субот|суббот|неділ(?!\p{L}*\s+тиж)|воскрес))/iu;
const NEXT_WEEK =
  /(?<!\p{L})(?:next week|week after|наступного тижня|на наступному тижні|через тиждень|(?:на )?следующей недел|через неделю)/iu;
const SLASHED = /(?<![\d/.])(\d{1,2})\/(\d{1,2})(?:\/\d{2,4})?(?![\d/])/g;

/**
 * Whether a resolved date has to be asked back: the weekday differs from the date, day and month may be meant the
 * other way round ("05/06"), or "next Friday" was said shortly before a Friday.
 *
 * @param words what the client wrote in this turn
 */
export function doubtOfDate(
  expression: DateExpression,
  resolved: ResolvedDate & { readonly kind: 'date' },
  words: string,
  now: Instant,
  timeZone: string,
): DateDoubt | undefined {
  const { date, instead } = resolved;
  if (instead !== undefined) {
    const why = `The client named ${weekdayOf(date)} and a date that is a ${weekdayOf(instead)}; the weekday was taken.`;
    return { why, dates: [date, instead] };
  }
  const swapped = otherWayRound(date, expression, words);
  if (swapped !== undefined) {
    return { why: 'Day and month may be meant the other way round.', dates: [date, swapped] };
  }
  if (!('weeks_ahead' in expression) || expression.weeks_ahead !== 1) return undefined;
  const nearer = dateAfter(date, -7);
  const today = dateAt(now, timeZone);
  const isNear = nearer > today && nearer <= dateAfter(today, NEAR_DAYS);
  if (!isNear || !NEXT_DAY.test(words) || NEXT_WEEK.test(words)) return undefined;
  return { why: 'The client may mean the coming one or the one after it.', dates: [date, nearer] };
}

/** The date with day and month exchanged, if it was typed with a slash, both are months, and no weekday tells. */
function otherWayRound(
  date: string,
  expression: DateExpression,
  words: string,
): string | undefined {
  if ('relative_days' in expression || 'weeks_ahead' in expression) return undefined;
  if (expression.weekday != null) return undefined;
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  if (day > 12 || day === month) return undefined;
  const isTyped = [...words.matchAll(SLASHED)].some(([, one, other]) => {
    const pair = [Number(one), Number(other)];
    return pair.includes(day) && pair.includes(month);
  });
  if (!isTyped) return undefined;
  return Temporal.PlainDate.from({ year, month: day, day: month }).toString();
}

/**
 * Whether a wall-clock time is one instant on that day.
 *
 * @param time `HH:MM`
 * @returns `none`: the clocks jump over it; `twice`: they come back to it
 */
export function clockDoubt(
  date: string,
  time: string,
  timeZone: string,
): 'none' | 'twice' | undefined {
  if (time >= '24:00') return undefined;
  const wall = Temporal.PlainDate.from(date).toPlainDateTime(Temporal.PlainTime.from(time));
  const early = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const late = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (early.equals(late)) return undefined;
  return early.toPlainDateTime().equals(wall) ? 'twice' : 'none';
}
