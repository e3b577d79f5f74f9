import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { closedAt, type WorkingHours } from '../../../shared/conversations/working-hours.ts';
import { type WallInterval, WEEKDAYS, type WeeklyHours } from '../../../shared/projects/index.ts';

const MINUTE = 60_000;
const OFF: WeeklyHours = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };

/** Half-hour zones, both halves of the world, a change at midnight (Azores, Beirut) and one by half an hour. */
const ZONES = [
  'UTC',
  'Europe/Kyiv',
  'America/New_York',
  'Australia/Lord_Howe',
  'Atlantic/Azores',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'America/Santiago',
];

/** The same promise said plainly: the wall clock of a minute stands within an interval. */
function isOpen({ timeZone, weekly, exceptions }: WorkingHours, at: number): boolean {
  const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
  const time = wall.toPlainTime().toString({ smallestUnit: 'minute' });
  const of = (date: Temporal.PlainDate): readonly WallInterval[] =>
    exceptions.find((one) => one.date === date.toString())?.intervals ??
    weekly[WEEKDAYS[date.dayOfWeek - 1] ?? 'mon'];
  const date = wall.toPlainDate();
  return (
    of(date).some(({ start, end }) => start <= time && (end <= start || time < end)) ||
    of(date.subtract({ days: 1 })).some(({ start, end }) => end <= start && time < end)
  );
}

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const interval = fc.record({ start: time, end: fc.oneof(time, fc.constant('24:00')) });
const day = fc.array(interval, { maxLength: 2 });
/** Instants of the nights on which clocks change somewhere, and others. */
const instant = fc.oneof(
  fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 11, 31) }),
  fc
    .tuple(
      fc.constantFrom(
        '2026-03-28',
        '2026-10-24',
        '2026-03-07',
        '2026-10-31',
        '2026-04-04',
        '2026-09-05',
      ),
      fc.integer({ min: 0, max: 48 * 60 }),
    )
    .map(([date, minutes]) => Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE),
);

const hoursOf = (zone: string): fc.Arbitrary<WorkingHours> =>
  fc.record({
    timeZone: fc.constant(zone),
    weekly: fc.record({ mon: day, tue: day, wed: day, thu: day, fri: day, sat: day, sun: day }),
    exceptions: fc.array(
      fc.record({
        date: fc.constantFrom('2026-03-29', '2026-10-25', '2026-03-08', '2026-11-01', '2026-04-05'),
        intervals: day,
      }),
      { maxLength: 2 },
    ),
  });

test.each(ZONES)('in %s the next opening is open, and nothing between is', (zone) => {
  fc.assert(
    fc.property(hoursOf(zone), instant, (hours, at) => {
      const now = Math.floor(at / MINUTE) * MINUTE;
      const closed = closedAt(hours, new Date(now).toISOString());
      expect(closed === undefined).toBe(isOpen(hours, now));
      if (closed === undefined) return;
      const until = closed.until === undefined ? undefined : Date.parse(closed.until);
      const since = closed.since === undefined ? undefined : Date.parse(closed.since);
      if (until !== undefined) expect(isOpen(hours, until)).toBe(true);
      if (since !== undefined) expect(isOpen(hours, since - MINUTE)).toBe(true);
      // A quarter at a time; what opens for less is a matter of luck, and there are many runs.
      const from = Math.max(since ?? 0, now - 3 * 1440 * MINUTE);
      const to = Math.min(until ?? Number.POSITIVE_INFINITY, now + 9 * 1440 * MINUTE);
      for (let moment = from; moment < to; moment += 15 * MINUTE) {
        if (isOpen(hours, moment)) expect.fail(`open at ${new Date(moment).toISOString()}`);
      }
      if (until !== undefined) expect(isOpen(hours, until - MINUTE)).toBe(false);
    }),
    { numRuns: 60 },
  );
});

describe('working hours', () => {
  const weekdays = { ...OFF };
  const nine = [{ start: '09:00', end: '18:00' }];
  for (const name of ['mon', 'tue', 'wed', 'thu', 'fri'] as const) {
    Object.assign(weekdays, { [name]: nine });
  }
  const example: WorkingHours = {
    timeZone: 'Europe/Kyiv',
    weekly: { ...weekdays, sat: [{ start: '10:00', end: '14:00' }] },
    exceptions: [],
  };

  test('of nobody are always', () => {
    expect(closedAt(undefined, '2026-11-21T03:00:00.000Z')).toBeUndefined();
  });

  test('of the requirements’ example close on Saturday afternoon until Monday', () => {
    expect(closedAt(example, '2026-11-21T11:59:59.999Z')).toBeUndefined();
    expect(closedAt(example, '2026-11-21T12:00:00.000Z')).toEqual({
      since: '2026-11-21T12:00:00.000Z',
      until: '2026-11-23T07:00:00.000Z',
    });
  });

  test('that are none at all never open', () => {
    const none = { ...example, weekly: OFF };
    expect(closedAt(none, '2026-11-21T12:00:00.000Z')).toEqual({});
  });

  test('with a day off in between go on behind it', () => {
    const exceptions = [{ date: '2026-11-23', intervals: [] }];
    expect(closedAt({ ...example, exceptions }, '2026-11-22T12:00:00.000Z')?.until).toBe(
      '2026-11-24T07:00:00.000Z',
    );
  });

  test('over midnight, and to its very end, join with the next day’s', () => {
    const weekly = {
      ...OFF,
      fri: [{ start: '22:00', end: '24:00' }],
      sat: [{ start: '00:00', end: '02:00' }],
    };
    const night = { timeZone: 'UTC', weekly, exceptions: [] };
    expect(closedAt(night, '2026-11-20T23:59:59.999Z')).toBeUndefined();
    expect(closedAt(night, '2026-11-21T00:00:00.000Z')).toBeUndefined();
    expect(closedAt(night, '2026-11-21T02:00:00.000Z')?.since).toBe('2026-11-21T02:00:00.000Z');
    const crossing = { ...night, weekly: { ...OFF, fri: [{ start: '22:00', end: '02:00' }] } };
    expect(closedAt(crossing, '2026-11-21T01:59:00.000Z')).toBeUndefined();
    expect(closedAt(crossing, '2026-11-21T03:00:00.000Z')).toEqual({
      since: '2026-11-21T02:00:00.000Z',
      until: '2026-11-27T22:00:00.000Z',
    });
  });
});
