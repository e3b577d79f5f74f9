import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { dateAt, resolveDate, timeAt, weekdayOf } from '../../../shared/agent/dates.ts';
import { WEEKDAYS } from '../../../shared/projects/index.ts';

/** A Wednesday; in Kyiv it is Thursday already. */
const NOW = '2026-11-25T22:30:00.000Z';
const KYIV = 'Europe/Kyiv';
const NEW_YORK = 'America/New_York';
const date = (text: string, instead?: string) => ({
  ...{ kind: 'date', date: text },
  ...(instead === undefined ? {} : { instead }),
});

describe('words of a day', () => {
  test('count from the day it is where the business is', () => {
    expect(resolveDate({ relative_days: 0 }, NOW, KYIV)).toEqual(date('2026-11-26'));
    expect(resolveDate({ relative_days: 0 }, NOW, NEW_YORK)).toEqual(date('2026-11-25'));
    expect(resolveDate({ relative_days: 1 }, NOW, KYIV)).toEqual(date('2026-11-27'));
    expect(resolveDate({ relative_days: -1 }, NOW, KYIV)).toEqual({
      kind: 'past',
      date: '2026-11-25',
    });
  });

  test.each([
    ['thu', 0, '2026-11-26'],
    ['fri', 0, '2026-11-27'],
    ['mon', 0, '2026-11-30'],
    ['mon', 1, '2026-11-30'],
    ['sun', 1, '2026-12-06'],
    ['fri', 1, '2026-12-04'],
    ['mon', 2, '2026-12-07'],
  ] as const)('weekday %s with weeks_ahead %i is %s', (weekday, weeks_ahead, expected) => {
    expect(resolveDate({ weekday, weeks_ahead }, NOW, KYIV)).toEqual(date(expected));
  });

  test('day and month are the nearest that is not over', () => {
    expect(resolveDate({ day: 26, month: 11 }, NOW, KYIV)).toEqual(date('2026-11-26'));
    expect(resolveDate({ day: 25, month: 8 }, NOW, KYIV)).toEqual(date('2027-08-25'));
    expect(resolveDate({ day: 29, month: 2 }, NOW, KYIV)).toEqual(date('2028-02-29'));
  });

  test('the weekday wins over a wrong date, and the doubt is told', () => {
    // 27 November 2026 is a Friday.
    expect(resolveDate({ day: 27, month: 11, weekday: 'fri' }, NOW, KYIV)).toEqual(
      date('2026-11-27'),
    );
    expect(resolveDate({ day: 28, month: 11, weekday: 'fri' }, NOW, KYIV)).toEqual(
      date('2026-11-27', '2026-11-28'),
    );
    expect(resolveDate({ date: '2026-11-26', weekday: 'wed' }, NOW, KYIV)).toEqual(
      date('2026-12-02', '2026-11-26'),
    );
  });

  test.each([
    [{ day: 31, month: 4 }],
    [{ day: 0, month: 0 }],
    [{ date: '2026-02-30' }],
    [{ date: 'tomorrow' }],
    [{ relative_days: 1e9 }],
    [{ weekday: 'mon', weeks_ahead: -1e9 }],
  ] as const)('%j is no such day', (expression) => {
    expect(resolveDate(expression, NOW, KYIV)).toEqual({ kind: 'no_such_date' });
  });

  test('a named date that is over is past', () => {
    expect(resolveDate({ date: '2025-11-26' }, NOW, KYIV)).toEqual({
      kind: 'past',
      date: '2025-11-26',
    });
  });
});

test('whatever is asked, a resolved date is never before today and keeps its weekday', () => {
  const weekday = fc.constantFrom(...WEEKDAYS);
  const expression = fc.oneof(
    fc.record({ relative_days: fc.integer() }),
    fc.record({ weekday, weeks_ahead: fc.integer({ min: -5, max: 60 }) }),
    fc.record({
      day: fc.integer({ min: -1, max: 40 }),
      month: fc.integer({ min: -1, max: 14 }),
      weekday,
    }),
    fc.record({
      date: fc.date({ noInvalidDate: true }).map((d) => d.toISOString().slice(0, 10)),
      weekday,
    }),
  );
  const instant = fc
    .date({ min: new Date('2020-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
    .map((d) => d.toISOString());
  const zone = fc.constantFrom(KYIV, NEW_YORK, 'Pacific/Kiritimati', 'Asia/Kathmandu');
  fc.assert(
    fc.property(expression, instant, zone, (asked, now, timeZone) => {
      const resolved = resolveDate(asked as never, now, timeZone);
      if (resolved.kind !== 'date') return;
      expect(resolved.date >= dateAt(now, timeZone)).toBe(true);
      const said = (asked as { weekday?: string }).weekday;
      if (said !== undefined) expect(weekdayOf(resolved.date)).toBe(said);
    }),
    { numRuns: 2_000 },
  );
});

test('wall-clock times are those of the zone, on the days of the change too', () => {
  expect(timeAt('2026-03-29T00:30:00.000Z', KYIV)).toBe('02:30');
  expect(timeAt('2026-03-29T01:00:00.000Z', KYIV)).toBe('04:00');
  expect(timeAt('2026-11-01T05:30:00.000Z', NEW_YORK)).toBe('01:30');
  expect(timeAt('2026-11-01T06:30:00.000Z', NEW_YORK)).toBe('01:30');
  expect(Temporal.PlainDate.from(dateAt('2026-12-31T22:00:00.000Z', KYIV)).year).toBe(2027);
});
