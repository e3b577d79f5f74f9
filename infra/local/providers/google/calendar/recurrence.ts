import { Temporal } from 'temporal-polyfill';
import { calendarError } from '../errors.ts';
import { dayToMs, type Moment, msOf } from './moment.ts';

/** One occurrence of a series. */
export interface Occurrence {
  /** What its id ends with: `20261122T080000Z`, or `20261122` for a day. */
  readonly stamp: string;
  readonly start: Moment;
  readonly end: Moment;
}

interface Rule {
  readonly frequency: 'DAILY' | 'WEEKLY' | 'MONTHLY' | 'YEARLY';
  readonly interval: number;
  readonly count: number;
  /** Epoch ms, included. */
  readonly until: number;
  /** 1 = Monday; empty: the day of the first one. */
  readonly days: readonly number[];
}

const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const UNITS = { DAILY: 'days', WEEKLY: 'weeks', MONTHLY: 'months', YEARLY: 'years' } as const;
/** Occurrences of a series at most. */
const MOST = 1500;

/** Checks what the stand-in can expand: one RRULE by days, weeks, months or years. @throws Refused 400 */
export function readRule(recurrence: readonly string[], zone: string): Rule {
  const fail = () => calendarError(400, 'invalid', 'Invalid recurrence rule.');
  const [line, ...more] = recurrence.filter((one) => one.startsWith('RRULE:'));
  if (line === undefined || more.length > 0) throw fail();
  const parts = new Map(
    line
      .slice('RRULE:'.length)
      .split(';')
      .map((part) => part.split('=', 2) as [string, string]),
  );
  const frequency = parts.get('FREQ') as Rule['frequency'];
  if (!Object.hasOwn(UNITS, frequency)) throw fail();
  const days = (parts.get('BYDAY') ?? '').split(',').filter(Boolean);
  const unknown = [...parts.keys()].some(
    (name) => !['FREQ', 'INTERVAL', 'COUNT', 'UNTIL', 'BYDAY', 'WKST'].includes(name),
  );
  if (unknown || !days.every((day) => DAYS.includes(day))) throw fail();
  if (days.length > 0 && frequency !== 'WEEKLY') throw fail();
  const whole = (name: string) => /^[1-9]\d*$/.test(parts.get(name) ?? '1');
  if (!whole('INTERVAL') || !whole('COUNT')) throw fail();
  const until = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})Z)?$/.exec(
    parts.get('UNTIL') ?? '',
  );
  if (parts.has('UNTIL') && !until) throw fail();
  const day = until ? `${until[1]}-${until[2]}-${until[3]}` : '';
  return {
    frequency,
    interval: Number(parts.get('INTERVAL') ?? 1),
    count: Number(parts.get('COUNT') ?? Number.POSITIVE_INFINITY),
    until: !until
      ? Number.POSITIVE_INFINITY
      : until[4]
        ? Date.parse(`${day}T${until[4]}:${until[5]}:${until[6]}Z`)
        : dayToMs(day, zone) + 86_399_999,
    days: days.map((name) => DAYS.indexOf(name) + 1),
  };
}

/**
 * The occurrences of a series that begin before `until`. The wall clock repeats: an hour of ten stays an hour of ten
 * when the clocks change.
 *
 * @param until epoch ms
 */
export function occurrences(
  { start, end, recurrence }: { start: Moment; end: Moment; recurrence: readonly string[] },
  calendarZone: string,
  until: number,
): Occurrence[] {
  const zone = 'date' in start ? calendarZone : (start.zone ?? calendarZone);
  const rule = readRule(recurrence, zone);
  const first = Temporal.Instant.fromEpochMilliseconds(msOf(start, zone)).toZonedDateTimeISO(zone);
  const length = msOf(end, zone) - msOf(start, zone);
  const unit = UNITS[rule.frequency];
  const found: Occurrence[] = [];
  for (let step = 0; found.length < Math.min(rule.count, MOST); step += 1) {
    const base = first.add({ [unit]: step * rule.interval });
    const days =
      rule.days.length === 0
        ? [base]
        : [...rule.days]
            .sort((a, b) => a - b)
            .map((day) => base.add({ days: day - base.dayOfWeek }));
    for (const day of days) {
      if (Temporal.ZonedDateTime.compare(day, first) < 0) continue;
      const ms = day.epochMilliseconds;
      if (ms > rule.until || ms >= until || found.length >= Math.min(rule.count, MOST)) {
        return found;
      }
      found.push(occurrence(day, { start, end, length }));
    }
  }
  return found;
}

function occurrence(
  day: Temporal.ZonedDateTime,
  { start, end, length }: { start: Moment; end: Moment; length: number },
): Occurrence {
  if ('date' in start && 'date' in end) {
    const date = day.toPlainDate();
    const span = Temporal.PlainDate.from(start.date).until(end.date);
    return {
      stamp: date.toString().replaceAll('-', ''),
      start: { date: date.toString() },
      end: { date: date.add(span).toString() },
    };
  }
  const ms = day.epochMilliseconds;
  const zone = 'date' in start ? undefined : start.zone;
  return {
    stamp: new Date(ms).toISOString().replace(/[-:]|\.\d+/g, ''),
    start: { ms, zone },
    end: { ms: ms + length, zone },
  };
}
