import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import type { SpecialistId } from '../../../../shared/platform/ids.ts';
import { spansOfPeople } from '../../../../shared/sync/busy-times/spans-of-people.ts';
import type { SimplyBookBooking } from '../../../../shared/sync/simplybook/api.ts';
import { takenTimes } from '../../../../shared/sync/simplybook/taken-times.ts';

/** What time the appointments of a company take here. */

const KYIV = 'Europe/Kyiv';
const anna = 'anna' as SpecialistId;
const appointment = (
  startsAt: string,
  endsAt: string,
  more: Partial<SimplyBookBooking> = {},
): SimplyBookBooking => ({
  ...{ id: '1', code: 'sb1', person: { id: '1', name: 'Anna' }, isCancelled: false },
  ...{ startsAt, endsAt },
  ...more,
});
const SPAN = { from: '2026-01-01T00:00:00.000Z', to: '2028-01-01T00:00:00.000Z' };
const read = (
  bookings: readonly SimplyBookBooking[],
  { timeZone = KYIV, ...span }: { timeZone?: string; from?: string; to?: string } = {},
) =>
  spansOfPeople(
    takenTimes(bookings, {
      timeZone,
      named: ({ person: { id, name = '' } }) => ({ id, name }),
    }),
    { ...SPAN, ...span },
    ({ name }) => (name === 'Anna' ? anna : undefined),
  );
const spans = (...bookings: readonly SimplyBookBooking[]) =>
  read(bookings).busy.map(
    ({ startsAt, endsAt }) => `${startsAt.slice(5, 16)} ${endsAt.slice(5, 16)}`,
  );

describe('an appointment', () => {
  it('takes its time of the specialist, on the wall of the company', () => {
    const one = appointment('2026-11-24 10:00:00', '2026-11-24 11:30:00');
    expect(read([one])).toEqual({
      busy: [
        {
          specialistId: anna,
          ...{ startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T09:30:00.000Z' },
        },
      ],
      ...{ unmatched: [], unreadable: [] },
    });
    const { busy } = read([one], { timeZone: 'America/New_York' });
    expect(busy[0]?.startsAt).toBe('2026-11-24T15:00:00.000Z');
  });

  it('takes none when it is cancelled', () => {
    expect(
      spans(appointment('2026-11-24 10:00:00', '2026-11-24 11:00:00', { isCancelled: true })),
    ).toEqual([]);
  });

  it('goes over midnight', () => {
    expect(spans(appointment('2026-11-24 23:00:00', '2026-11-25 01:00:00'))).toEqual([
      '11-24T21:00 11-24T23:00',
    ]);
  });

  it.each([
    [
      'before and after that night',
      '2027-03-28 02:30:00',
      '2027-03-28 04:30:00',
      '03-28T00:30 03-28T01:30',
    ],
    [
      'within the hour that is left out: all that could be meant',
      '2027-03-28 03:15:00',
      '2027-03-28 03:45:00',
      '03-28T00:15 03-28T01:45',
    ],
  ])('in the night that loses an hour, %s', (_what, start, end, span) => {
    expect(spans(appointment(start, end))).toEqual([span]);
  });

  it.each([
    [
      'before the hour that comes twice',
      '2026-10-25 02:00:00',
      '2026-10-25 03:00:00',
      '10-24T23:00 10-25T01:00',
    ],
    [
      'within it: all that could be meant',
      '2026-10-25 03:15:00',
      '2026-10-25 03:45:00',
      '10-25T00:15 10-25T01:45',
    ],
    ['around it', '2026-10-25 02:30:00', '2026-10-25 04:30:00', '10-24T23:30 10-25T02:30'],
  ])('in the night that has an hour more, %s', (_what, start, end, span) => {
    expect(spans(appointment(start, end))).toEqual([span]);
  });
});

describe('whatever a wall shows', () => {
  /** Around the nights in which clocks change, by half an hour at Lord Howe. */
  const NIGHTS = [
    ['Europe/Kyiv', '2026-10-25T01:00:00Z'],
    ['Europe/Kyiv', '2027-03-28T01:00:00Z'],
    ['America/New_York', '2026-11-01T06:00:00Z'],
    ['Australia/Lord_Howe', '2027-04-03T15:00:00Z'],
    ['Africa/Cairo', '2026-10-29T21:00:00Z'],
  ] as const;

  it('the time that is really taken is taken here, and never two hours more', () => {
    const minutes = fc.integer({ min: -600, max: 600 });
    const length = fc.integer({ min: 1, max: 480 });
    fc.assert(
      fc.property(fc.constantFrom(...NIGHTS), minutes, length, ([zone, night], at, lasts) => {
        const start = Temporal.Instant.from(night).add({ minutes: at });
        const end = start.add({ minutes: lasts });
        const wall = (moment: Temporal.Instant) =>
          moment.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'second' });
        const one = appointment(wall(start).replace('T', ' '), wall(end).replace('T', ' '));
        const { busy, unreadable } = read([one], { timeZone: zone });
        const [span] = busy;
        expect([busy.length, unreadable]).toEqual([1, []]);
        const [from, to] = [Date.parse(span?.startsAt ?? ''), Date.parse(span?.endsAt ?? '')];
        expect(from).toBeLessThanOrEqual(start.epochMilliseconds);
        expect(to).toBeGreaterThanOrEqual(end.epochMilliseconds);
        expect(to - from).toBeLessThanOrEqual((lasts + 120) * 60_000);
      }),
    );
  });
});

describe('what lies outside of the span that counts', () => {
  const view = { from: '2026-11-24T00:00:00.000Z', to: '2026-11-25T00:00:00.000Z' };

  it('is left out, also of those whom nobody knows; what reaches into it is not', () => {
    const inna = { person: { id: '9', name: 'Inna' } };
    const said = read(
      [
        appointment('2026-11-23 23:00:00', '2026-11-24 02:00:00', inna),
        appointment('2026-11-24 01:30:00', '2026-11-24 02:30:00'),
        appointment('2026-11-25 02:00:00', '2026-11-25 03:00:00', inna),
      ],
      view,
    );
    expect(said.busy.map(({ startsAt }) => startsAt)).toEqual(['2026-11-23T23:30:00.000Z']);
    expect(said.unmatched).toEqual([]);
  });
});

describe('somebody whom nobody knows', () => {
  it('is named once, and only when she has time taken', () => {
    const inna = { person: { id: '9', name: 'Інна 💇' } };
    const vira = { person: { id: '8', name: 'Vira' }, isCancelled: true };
    const [start, end] = ['2026-11-24 10:00:00', '2026-11-24 11:00:00'] as const;
    const said = read([
      appointment(start, end, inna),
      appointment(start, end, inna),
      appointment(start, end, vira),
    ]);
    expect(said).toEqual({ busy: [], unmatched: [inna.person], unreadable: [] });
  });
});

describe('a time that there is not', () => {
  it.each([
    ['no time', 'soon', '2026-11-24 11:00:00'],
    ['no such day', '2026-02-30 10:00:00', '2026-02-30 11:00:00'],
    ['an end before the beginning', '2026-11-24 11:00:00', '2026-11-24 10:00:00'],
    ['no length', '2026-11-24 11:00:00', '2026-11-24 11:00:00'],
    ['zeros', '0000-00-00 00:00:00', '0000-00-00 00:00:00'],
  ])('(%s) is shown to people, and hides no other', (_what, start, end) => {
    const said = read([
      appointment(start, end),
      appointment('2026-11-24 12:00:00', '2026-11-24 13:00:00'),
    ]);
    expect(said.busy).toHaveLength(1);
    expect(said.unreadable).toEqual([
      { specialistId: anna, where: 'SimplyBook.me, sb1', why: 'no_such_time' },
    ]);
  });
});
