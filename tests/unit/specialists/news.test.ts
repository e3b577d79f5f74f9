import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import {
  newsForSpecialist,
  type SpecialistNews,
  specialistNewsDelay,
  specialistNewsSchema,
} from '../../../shared/specialists/index.ts';
import { stillTrue } from '../../../shared/specialists/news.ts';

const [noon, three] = ['2026-11-24T10:00:00.000Z', '2026-11-24T13:00:00.000Z'];
const staff = { kind: 'staff', id: 'Lukas' } as const;
const client = { kind: 'client', id: 'c1' } as never;
const decision = { by: 'Lukas', at: noon, version: 2 };

const booking = (different: Partial<Booking> = {}): Booking =>
  ({
    ...{ projectId: 'salon_abc', bookingId: 'B0000000000000000001', code: 'ABC123' },
    ...{ status: 'PENDING', specialistId: 'anna', startsAt: three },
    ...{ endsAt: '2026-11-24T14:00:00.000Z', actor: client, version: 1 },
    ...different,
  }) as unknown as Booking;

const pending = {};
const confirmed = { status: 'CONFIRMED', actor: staff, version: 2, decision } as const;
const [laterOne, maria] = [{ startsAt: noon, version: 3 }, { specialistId: 'maria' as never }];
const herself = { actor: { kind: 'specialist', id: 'anna' } as never };

describe('the news of a booking for specialists', () => {
  const cases: [string, Partial<Booking>, Partial<Booking> | undefined, string[]][] = [
    ['a request', pending, undefined, []],
    ['a booking that confirms itself', { status: 'CONFIRMED' }, undefined, ['booked anna']],
    ['a decision', confirmed, pending, ['booked anna']],
    ['a rejection', { status: 'REJECTED', actor: staff }, pending, []],
    ['a request that moves', laterOne, pending, []],
    ['a request that goes to another', maria, pending, []],
    ['a request that is cancelled', { status: 'CANCELLED' }, pending, []],
    ['a move', { ...confirmed, ...laterOne }, confirmed, ['moved anna']],
    ['a change of nothing that concerns her', { ...confirmed, version: 3 }, confirmed, []],
    [
      'a change of specialist',
      { ...confirmed, ...maria },
      confirmed,
      ['taken anna', 'given maria'],
    ],
    ['a move to another that waits', { ...pending, ...maria }, confirmed, ['taken anna']],
    ['a move that waits again', { ...laterOne }, confirmed, ['reopened anna']],
    ['an undo', { ...pending, version: 3, actor: staff }, confirmed, ['reopened anna']],
    ['a cancellation', { status: 'CANCELLED' }, confirmed, ['cancelled anna']],
    ['a cancelled session', { status: 'CANCELLED' }, { status: 'IN_PROGRESS' }, ['cancelled anna']],
    ['a session', { status: 'IN_PROGRESS' }, confirmed, []],
    ['its end', { status: 'COMPLETED' }, { status: 'IN_PROGRESS' }, []],
    ['a no-show', { status: 'NO_SHOW' }, confirmed, []],
    ['her own cancellation', { status: 'CANCELLED', ...herself }, confirmed, []],
    ['what she gives away', { ...confirmed, ...maria, ...herself }, confirmed, ['given maria']],
  ];
  it.each(cases)('of %s', (_, row, old, expected) => {
    const news = newsForSpecialist(booking(row), old && booking(old));
    expect(news.map((one) => `${one.news} ${one.specialistId}`)).toEqual(expected);
    for (const one of news) expect(specialistNewsSchema.parse({ ...one })).toEqual(one);
  });

  it('waits only where a decision can be taken back at once', () => {
    const delays = (row: Partial<Booking>, old?: Partial<Booking>) =>
      newsForSpecialist(booking(row), old && booking(old)).map(specialistNewsDelay);
    expect(delays(confirmed, pending)).toEqual([20]);
    expect(delays({ status: 'CONFIRMED' })).toEqual([0]);
    expect(delays({ status: 'CANCELLED' }, confirmed)).toEqual([0]);
  });

  it('of an undo names the decision that is undone, of a client’s move none', () => {
    const undone = (row: Partial<Booking>) =>
      newsForSpecialist(booking(row), booking(confirmed)).map((one) => one.undone);
    expect(undone({ version: 3, actor: staff })).toEqual([2]);
    expect(undone(laterOne)).toEqual([undefined]);
  });
});

describe('news', () => {
  const of = (row: Partial<Booking>, old?: Partial<Booking>): SpecialistNews =>
    newsForSpecialist(booking(row), old && booking(old))[0] as SpecialistNews;
  const booked = of(confirmed, pending);

  it.each([
    ['as it was', confirmed, true],
    ['while the session runs', { ...confirmed, status: 'IN_PROGRESS', version: 3 }, true],
    ['undone', pending, false],
    ['moved', { ...confirmed, ...laterOne }, false],
    ['given away', { ...confirmed, ...maria }, false],
    ['cancelled', { ...confirmed, status: 'CANCELLED' }, false],
    ['confirmed a second time', { ...confirmed, decision: { ...decision, version: 4 } }, false],
  ] as const)('of a new booking, %s', (_, now, expected) => {
    expect(stillTrue(booked, booking(now), noon)).toBe(expected);
  });

  it.each([
    [
      'moved',
      of({ ...confirmed, ...laterOne }, confirmed),
      { ...confirmed, ...laterOne },
      confirmed,
    ],
    ['taken', of({ ...confirmed, ...maria }, confirmed), { ...confirmed, ...maria }, confirmed],
    ['reopened', of(pending, confirmed), pending, confirmed],
    ['cancelled', of({ status: 'CANCELLED' }, confirmed), { status: 'CANCELLED' }, pending],
  ] as const)('of a booking that was %s, until it is otherwise', (_, news, yes, no) => {
    expect(stillTrue(news, booking(yes), noon)).toBe(true);
    expect(stillTrue(news, booking(no), noon)).toBe(false);
    expect(stillTrue(news, booking(yes), '2026-11-24T14:00:00.000Z')).toBe(false);
  });
});
