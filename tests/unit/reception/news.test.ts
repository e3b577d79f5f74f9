import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import { newsForReception, receptionNewsSchema } from '../../../shared/reception/index.ts';
import { later, NOW } from './desk.ts';

const booking = {
  ...{
    projectId: 'salon',
    bookingId: 'B0000000000000000001',
    status: 'PENDING',
    clientName: 'Ann',
  },
  ...{ startsAt: '2026-11-24T13:00:00.000Z', specialistId: 's1', version: 1 },
  ...{ request: 1, requestedAt: NOW, reminders: 0, actor: { kind: 'client', id: 'c1' } },
} as unknown as Booking;
const decision = { by: 'Lukas', at: later(60), version: 2 };
const confirmed = { ...booking, status: 'CONFIRMED', decision, version: 2 } as const;

const news = (row: Booking, old?: Booking) =>
  newsForReception(row, old).map((one) => {
    expect(receptionNewsSchema.parse(JSON.parse(JSON.stringify(one)))).toEqual(one);
    const { news: what, request, reminder, reopened } = one;
    return [what, request, ...(reminder ? [reminder] : []), ...(reopened ? ['reopened'] : [])];
  });

describe('a written booking is news for reception', () => {
  it.each([
    ['a new request', booking, undefined, [['requested', 1]]],
    ['confirmed by itself', { ...booking, status: 'CONFIRMED' }, undefined, []],
    ['a reminder', { ...booking, reminders: 2, version: 3 }, booking, [['reminder', 1, 2]]],
    ['an answer', confirmed, booking, [['changed', 1]]],
    [
      'a reason',
      { ...confirmed, status: 'REJECTED', reason: 'no' },
      { ...confirmed, status: 'REJECTED' },
      [['changed', 1]],
    ],
    [
      'taken back',
      { ...booking, requestedAt: later(90), version: 3 },
      confirmed,
      [['changed', 1, 'reopened']],
    ],
    [
      'moved while it waits',
      { ...booking, startsAt: later(9), request: 2, requestedAt: later(5) },
      booking,
      [
        ['requested', 2],
        ['changed', 2],
      ],
    ],
    [
      'moved by its client after the answer',
      { ...booking, startsAt: later(9), request: 2, requestedAt: later(99) },
      confirmed,
      [
        ['requested', 2],
        ['changed', 2],
      ],
    ],
    [
      'moved without a question',
      { ...confirmed, startsAt: later(9), version: 3 },
      confirmed,
      [['changed', 1]],
    ],
    ['cancelled', { ...booking, status: 'CANCELLED' }, booking, [['changed', 1]]],
    ['paid', { ...confirmed, payments: [], version: 3 }, confirmed, []],
    ['written again as it was', { ...booking, version: 2 }, booking, []],
  ] as [string, Booking, Booking | undefined, unknown[]][])('%s', (_, row, old, expected) => {
    expect(news(row, old)).toEqual(expected);
  });
});
