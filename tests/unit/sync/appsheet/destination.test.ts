import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAppSheet, DEMO_APP } from '../../../../infra/local/providers/appsheet/index.ts';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import type { Booking, BookingStatus } from '../../../../shared/bookings/index.ts';
import type { BookingId } from '../../../../shared/platform/ids.ts';
import { appSheet } from '../../../../shared/providers/appsheet/index.ts';
import {
  appSheetDestination,
  type Remote,
  type SyncItem,
  type SyncOutcome,
} from '../../../../shared/sync/index.ts';
import { aBooking, PROJECT } from './a-booking.ts';

const service = createAppSheet();
let served: Awaited<ReturnType<typeof serveProvider>>;
/** Only an Add is waited for impatiently when a test plays one that is never answered. */
let addMs = 5_000;

beforeAll(async () => {
  served = await serveProvider(service);
  process.env.APPSHEET_API_ROOT = served.url;
});
afterAll(async () => {
  delete process.env.APPSHEET_API_ROOT;
  await served.close();
});
beforeEach(() => {
  service.reset();
  addMs = 5_000;
});

const CONNECTION = {
  host: 'www.appsheet.com',
  appId: DEMO_APP.id,
  accessKey: DEMO_APP.accessKey,
  table: 'Bookings',
} as const;
const destination = appSheetDestination({
  api: (connection, shape) => ({
    ...appSheet(connection, shape),
    add: (added) => appSheet(connection, shape, { timeoutMs: addMs }).add(added),
  }),
  connectionOf: async () => CONNECTION,
});
const place = `${DEMO_APP.id}/Bookings`;
const now = '2026-11-20T10:00:00.000Z';
const write = (...items: SyncItem[]) => destination.write({ project: PROJECT, place, items, now });
const read = () => destination.read({ project: PROJECT, place });
const one = async (item: SyncItem) => (await write(item)).get(item.booking.bookingId);

const tell = (path: string, body: object) =>
  fetch(served.control + path, { method: 'POST', body: JSON.stringify(body) });
const rows = async () => {
  const answer = await fetch(`${served.control}/table`);
  return ((await answer.json()) as { rows: Record<string, string>[] }).rows;
};
const actions = () => service.requests().map(({ body }) => (body as { Action: string }).Action);
const remoteOf = (outcome: SyncOutcome | undefined): Remote => {
  if (outcome?.kind !== 'written' && outcome?.kind !== 'already there') {
    throw new Error(`It was not written: ${JSON.stringify(outcome)}`);
  }
  return outcome.remote;
};
const many = (count: number, fields: Partial<Booking> = {}): Booking[] =>
  Array.from({ length: count }, (_, at) =>
    aBooking({ id: `BOOKING${String(at).padStart(5, '0')}`, ...fields }),
  );

describe('a booking', () => {
  test('is looked for, added, and edited as it changes', async () => {
    const added = await one({ booking: aBooking() });
    expect(added).toMatchObject({
      kind: 'written',
      action: 'Add',
      payload: { Action: 'Add', Rows: [{ BookingID: 'BOOKING00001', Date: '11/24/2026' }] },
      response: { Rows: [{ BookingID: 'BOOKING00001' }] },
      remote: { id: 'BOOKING00001', version: 1 },
    });
    const booking = aBooking({ status: 'CONFIRMED', version: 2 });
    const edited = await one({ booking, remote: remoteOf(added) });
    expect(edited).toMatchObject({ kind: 'written', action: 'Edit', remote: { version: 2 } });
    expect(actions()).toEqual(['Find', 'Add', 'Edit']);
    expect(await rows()).toMatchObject([
      { Status: 'CONFIRMED', Date: '11/24/2026', Time: '15:00:00', TotalAmount: '450.50' },
    ]);
  });

  test('that shows nothing new there costs no call', async () => {
    const remote = remoteOf(await one({ booking: aBooking() }));
    service.clearRequests();
    const reminded = aBooking({ reminders: 1, version: 2 });
    expect(await one({ booking: reminded, remote })).toMatchObject({
      kind: 'already there',
      remote: { version: 2 },
    });
    expect(actions()).toEqual([]);
  });

  test.each<BookingStatus>(['CANCELLED', 'REJECTED', 'NO_SHOW'])(
    'that is %s keeps its row',
    async (status) => {
      const remote = remoteOf(await one({ booking: aBooking() }));
      await one({ booking: aBooking({ status, version: 2 }), remote });
      expect(await rows()).toMatchObject([{ key: 'BOOKING00001', Status: status }]);
    },
  );

  test('that is there although nobody remembers is found and not written twice', async () => {
    await one({ booking: aBooking() });
    expect(await one({ booking: aBooking() })).toMatchObject({ kind: 'already there' });
    const moved = aBooking({ startsAt: '2026-11-25T13:00:00.000Z', version: 2 });
    expect(await one({ booking: moved })).toMatchObject({ kind: 'written', action: 'Edit' });
    expect(await rows()).toHaveLength(1);
  });

  test('whose row somebody deleted is added again, and its neighbours are edited all the same', async () => {
    const bookings = many(5);
    const first = await write(...bookings.map((booking) => ({ booking })));
    await tell('/rows/delete', { key: 'BOOKING00003' });
    const outcomes = await write(
      ...bookings.map((booking) => ({
        booking: { ...booking, status: 'CONFIRMED' as const, version: 2 },
        remote: remoteOf(first.get(booking.bookingId)),
      })),
    );
    expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(Array(5).fill('written'));
    expect(await rows()).toHaveLength(5);
    expect((await rows()).every(({ Status }) => Status === 'CONFIRMED')).toBe(true);
  });

  test('whose row is not to be relied on is compared and put right', async () => {
    const remote = remoteOf(await one({ booking: aBooking() }));
    await tell('/rows/edit', { key: 'BOOKING00001', fields: { Time: '09:00' } });
    const doubtful = { ...remote, fingerprint: '' };
    expect(await one({ booking: aBooking(), remote: doubtful })).toMatchObject({ kind: 'written' });
    expect(await rows()).toMatchObject([{ Time: '15:00:00' }]);
    expect(await one({ booking: aBooking(), remote: doubtful })).toMatchObject({
      kind: 'already there',
    });
  });

  test('leaves alone what people added to its row', async () => {
    const { clientPhone: _, ...booking } = aBooking();
    const remote = remoteOf(await one({ booking }));
    const theirs = { ClientPhone: '+4930123', ClientEmail: 'olena@example.com' };
    await tell('/rows/edit', { key: 'BOOKING00001', fields: theirs });
    await one({ booking: { ...booking, status: 'CONFIRMED', version: 2 }, remote });
    expect(await rows()).toMatchObject([{ ...theirs, Status: 'CONFIRMED' }]);
  });

  test('that does not belong there is deleted, also when it is not there or was deleted before', async () => {
    const [first, second] = many(2);
    if (!first || !second) throw new Error('two');
    const remote = remoteOf(
      (await write({ booking: first }, { booking: second })).get(first.bookingId),
    );
    const leaving = { booking: first, remote, remove: true } as const;
    expect(await one(leaving)).toMatchObject({ kind: 'gone', action: 'Delete' });
    expect(await one(leaving)).toMatchObject({ kind: 'gone' });
    expect(await rows()).toMatchObject([{ key: second.bookingId }]);
  });

  test.each([true, false])(
    'that leaves with an empty answer is asked for (done: %s)',
    async (applied) => {
      await one({ booking: aBooking() });
      await tell('/empty', { action: 'Delete', applied });
      expect(await one({ booking: aBooking(), remove: true })).toMatchObject(
        applied ? { kind: 'gone' } : { kind: 'failed', why: 'an empty answer' },
      );
      expect(await rows()).toHaveLength(applied ? 0 : 1);
    },
  );
});

describe('many bookings', () => {
  test('are added in two calls, and edited in one, a hundred each', async () => {
    const bookings = many(100);
    const first = await write(...bookings.map((booking) => ({ booking })));
    expect(actions()).toEqual(['Find', 'Add']);
    service.clearRequests();
    await write(
      ...bookings.map((booking) => ({
        booking: { ...booking, status: 'CONFIRMED' as const, version: 2 },
        remote: remoteOf(first.get(booking.bookingId)),
      })),
    );
    expect(actions()).toEqual(['Edit']);
  });

  test('keep in their records their own row only', async () => {
    const outcomes = await write(...many(100).map((booking) => ({ booking })));
    for (const outcome of outcomes.values()) {
      expect(JSON.stringify(outcome).length).toBeLessThan(2_000);
    }
  });

  test('are not held up by one that is refused', async () => {
    const bookings = many(20);
    await tell('/tables', {
      name: 'Bookings',
      columns: [
        { name: 'BookingID', type: 'Text', key: true },
        ...[
          'ModelName',
          'ClientName',
          'ClientEmail',
          'ClientPhone',
          'Location',
          'LocationType',
          'ConfirmationCode',
        ].map((name) => ({ name, type: 'Text' })),
        ...[
          ['Date', 'Date'],
          ['Time', 'Time'],
          ['Duration', 'Number'],
          ['TotalAmount', 'Price'],
        ].map(([name, type]) => ({ name, type })),
        { name: 'Status', type: 'Enum', values: ['PENDING', 'CONFIRMED'] },
      ],
    });
    const [, , , fourth] = bookings;
    const odd = { ...fourth, status: 'NO_SHOW' } as Booking;
    const outcomes = await write(
      ...bookings.map((booking) => ({ booking: booking === fourth ? odd : booking })),
    );
    expect(outcomes.get(odd.bookingId)).toMatchObject({
      kind: 'failed',
      forGood: true,
      why: expect.stringContaining("'Status'"),
    });
    expect([...outcomes.values()].filter(({ kind }) => kind === 'written')).toHaveLength(19);
    expect(await rows()).toHaveLength(19);
  });
});

describe('when the outcome of a write is not known', () => {
  const trouble = [
    [
      'an empty answer after it was done',
      true,
      () => tell('/empty', { action: 'Add', applied: true }),
    ],
    ['an empty answer before it was done', false, () => tell('/empty', { action: 'Add' })],
    [
      'no answer, done',
      true,
      async () => service.fail({ hang: true, applyThenFail: true, where: { Action: 'Add' } }),
    ],
    [
      'no answer, not done',
      false,
      async () => service.fail({ hang: true, where: { Action: 'Add' } }),
    ],
    [
      'a fault, done',
      true,
      async () => service.fail({ status: 500, applyThenFail: true, where: { Action: 'Add' } }),
    ],
    [
      'a fault, not done',
      false,
      async () => service.fail({ status: 502, where: { Action: 'Add' } }),
    ],
  ] as const;

  test.each(trouble)(
    '%s: the table is asked, and another try makes no second row',
    async (_, done, cause) => {
      addMs = 500;
      await cause();
      const first = await one({ booking: aBooking() });
      expect(first).toMatchObject({ kind: done ? 'written' : 'failed', action: 'Add' });
      expect(first).not.toHaveProperty('forGood');
      expect(actions()).toEqual(['Find', 'Add', 'Find']);
      await one(done ? { booking: aBooking(), remote: remoteOf(first) } : { booking: aBooking() });
      expect(await rows()).toHaveLength(1);
    },
  );

  test('an edit is known to be done only by its row', async () => {
    const remote = remoteOf(await one({ booking: aBooking() }));
    const booking = aBooking({ status: 'CONFIRMED', version: 2 });
    await tell('/empty', { action: 'Edit' });
    expect(await one({ booking, remote })).toMatchObject({ kind: 'failed', action: 'Edit' });
    await tell('/empty', { action: 'Edit', applied: true });
    expect(await one({ booking, remote })).toMatchObject({
      kind: 'written',
      remote: { version: 2 },
    });
  });

  test('rows that do not come back are asked for', async () => {
    service.fail({ status: 200, body: { Rows: [] }, where: { Action: 'Add' } });
    expect(await one({ booking: aBooking() })).toMatchObject({
      kind: 'failed',
      why: 'its row did not come back',
    });
    service.fail({
      status: 200,
      body: { Rows: [] },
      applyThenFail: true,
      where: { Action: 'Add' },
    });
    expect(await one({ booking: aBooking() })).toMatchObject({ kind: 'written' });
  });

  test('nothing is added when the look before was not answered', async () => {
    await tell('/quirks', { perMinute: 0 });
    expect(await one({ booking: aBooking() })).toMatchObject({ kind: 'failed' });
    expect(actions()).toEqual(['Find']);
  });
});

describe('when AppSheet says no', () => {
  test.each([401, 403, 404])(
    '%i fails all, but not for good: somebody will put it right',
    async (status) => {
      service.fail({ status, times: 5 });
      const outcomes = await write(...many(3).map((booking) => ({ booking })));
      expect(outcomes.size).toBe(3);
      for (const outcome of outcomes.values()) {
        expect(outcome).toMatchObject({
          kind: 'failed',
          why: expect.stringContaining(`${status}`),
        });
        expect(outcome).not.toHaveProperty('forGood');
      }
    },
  );

  test('429 hands on how long it asks to wait', async () => {
    service.fail({ status: 429, headers: { 'retry-after': '90' } });
    expect(await one({ booking: aBooking() })).toMatchObject({
      kind: 'failed',
      retryAfterSeconds: 90,
    });
  });

  test('a project that is not connected to the app any more writes nothing', async () => {
    const items = [{ booking: aBooking() }];
    const outcomes = await destination.write({ project: PROJECT, place: 'other', items, now });
    expect([...outcomes.values()]).toMatchObject([{ kind: 'failed', action: 'Add' }]);
    expect(actions()).toEqual([]);
  });
});

describe('what the table shows', () => {
  test('is comparable with what was written', async () => {
    const written = await write(...many(3).map((booking) => ({ booking })));
    await tell('/rows/add', { fields: { BookingID: 'my own row', Date: '11/30/2026' }, at: 0 });
    await tell('/rows/edit', { key: 'BOOKING00001', fields: { Time: '09:00' } });
    const shown = await read();
    expect(shown.map(({ id, bookingId }) => [id, bookingId])).toEqual([
      ['my own row', undefined],
      ['BOOKING00000', 'BOOKING00000'],
      ['BOOKING00001', 'BOOKING00001'],
      ['BOOKING00002', 'BOOKING00002'],
    ]);
    const same = shown
      .filter(({ bookingId }) => bookingId !== undefined)
      .map(({ bookingId, fingerprint }) => {
        const remote = remoteOf(written.get(bookingId as BookingId));
        return remote.fingerprint === fingerprint;
      });
    expect(same).toEqual([true, false, true]);
  });

  test('is never nothing because AppSheet said nothing', async () => {
    await tell('/empty', {});
    await expect(read()).rejects.toMatchObject({ name: 'PassingFault' });
    expect(await read()).toEqual([]);
  });
});

test('whatever goes wrong and whoever edits, the table shows the truth once in the end', async () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('change' as const),
      at: fc.nat(5),
      hour: fc.integer({ min: 8, max: 18 }),
    }),
    fc.record({
      kind: fc.constant('person' as const),
      at: fc.nat(5),
      what: fc.constantFrom('delete', 'edit'),
    }),
    fc.record({ kind: fc.constant('sync' as const), forget: fc.boolean() }),
    fc.record({
      kind: fc.constant('trouble' as const),
      rate: fc.constantFrom(0, 0.3, 0.7),
      seed: fc.nat(),
    }),
    fc.record({
      kind: fc.constant('fault' as const),
      status: fc.constantFrom(429, 500, 503),
      applyThenFail: fc.boolean(),
    }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      service.reset();
      const bookings = many(6);
      const remotes = new Map<BookingId, Remote>();
      const sync = async (forget = false) => {
        const items = bookings.map((booking) => {
          const remote = remotes.get(booking.bookingId);
          return remote && !forget ? { booking, remote } : { booking };
        });
        for (const [bookingId, outcome] of await write(...items)) {
          if (outcome.kind === 'failed') expect(outcome).not.toHaveProperty('forGood');
          else remotes.set(bookingId, remoteOf(outcome));
        }
      };
      for (const one of steps) {
        if (one.kind === 'sync') await sync(one.forget);
        if (one.kind === 'trouble') await tell('/quirks', { emptyRate: one.rate, seed: one.seed });
        if (one.kind === 'fault') {
          service.fail({ status: one.status, applyThenFail: one.applyThenFail });
        }
        const booking = 'at' in one ? bookings[one.at] : undefined;
        if (!booking) continue;
        if (one.kind === 'person') {
          const fields = { Status: 'COMPLETED', Time: '07:00' };
          await tell(`/rows/${one.what}`, { key: booking.bookingId, fields });
        }
        if (one.kind === 'change' && 'at' in one) {
          const startsAt = `2026-11-24T${String(one.hour).padStart(2, '0')}:00:00.000Z`;
          const endsAt = `2026-11-24T${String(one.hour + 1).padStart(2, '0')}:00:00.000Z`;
          bookings[one.at] = { ...booking, startsAt, endsAt, version: booking.version + 1 };
        }
      }
      // Calm again: what reconcile does.
      await fetch(`${served.control}/fail`, { method: 'DELETE' });
      await tell('/quirks', { emptyRate: 0 });
      await sync(true);
      const shown = new Map((await read()).map((row) => [row.id, row.fingerprint]));
      expect([...shown.keys()].sort()).toEqual(bookings.map(({ bookingId }) => bookingId).sort());
      expect(await rows()).toHaveLength(6);
      for (const { bookingId } of bookings) {
        expect(shown.get(bookingId)).toBe(remotes.get(bookingId)?.fingerprint);
      }
      const before = service.requests().length;
      await sync();
      expect(service.requests()).toHaveLength(before);
    }),
    { numRuns: 60 },
  );
});
