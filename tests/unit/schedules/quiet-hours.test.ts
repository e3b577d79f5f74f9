import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { afterQuietHours } from '../../../shared/schedules/index.ts';

const MINUTE = 60_000;
const two = (number: number) => String(number).padStart(2, '0');
const timeOf = (minutes: number) => `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
const iso = (milliseconds: number) => new Date(milliseconds).toISOString();

/** What the clock on the wall shows, as `HH:MM`, told by Intl and not by the code under test. */
function wallReader(timeZone: string): (milliseconds: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  return (milliseconds) => format.format(milliseconds);
}

const isQuiet = (wall: string, { start, end }: { start: string; end: string }) =>
  start <= end ? start <= wall && wall < end : start <= wall || wall < end;

/** Every change of the clocks of a zone from 2024 to 2030. */
function transitions(timeZone: string): { at: number; fold: number }[] {
  const found: { at: number; fold: number }[] = [];
  let here = Temporal.ZonedDateTime.from(`2024-01-01T12:00[${timeZone}]`);
  for (;;) {
    const next = here.getTimeZoneTransition('next');
    if (next === null || next.year > 2030) return found;
    const before = next.subtract({ minutes: 1 });
    const fold = Math.max(0, before.offsetNanoseconds - next.offsetNanoseconds) / 1e6;
    found.push({ at: next.epochMilliseconds, fold });
    here = next;
  }
}

const ZONES = [
  'Europe/Kyiv',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Africa/Cairo',
  'America/Santiago',
  'Europe/London',
];
const minuteOfDay = fc.integer({ min: 0, max: 1439 });
const hours = fc.tuple(minuteOfDay, minuteOfDay).map(([start, end]) => ({
  start: timeOf(start),
  end: timeOf(end),
}));

describe('quiet hours', () => {
  it.each([
    // [zone, hours, instant, first instant that is not quiet]
    ['Europe/Kyiv', '21:00-09:00', '2026-11-21T18:59:00Z', '2026-11-21T18:59:00Z'],
    ['Europe/Kyiv', '21:00-09:00', '2026-11-21T19:00:00Z', '2026-11-22T07:00:00Z'],
    ['Europe/Kyiv', '21:00-09:00', '2026-11-22T06:59:59.999Z', '2026-11-22T07:00:00Z'],
    ['Europe/Kyiv', '21:00-09:00', '2026-11-22T07:00:00Z', '2026-11-22T07:00:00Z'],
    ['Europe/Kyiv', '13:00-14:00', '2026-11-21T11:30:00Z', '2026-11-21T12:00:00Z'],
    ['Europe/Kyiv', '21:00-24:00', '2026-11-21T20:00:00Z', '2026-11-21T22:00:00Z'],
    ['Europe/Kyiv', '09:00-09:00', '2026-11-21T20:00:00Z', '2026-11-21T20:00:00Z'],
    // 29 March 2026: 03:00 becomes 04:00. An end that is skipped is the end of the gap.
    ['Europe/Kyiv', '22:00-09:00', '2026-03-28T22:00:00Z', '2026-03-29T06:00:00Z'],
    ['Europe/Kyiv', '22:00-03:30', '2026-03-28T22:00:00Z', '2026-03-29T01:00:00Z'],
    ['Europe/Kyiv', '03:10-03:50', '2026-03-29T01:00:00Z', '2026-03-29T01:00:00Z'],
    // 25 October 2026: 04:00 becomes 03:00. Of an end that is shown twice the second counts.
    ['Europe/Kyiv', '22:00-09:00', '2026-10-24T20:00:00Z', '2026-10-25T07:00:00Z'],
    ['Europe/Kyiv', '22:00-03:30', '2026-10-25T00:45:00Z', '2026-10-25T01:30:00Z'],
  ])('in %s, %s: from %s they end at %s', (zone, span, from, end) => {
    const [start = '', stop = ''] = span.split('-');
    const found = afterQuietHours(new Date(from).toISOString(), zone, { start, end: stop });
    expect(found).toBe(new Date(end).toISOString());
  });

  it('are none when a project has none', () => {
    expect(afterQuietHours('2026-11-21T20:00:00.000Z', 'Europe/Kyiv', undefined)).toBe(
      '2026-11-21T20:00:00.000Z',
    );
  });

  it.each(ZONES)('end rightly around every change of the clocks in %s', (zone) => {
    const wall = wallReader(zone);
    const changes = transitions(zone);
    expect(changes.length).toBeGreaterThan(6);
    fc.assert(
      fc.property(
        fc.constantFrom(...changes),
        hours,
        fc.integer({ min: -30 * 60, max: 30 * 60 }),
        ({ at, fold }, quiet, minutes) => {
          const asked = at + minutes * MINUTE;
          const found = Date.parse(afterQuietHours(iso(asked), zone, quiet));
          expect(found).toBeGreaterThanOrEqual(asked);
          if (quiet.start === quiet.end) {
            expect(found).toBe(asked);
            return;
          }
          expect(isQuiet(wall(found), quiet), 'is quiet').toBe(false);
          // Minute by minute, as somebody who looks at the clock; only in an hour shown twice quiet may last longer.
          for (let minute = asked; minute < found; minute += MINUTE) {
            if (isQuiet(wall(minute), quiet)) continue;
            expect(minute).toBeGreaterThanOrEqual(at - fold);
            expect(minute).toBeLessThan(at + fold);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
