import { describe, expect, it } from 'vitest';
import type { SquareBooking } from '../../../../shared/sync/index.ts';
import { takenTimes } from '../../../../shared/sync/square/taken-times.ts';

const part = (teamMemberId: string, minutes?: number, pauseMinutes = 0) => ({
  ...{ teamMemberId, pauseMinutes },
  ...(minutes === undefined ? {} : { minutes }),
});
const visit = (more: Partial<SquareBooking> = {}): SquareBooking => ({
  ...{ id: 'b1', status: 'ACCEPTED', startsAt: '2026-11-24T08:00:00.000Z' },
  ...{ segments: [part('anna', 60)], minutesAfter: 0, isAllDay: false },
  ...more,
});
const taken = (booking: SquareBooking, timeZone = 'Europe/Kyiv') =>
  takenTimes([booking], timeZone).map(
    ({ teamMemberId, startsAt, endsAt }) =>
      `${teamMemberId} ${startsAt.slice(5, 16)} ${endsAt.slice(5, 16)}`,
  );

describe('an appointment at Square', () => {
  it.each(['PENDING', 'ACCEPTED', 'SOMETHING_NEW', ''])('that is %s takes its time', (status) => {
    expect(taken(visit({ status }))).toEqual(['anna 11-24T08:00 11-24T09:00']);
  });

  it.each(['CANCELLED_BY_CUSTOMER', 'CANCELLED_BY_SELLER', 'DECLINED', 'NO_SHOW'])(
    'that is %s takes none',
    (status) => {
      expect(taken(visit({ status }))).toEqual([]);
    },
  );

  it('takes time of each who serves a part of it, one after the other, pauses left free', () => {
    const segments = [part('anna', 30, 15), part('maria', 45), part('anna', 20, 99)];
    expect(taken(visit({ segments, minutesAfter: 10 }))).toEqual([
      'anna 11-24T08:00 11-24T08:30',
      'maria 11-24T08:45 11-24T09:30',
      'anna 11-24T09:30 11-24T10:00',
    ]);
  });

  it('lasts as long as it says in the night in which the clocks change', () => {
    const segments = [part('anna', 120)];
    const spring = visit({ startsAt: '2026-03-29T00:30:00.000Z', segments });
    expect(taken(spring)).toEqual(['anna 03-29T00:30 03-29T02:30']);
    const autumn = visit({ startsAt: '2026-10-25T00:30:00.000Z', segments });
    expect(taken(autumn)).toEqual(['anna 10-25T00:30 10-25T02:30']);
  });

  it.each([
    ['2026-11-24T23:30:00.000Z', '11-24T22:00 11-25T22:00'],
    ['2026-03-29T08:00:00.000Z', '03-28T22:00 03-29T21:00'],
    ['2026-10-25T08:00:00.000Z', '10-24T21:00 10-25T22:00'],
  ])('of a whole day (%s) takes the day of the business, however long it is', (startsAt, day) => {
    expect(taken(visit({ startsAt, isAllDay: true }))).toEqual([`anna ${day}`]);
  });

  it('that does not say how long it takes has the day to itself', () => {
    const segments = [part('anna', 30), part('maria')];
    expect(taken(visit({ segments }))).toEqual([
      'anna 11-23T22:00 11-24T22:00',
      'maria 11-23T22:00 11-24T22:00',
    ]);
    expect(taken(visit({ segments: [] }))).toEqual([]);
  });
});
