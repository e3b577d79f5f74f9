import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  amountsOf,
  type Booking,
  type BookingChange,
  type BookingRefusal,
  book,
  cancel,
  completeSession,
  decide,
  getBooking,
  majorAmount,
  markNoShow,
  minorAmount,
  type RecordPayment,
  recordPayment,
  reschedule,
  sessionMinutes,
  sessionWindow,
  startSession,
} from '../../../shared/bookings/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId, ServiceId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { readAll, takenByBookings, takenByDays } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { ANNA, HAIRCUT, MANICURE, MARIA, salon } from '../../steps/salon.ts';

let dynoxide: Dynoxide;
beforeAll(async () => {
  dynoxide = await startTable();
});
afterAll(() => dynoxide.close());

const NOW = '2026-11-21T10:00:00.000Z';
const TEN = '2026-11-24T08:00:00.000Z'; // 10:00 in Kyiv, whose midnight is 22:00 UTC
const HALF_PAST_TEN = '2026-11-24T08:30:00.000Z';
const at = (seconds: number) => addSeconds(TEN, seconds);
const ANNA_HERSELF = { kind: 'specialist', id: ANNA } as const;
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена' };

let made = 0;
/** A confirmed booking of Anna's at ten, with the verbs about it as she uses them. */
async function confirmed(
  serviceId: ServiceId = HAIRCUT,
  different: Partial<Project> = {},
  startsAt = TEN,
) {
  made += 1;
  const projectId = `session_${made}` as ProjectId;
  const project = salon({ projectId, autoConfirm: true, ...different });
  const answer = await book({
    ...{ project, serviceId, specialistId: ANNA, startsAt, client: OLENA, now: NOW },
    ...{ actor: { kind: 'client', id: OLENA.clientId }, idempotencyKey: 'turn-1' },
  });
  if (isRefusal(answer)) throw new Error(answer.message);
  const { bookingId } = answer.booking;
  const asked = { projectId, bookingId, actor: ANNA_HERSELF, ownedBy: ANNA };
  type More = Partial<BookingChange>;
  return {
    ...{ project, booking: answer.booking, asked },
    starts: (now: string, more: More = {}) => startSession({ ...asked, now, ...more }),
    completes: (now: string, more: More = {}) => completeSession({ ...asked, now, ...more }),
    misses: (now: string, more: More = {}) => markNoShow({ ...asked, now, ...more }),
    cancels: (now: string) => cancel({ project, bookingId, now, actor: ANNA_HERSELF }),
    pays: (amount: number, more: Partial<RecordPayment> = {}) =>
      recordPayment({
        ...{ ...asked, amount, method: 'cash', by: 'Anna', now: at(0) },
        ...{ idempotencyKey: `pay-${amount}`, ...more },
      }),
    stored: async () => {
      const row = await getBooking(projectId, bookingId);
      if (!row) throw new Error('The booking is gone.');
      return row;
    },
  };
}

function refused(answer: unknown): string | undefined {
  return isRefusal(answer as BookingRefusal) ? (answer as BookingRefusal).refused : undefined;
}

async function expectConsistent({ projectId }: Project): Promise<void> {
  const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, projectId);
  expect(takenByDays(stored)).toEqual(takenByBookings(stored));
}

describe('a session', () => {
  it('is started and completed once, and keeps when it really was', async () => {
    const { project, booking, starts, completes, stored } = await confirmed();
    const started = await starts(at(-300));
    expect(started).toEqual({
      changed: true,
      booking: {
        ...booking,
        ...{ status: 'IN_PROGRESS', session: { startedAt: at(-300) }, version: 2 },
        ...{ updatedAt: at(-300), actor: ANNA_HERSELF },
      },
    });
    expect(await starts(at(60))).toEqual({ ...started, changed: false });
    expect(await completes(at(2400))).toMatchObject({
      changed: true,
      booking: { status: 'COMPLETED', session: { startedAt: at(-300), finishedAt: at(2400) } },
    });
    const over = await stored();
    expect(await completes(at(3000))).toEqual({ changed: false, booking: over });
    expect(sessionMinutes(over)).toEqual({ planned: 30, actual: 45 });
    expect(refused(await starts(at(3000)))).toBe('booking_not_changeable');
    await expectConsistent(project);
  });

  it('begins from two hours before its time until its day is over', async () => {
    const { booking, starts, stored } = await confirmed();
    expect(sessionWindow(booking)).toEqual({
      ...{ from: at(-7200), until: '2026-11-24T22:00:00.000Z' },
    });
    expect(await starts(at(-7201))).toMatchObject({
      refused: 'too_early',
      details: { from: at(-7200) },
    });
    expect(await starts('2026-11-24T22:00:00.000Z')).toMatchObject({ refused: 'too_late' });
    expect(await stored()).toEqual(booking);
    expect(await starts('2026-11-24T21:59:59.999Z')).toMatchObject({ changed: true });
    const early = await confirmed();
    expect(await early.starts(at(-7200))).toMatchObject({ changed: true });
  });

  it.each([
    ['a spring day of 23 hours', '2027-03-28T06:00:00.000Z', '2027-03-28T21:00:00.000Z'],
    ['an autumn day of 25 hours', '2026-10-25T07:00:00.000Z', '2026-10-25T22:00:00.000Z'],
    ['over midnight', '2026-11-24T21:30:00.000Z', '2026-11-24T22:30:00.000Z'],
  ])('ends its beginning with the local day: %s', (_, startsAt, until) => {
    const endsAt = addSeconds(startsAt, 3600);
    const day = sessionWindow({ startsAt, endsAt, timeZone: 'Europe/Kyiv' });
    expect(day).toEqual({ from: addSeconds(startsAt, -7200), until });
  });

  it('is only a specialist’s own: somebody else’s booking is not there', async () => {
    const { project, booking, starts, completes, misses, pays, stored } = await confirmed();
    const maria = { ownedBy: MARIA, actor: { kind: 'specialist', id: MARIA } as const };
    for (const answer of [
      await starts(TEN, maria),
      await completes(TEN, maria),
      await misses(TEN, maria),
      await pays(100, maria),
      await starts(TEN, { bookingId: 'none' as BookingId }),
      await starts(TEN, { projectId: 'session_0' as ProjectId }),
    ]) {
      expect(refused(answer)).toBe('booking_not_found');
    }
    expect(await stored()).toEqual(booking);
    const { bookingId, actor } = booking;
    await reschedule({
      ...{ project, bookingId, actor, startsAt: TEN, specialistId: MARIA },
      ...{ now: NOW, idempotencyKey: 'move' },
    });
    expect(refused(await starts(TEN))).toBe('booking_not_found');
    expect(await starts(TEN, maria)).toMatchObject({ changed: true });
  });

  it('does not begin, end or fail to happen in a wrong status, and the answer says which', async () => {
    const waits = await confirmed(HAIRCUT, { autoConfirm: false });
    const rejected = await confirmed(HAIRCUT, { autoConfirm: false });
    await decide({ ...rejected.asked, to: 'REJECTED', by: 'Lukas', now: NOW });
    const cancelled = await confirmed();
    await cancelled.cancels(NOW);
    const missed = await confirmed();
    await missed.misses(TEN);
    const running = await confirmed();
    await running.starts(TEN);
    const ready = await confirmed();
    for (const [one, wrong] of [
      [waits, ['starts', 'completes', 'misses']],
      [rejected, ['starts', 'completes', 'misses']],
      [cancelled, ['starts', 'completes', 'misses']],
      [missed, ['starts', 'completes']],
      [running, ['misses']],
      [ready, ['completes']],
    ] as const) {
      const before = await one.stored();
      for (const verb of wrong) {
        expect(await one[verb](at(60))).toMatchObject({
          refused: 'booking_not_changeable',
          details: { status: before.status },
        });
      }
      expect(await one.stored()).toEqual(before);
    }
  });

  it('that ends by another clock never ends before it began', async () => {
    const { starts, completes, stored } = await confirmed();
    await starts(at(10));
    await completes(at(9));
    expect(await stored()).toMatchObject({ session: { startedAt: at(10), finishedAt: at(10) } });
  });

  it('is started by one of many at once, and completed by one', async () => {
    const { project, starts, completes } = await confirmed();
    for (const act of [() => starts(TEN), () => completes(HALF_PAST_TEN)]) {
      const answers = await Promise.all(Array.from({ length: 5 }, act));
      expect(answers.filter((one) => !isRefusal(one) && one.changed)).toHaveLength(1);
      expect(answers.filter((one) => isRefusal(one))).toEqual([]);
    }
    await expectConsistent(project);
  });
});

describe('a client who does not come', () => {
  it('is written down from the start on, once, and her time is free', async () => {
    const { project, misses } = await confirmed(MANICURE);
    expect(await misses(at(-1))).toMatchObject({ refused: 'too_early', details: { from: TEN } });
    expect(await misses(TEN)).toMatchObject({ changed: true, booking: { status: 'NO_SHOW' } });
    expect(await misses(at(60))).toMatchObject({ changed: false, booking: { version: 2 } });
    await expectConsistent(project);
  });
});

describe('payments', () => {
  it('are received in parts until the price is paid, and never more', async () => {
    const { starts, completes, pays, stored } = await confirmed();
    expect(await pays(10_000)).toMatchObject({ changed: true });
    await starts(TEN);
    await completes(HALF_PAST_TEN);
    expect(await pays(35_001)).toMatchObject({
      refused: 'overpaid',
      details: { due: 45_000, paid: 10_000, outstanding: 35_000 },
    });
    expect(await pays(35_000, { method: 'card', now: HALF_PAST_TEN })).toMatchObject({
      changed: true,
      booking: { version: 5, status: 'COMPLETED' },
    });
    expect(refused(await pays(1))).toBe('overpaid');
    const row = await stored();
    expect(row.payments).toEqual([
      { amount: 10_000, method: 'cash', at: TEN, by: 'Anna' },
      { amount: 35_000, method: 'card', at: HALF_PAST_TEN, by: 'Anna' },
    ]);
    expect(amountsOf(row)).toEqual({ due: 45_000, paid: 45_000, outstanding: 0 });
  });

  it('count a copy once, whenever it comes', async () => {
    const { starts, pays, stored } = await confirmed();
    const copies = await Promise.all([1, 2, 3].map(() => pays(100)));
    expect(copies.filter((one) => !isRefusal(one) && one.changed)).toHaveLength(1);
    await starts(TEN);
    expect(await pays(100)).toMatchObject({ changed: false, booking: { status: 'IN_PROGRESS' } });
    expect(await pays(100, { idempotencyKey: 'another' })).toMatchObject({ changed: true });
    expect(amountsOf(await stored())).toMatchObject({ paid: 200 });
  });

  it('at once are never more than the price', async () => {
    const { pays, stored } = await confirmed();
    const parts = [20_000, 20_001, 20_002, 20_003];
    const answers = await Promise.all(parts.map((amount) => pays(amount)));
    expect(answers.map((one) => refused(one) ?? 'yes').sort()).toEqual([
      ...['overpaid', 'overpaid', 'yes', 'yes'],
    ]);
    expect((await stored()).payments).toHaveLength(2);
  });

  it('of a service without a price may be any amount, in hundredths where no currency is named', async () => {
    const { booking, pays, stored } = await confirmed(MANICURE);
    expect(await pays(1_000_000)).toMatchObject({ changed: true });
    expect(amountsOf(await stored())).toEqual({ paid: 1_000_000 });
    expect(minorAmount(booking, 450.5)).toBe(45_050);
    expect(majorAmount(booking, 45_050)).toBe(450.5);
    expect(minorAmount({ currency: 'JPY' }, 450.5)).toBeUndefined();
    expect(minorAmount({ currency: 'JPY' }, 450)).toBe(450);
  });

  it.each([0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'of %d do not exist',
    async (amount) => {
      const { booking, pays, stored } = await confirmed(MANICURE);
      expect(refused(await pays(amount))).toBe('invalid_amount');
      expect(await stored()).toEqual(booking);
    },
  );

  it('are taken for what is confirmed, running, over or missed, and for nothing else', async () => {
    const missed = await confirmed();
    await missed.misses(TEN);
    expect(await missed.pays(100)).toMatchObject({ changed: true });
    const waits = await confirmed(HAIRCUT, { autoConfirm: false });
    const cancelled = await confirmed();
    await cancelled.cancels(NOW);
    const rejected = await confirmed(HAIRCUT, { autoConfirm: false });
    await decide({ ...rejected.asked, to: 'REJECTED', by: 'Lukas', now: NOW });
    for (const one of [waits, cancelled, rejected]) {
      expect(refused(await one.pays(100))).toBe('booking_not_changeable');
      expect(await one.stored()).not.toHaveProperty('payments');
    }
  });

  it('of one booking are fifty at most, and their sum is a number', async () => {
    const { pays } = await confirmed(MANICURE);
    expect(await pays(Number.MAX_SAFE_INTEGER)).toMatchObject({ changed: true });
    expect(refused(await pays(1))).toBe('booking_not_changeable');
    const other = await confirmed(MANICURE);
    for (let amount = 1; amount <= 50; amount += 1) {
      expect(await other.pays(amount)).toMatchObject({ changed: true });
    }
    expect(refused(await other.pays(51))).toBe('booking_not_changeable');
    expect(((await other.stored()) as Booking).payments).toHaveLength(50);
  });
});
