import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { freeStarts } from '../../../shared/availability/free-starts.ts';
import { addDays, instantOf, minuteOf } from '../../../shared/availability/wall-time.ts';
import type { ServiceId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { ANNA, COLORING, everyDay, HAIRCUT, MANICURE, one, salon } from '../../steps/salon.ts';

const NOON = '2026-11-21T10:00:00.000Z';

interface Asked {
  readonly date: string;
  readonly toDate?: string;
  readonly service?: ServiceId;
  readonly now?: string;
  readonly busy?: readonly [string, string][];
  readonly window?: { from?: string; to?: string };
}

function instants(project: Project, { date, toDate = date, ...asked }: Asked): string[] {
  return freeStarts({
    project,
    service: one(project.services, asked.service ?? HAIRCUT),
    specialist: one(project.specialists, ANNA),
    fromDate: date,
    toDate,
    now: asked.now ?? NOON,
    busy: (asked.busy ?? []).map(([from, to]) => ({ from: minuteOf(from), to: minuteOf(to) })),
    window: asked.window,
  }).map(instantOf);
}

/** Wall-clock times of the starts, `HH:MM`. */
function times(project: Project, asked: Asked): string[] {
  return instants(project, asked).map((instant) =>
    Temporal.Instant.from(instant)
      .toZonedDateTimeISO(project.timeZone)
      .toPlainTime()
      .toString()
      .slice(0, 5),
  );
}

describe('the free times of a specialist', () => {
  it('lie on slots within the working hours and leave room for the whole service', () => {
    const project = salon({ workHours: everyDay('09:00', '11:00') });
    expect(times(project, { date: '2026-11-24' })).toEqual(['09:00', '09:30', '10:00', '10:30']);
    expect(times(project, { date: '2026-11-24', service: COLORING })).toEqual(['09:00', '09:30']);
  });

  it('count slots from the opening, not from the full hour', () => {
    const project = salon({ workHours: everyDay('09:15', '10:30') });
    expect(times(project, { date: '2026-11-24' })).toEqual(['09:15', '09:45']);
  });

  it('keep breaks, days off and date exceptions free of clients', () => {
    const weekly = {
      ...everyDay('09:00', '11:00').weekly,
      tue: [
        { start: '13:00', end: '14:00' },
        { start: '09:00', end: '10:00' },
      ],
      wed: [],
    };
    const exceptions = [
      { date: '2026-11-26', intervals: [] },
      { date: '2026-11-25', intervals: [{ start: '20:00', end: '20:30' }] },
    ];
    const project = salon({ workHours: { weekly, exceptions } });
    expect(times(project, { date: '2026-11-24', service: MANICURE })).toEqual(['09:00', '13:00']);
    expect(times(project, { date: '2026-11-25' })).toEqual(['20:00']);
    expect(times(project, { date: '2026-11-26' })).toEqual([]);
    expect(times(project, { date: '2026-12-02' })).toEqual([]);
  });

  it("narrow to the specialist's own hours and services", () => {
    const anna = { specialistId: ANNA, name: 'Anna', workHours: everyDay('10:00', '20:00') };
    const project = salon({
      workHours: everyDay('09:00', '11:00'),
      specialists: [{ ...anna, serviceIds: [HAIRCUT] }],
    });
    expect(times(project, { date: '2026-11-24' })).toEqual(['10:00', '10:30']);
    expect(times(project, { date: '2026-11-24', service: MANICURE })).toEqual([]);
  });

  it('leave out what is taken, whatever its length and wherever it starts', () => {
    const project = salon({ workHours: everyDay('09:00', '12:00') });
    const busy: [string, string][] = [
      ['2026-11-24T07:10:00Z', '2026-11-24T07:11:00Z'],
      ['2026-11-24T08:30:00Z', '2026-11-24T09:00:00Z'],
    ];
    expect(times(project, { date: '2026-11-24', busy })).toEqual([
      '09:30',
      '10:00',
      '11:00',
      '11:30',
    ]);
    expect(times(project, { date: '2026-11-24', busy, service: MANICURE })).toEqual([
      '09:30',
      '11:00',
    ]);
  });

  it('respect notice and horizon', () => {
    const project = salon({ minimumNoticeMinutes: 120, horizonDays: 2 });
    const now = '2026-11-24T12:10:00.000Z'; // 14:10 in Kyiv
    expect(times(project, { date: '2026-11-24', now })).toEqual(['16:30', '17:00', '17:30']);
    expect(times(project, { date: '2026-11-23', now })).toEqual([]);
    expect(times(project, { date: '2026-11-26', now })).toHaveLength(18);
    expect(times(project, { date: '2026-11-27', now })).toEqual([]);
  });

  it('keep to the asked hours of the day', () => {
    const project = salon();
    const asked = { date: '2026-11-24' };
    expect(times(project, { ...asked, window: { from: '17:00' } })).toEqual(['17:00', '17:30']);
    expect(times(project, { ...asked, window: { to: '09:30' } })).toEqual(['09:00']);
    expect(times(project, { ...asked, window: { from: '15:00', to: '15:00' } })).toEqual(['15:00']);
  });

  it('run on over midnight where the next day is open from its start', () => {
    const project = salon({ workHours: everyDay('00:00', '24:00') });
    const night = times(project, { date: '2026-11-24', service: COLORING });
    expect(night).toHaveLength(48);
    expect(night.at(-1)).toBe('23:30');
    const until = salon({ workHours: everyDay('20:00', '24:00') });
    expect(times(until, { date: '2026-11-24', service: COLORING }).at(-1)).toBe('22:30');
  });
});

describe('the free times on days when the clocks change', () => {
  const allDay = (timeZone: string) =>
    salon({ timeZone, workHours: everyDay('00:00', '24:00'), horizonDays: 5_000 });

  it.each([
    ['Europe/Kyiv', '2027-03-28', '03:'],
    ['America/New_York', '2027-03-14', '02:'],
  ])('%s on %s: no slot in the gap, 46 in all', (zone, date, gap) => {
    const shown = times(allDay(zone), { date });
    expect(shown).toHaveLength(46);
    expect(shown.filter((time) => time.startsWith(gap))).toEqual([]);
  });

  it.each([
    ['Europe/Kyiv', '2026-10-25'],
    ['America/New_York', '2026-11-01'],
  ])('%s on %s: no time is offered twice', (zone, date) => {
    const shown = times(allDay(zone), { date, now: '2026-10-01T00:00:00.000Z' });
    expect(shown).toHaveLength(48);
    expect(new Set(shown).size).toBe(48);
  });

  it('takes elapsed time: a visit over the change lasts as long as any', () => {
    const project = salon({ timeZone: 'Europe/Kyiv', workHours: everyDay('00:00', '06:00') });
    const spring = instants(
      { ...project, horizonDays: 365 },
      { date: '2027-03-28', service: COLORING },
    );
    expect(spring.at(-1)).toBe('2027-03-28T01:30:00.000Z'); // 04:30, until 06:00
    const now = '2026-10-20T00:00:00.000Z';
    const busy: [string, string][] = [['2026-10-25T00:30:00Z', '2026-10-25T01:30:00Z']]; // 03:30–03:30
    const autumn = instants(project, { date: '2026-10-25', now, busy, service: MANICURE });
    expect(autumn).toContain('2026-10-24T23:30:00.000Z');
    expect(autumn).not.toContain('2026-10-25T00:00:00.000Z');
    expect(autumn).toContain('2026-10-25T02:00:00.000Z');
  });

  it('holds in every zone: open, free, on the clock, never the same time twice, exact length', () => {
    const zone = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const start = fc.integer({
      min: minuteOf('2026-01-02T00:00Z'),
      max: minuteOf('2036-01-01T00:00Z'),
    });
    const opening = fc.integer({ min: 0, max: 95 });
    fc.assert(
      fc.property(
        zone,
        start,
        opening,
        fc.constantFrom(15, 30, 60),
        (timeZone, from, open, slotMinutes) => {
          const zoned = Temporal.Instant.fromEpochMilliseconds(from * 60_000).toZonedDateTimeISO(
            timeZone,
          );
          const day = (zoned.getTimeZoneTransition('next') ?? zoned).toPlainDate().toString();
          const clock = (quarter: number) =>
            `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
          const workHours = everyDay(clock(open), '24:00');
          const project = { ...allDay(timeZone), workHours, slotMinutes };
          const dates = { date: addDays(day, -1), toDate: addDays(day, 1) };
          const now = instantOf(minuteOf(`${addDays(day, -3)}T00:00Z`));
          const shown = instants(project, { ...dates, now }).map((instant) =>
            Temporal.Instant.from(instant)
              .toZonedDateTimeISO(timeZone)
              .toPlainDateTime()
              .toString(),
          );
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown).toEqual(shown.toSorted());
          for (const wall of shown) {
            expect(wall >= `${wall.slice(0, 10)}T${clock(open)}`).toBe(true);
          }
        },
      ),
      { numRuns: 400 },
    );
  });
});
