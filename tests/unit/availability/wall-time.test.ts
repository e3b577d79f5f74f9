import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import {
  instantOf,
  minuteAtWall,
  minuteOf,
  wallDate,
  wallMinute,
} from '../../../shared/availability/wall-time.ts';

const at = (zone: string, date: string, wall: number): string =>
  instantOf(minuteAtWall(zone, date, wall));

describe('wall-clock time as instants', () => {
  it('reads an ordinary day with its offset', () => {
    expect(at('Europe/Kyiv', '2026-11-24', 9 * 60)).toBe('2026-11-24T07:00:00.000Z');
    expect(at('Europe/Kyiv', '2026-07-24', 9 * 60)).toBe('2026-07-24T06:00:00.000Z');
    expect(at('America/New_York', '2026-11-24', 1440)).toBe('2026-11-25T05:00:00.000Z');
  });

  it('reads a time in the spring gap as the end of the gap', () => {
    expect(at('Europe/Kyiv', '2027-03-28', 3 * 60 + 30)).toBe('2027-03-28T01:00:00.000Z');
    expect(at('America/New_York', '2027-03-14', 2 * 60 + 30)).toBe('2027-03-14T07:00:00.000Z');
  });

  it('reads a time that autumn shows twice as the first of the two', () => {
    expect(at('Europe/Kyiv', '2026-10-25', 3 * 60 + 30)).toBe('2026-10-25T00:30:00.000Z');
    expect(at('America/New_York', '2026-11-01', 60 + 30)).toBe('2026-11-01T05:30:00.000Z');
  });

  it('knows days of 23 and 25 hours and clocks that change at midnight', () => {
    const hours = (zone: string, date: string) =>
      (minuteAtWall(zone, date, 1440) - minuteAtWall(zone, date, 0)) / 60;
    expect(hours('Europe/Kyiv', '2027-03-28')).toBe(23);
    expect(hours('Europe/Kyiv', '2026-10-25')).toBe(25);
    expect(hours('Australia/Lord_Howe', '2026-10-04')).toBe(23.5);
    expect(hours('Africa/Cairo', '2026-04-24')).toBe(23);
    expect(wallDate('Africa/Cairo', minuteAtWall('Africa/Cairo', '2026-04-24', 0))).toBe(
      '2026-04-24',
    );
  });

  it('agrees with Temporal on date and time of every minute, in every zone, around every change', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const instant = fc.integer({
      min: minuteOf('2026-01-01T00:00Z'),
      max: minuteOf('2036-12-31T00:00Z'),
    });
    const nearChange = fc.record({
      shift: fc.integer({ min: -300, max: 300 }),
      near: fc.boolean(),
    });
    fc.assert(
      fc.property(zone, instant, nearChange, (timeZone, start, { shift, near }) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(start * 60_000).toZonedDateTimeISO(
          timeZone,
        );
        const change = near ? zoned.getTimeZoneTransition('next') : null;
        const minute = change ? change.epochMilliseconds / 60_000 + shift : start;
        const wall = Temporal.Instant.fromEpochMilliseconds(minute * 60_000).toZonedDateTimeISO(
          timeZone,
        );
        const date = wall.toPlainDate().toString();
        expect(wallDate(timeZone, minute)).toBe(date);
        const shown = wall.hour * 60 + wall.minute;
        expect(wallMinute(timeZone, date, minute)).toBe(shown);
        const first = wall
          .toPlainDateTime()
          .toZonedDateTime(timeZone, { disambiguation: 'earlier' });
        expect(minuteAtWall(timeZone, date, shown)).toBe(first.epochMilliseconds / 60_000);
      }),
      { numRuns: 2_000 },
    );
  });
});
