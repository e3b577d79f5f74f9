import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Booked,
  type Booking,
  book,
  cancel,
  flagBooking,
  getBooking,
  reschedule,
} from '../../../shared/bookings/index.ts';
import { SUBSCRIBER_QUEUES, subscribers } from '../../../shared/changes/subscribers.ts';
import type { ClientId, ConversationId, ProjectId } from '../../../shared/platform/ids.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-21T10:00:00.000Z';
const LATER = '2026-11-21T10:05:00.000Z';
const OLENA = {
  clientId: 'olena' as ClientId,
  name: 'Олена',
  conversationId: 'sendpulse#olena' as ConversationId,
};
const BUSY = { kind: 'busy_elsewhere', source: 'google-sheets' } as const;
const DELETED = { kind: 'deleted_elsewhere', source: 'google-calendar' } as const;

let made = 0;
async function aBooking(different: Partial<Parameters<typeof book>[0]> = {}) {
  made += 1;
  const project = salon({ projectId: `flags_${made}` as ProjectId });
  const answer = await book({
    ...{ project, serviceId: HAIRCUT, specialistId: ANNA, client: OLENA, now: NOW },
    ...{ startsAt: '2026-11-24T08:00:00.000Z', idempotencyKey: 'one' },
    actor: { kind: 'client', id: OLENA.clientId },
    ...different,
  });
  const { booking } = answer as Booked;
  return { project, booking, projectId: project.projectId, bookingId: booking.bookingId };
}

/** Every queue that hears of a change, and what. */
const heard = (old: Booking, row: Booking) =>
  subscribers.Booking.flatMap(({ queue, messages }) =>
    messages({ kind: 'changed', old, row }).map(({ body }) => ({ queue, body })),
  );

describe('a flag', () => {
  it('is there once for each kind and source, since the first time', async () => {
    const { projectId, bookingId } = await aBooking();
    const flag = (one: typeof BUSY | typeof DELETED, now = LATER) =>
      flagBooking({ projectId, bookingId, flag: one, now });
    expect(await flag(BUSY, NOW)).toMatchObject({ changed: true, booking: { version: 2 } });
    expect(await flag(BUSY)).toMatchObject({ changed: false });
    expect(await flag(DELETED)).toMatchObject({ changed: true });
    const booking = await getBooking(projectId, bookingId);
    expect(booking?.flags).toEqual([
      { ...BUSY, at: NOW },
      { ...DELETED, at: LATER },
    ]);
    expect(booking?.actor).toEqual({ kind: 'sync', id: 'google-calendar' });
  });

  it('goes when it is no longer so', async () => {
    const { projectId, bookingId } = await aBooking();
    const wish = { projectId, bookingId, flag: BUSY, now: LATER };
    expect(await flagBooking({ ...wish, clear: true })).toMatchObject({ changed: false });
    await flagBooking(wish);
    await flagBooking({ ...wish, flag: DELETED });
    await flagBooking({ ...wish, clear: true });
    const booking = await getBooking(projectId, bookingId);
    expect(booking?.flags).toEqual([{ ...DELETED, at: LATER }]);
    await flagBooking({ ...wish, flag: DELETED, clear: true });
    expect(await getBooking(projectId, bookingId)).not.toHaveProperty('flags');
  });

  it('stays behind when the booking moves, and may come with its new time', async () => {
    const flags = [{ kind: 'busy_times_unknown', source: 'google-sheets', at: NOW }] as const;
    const { project, booking, bookingId } = await aBooking({ flags });
    expect(booking.flags).toEqual(flags);
    const move = (startsAt: string, idempotencyKey: string, more: object = {}) =>
      reschedule({
        ...{ project, bookingId, startsAt, idempotencyKey, now: LATER, ...more },
        actor: { kind: 'member', id: 'owner' },
      });
    const moved = await move('2026-11-24T09:00:00.000Z', 'two');
    expect(moved).toMatchObject({ changed: true });
    expect((moved as { booking: Booking }).booking).not.toHaveProperty('flags');
    expect(await move('2026-11-24T10:00:00.000Z', 'three', { flags })).toMatchObject({
      booking: { flags },
    });
  });

  it('is refused by a booking that takes no time', async () => {
    const { project, projectId, bookingId } = await aBooking();
    await cancel({ project, bookingId, actor: { kind: 'member', id: 'owner' }, now: NOW });
    expect(await flagBooking({ projectId, bookingId, flag: BUSY, now: LATER })).toMatchObject({
      refused: 'booking_not_changeable',
    });
  });

  it('is heard by nobody but the copies at reception, which show it', async () => {
    const { projectId, bookingId, booking } = await aBooking();
    const flagged = await flagBooking({ projectId, bookingId, flag: BUSY, now: LATER });
    const row = (flagged as { booking: Booking }).booking;
    expect(heard(booking, row)).toEqual([
      {
        queue: SUBSCRIBER_QUEUES.find((name) => name.startsWith('RECEPTION')),
        body: expect.objectContaining({ news: 'changed', bookingId }),
      },
    ]);
    expect(heard(booking, row)[0]?.body).not.toHaveProperty('reopened');
    expect(heard(row, booking)).toHaveLength(1);
  });
});
