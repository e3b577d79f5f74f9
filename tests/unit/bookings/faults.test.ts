import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertBooking } from '../../../shared/bookings/booking-row.ts';
import {
  type Book,
  book,
  cancel,
  decide,
  getBooking,
  recordPayment,
  remind,
  reschedule,
  startSession,
  undoDecision,
} from '../../../shared/bookings/index.ts';
import { isRefusal, PassingFault } from '../../../shared/platform/errors.ts';
import type { BookingId, ClientId, ProjectId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import type { Project } from '../../../shared/projects/index.ts';
import {
  documents,
  overlaps,
  readAll,
  takenByBookings,
  takenByDays,
} from '../../steps/bookings.ts';
import { createTable, startDynoxide, useTable } from '../../steps/dynoxide.ts';
import { type Fault, type Faults, startFaults } from '../../steps/faults.ts';
import { ANNA, HAIRCUT, salon } from '../../steps/salon.ts';

const TABLE = 'frontdesk-test';
let dynoxide: Awaited<ReturnType<typeof startDynoxide>>;
let faults: Faults;
beforeAll(async () => {
  dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint, TABLE);
  faults = await startFaults(dynoxide.endpoint, { seed: 1 });
  useTable(faults.endpoint, TABLE);
});
afterAll(async () => {
  await faults.close();
  await dynoxide.close();
});

const NOW = '2026-11-21T10:00:00.000Z';
const TEN = '2026-11-24T08:00:00.000Z';
const ELEVEN = '2026-11-24T09:00:00.000Z';
const OLENA = { clientId: 'olena' as ClientId, name: 'Олена' };

let made = 0;
function ownSalon(): Project {
  made += 1;
  return salon({ projectId: `faulty_${made}` as ProjectId });
}

function wish(project: Project, different: Partial<Book> = {}): Book {
  return {
    ...{ project, serviceId: HAIRCUT, specialistId: ANNA, startsAt: TEN, client: OLENA },
    ...{ actor: { kind: 'client', id: OLENA.clientId }, idempotencyKey: 'turn-1', now: NOW },
    ...different,
  };
}

const transactions = (...next: (Fault | 'none')[]) => faults.next('TransactWriteItems', next);
const times = (count: number, fault: Fault): Fault[] => Array.from({ length: count }, () => fault);

/** The only booking of a project, read past the spoilt connection. */
const stored = async (projectId: string) =>
  (await readAll(dynoxide.endpoint, TABLE, projectId)).bookings[0];
const tick = () => new Promise((resolve) => setImmediate(resolve));

async function expectConsistent(project: Project, bookings: number): Promise<void> {
  const stored = await readAll(dynoxide.endpoint, TABLE, project.projectId);
  expect(stored.bookings).toHaveLength(bookings);
  expect(overlaps(stored)).toEqual([]);
  expect(takenByDays(stored)).toEqual(takenByBookings(stored));
}

describe('when DynamoDB refuses for the moment', () => {
  it.each([
    ['a conflict', times(3, 'conflict')],
    ['throttling through all attempts of the SDK', times(7, 'throttle')],
    ['a conflict, then throttling, then a conflict', ['conflict', 'throttle', 'conflict']],
  ] as [string, Fault[]][])('%s: reads and decides again, and says yes', async (_, next) => {
    const project = ownSalon();
    await transactions(...next);
    expect(await book(wish(project))).toMatchObject({ created: true });
    await expectConsistent(project, 1);
  });

  it('a conflict makes no loser: only a time that is taken does', async () => {
    const project = ownSalon();
    await transactions(...times(8, 'conflict'));
    await expect(book(wish(project))).rejects.toThrow(PassingFault);
    await expectConsistent(project, 0);
    expect(await book(wish(project))).toMatchObject({ created: true });
  });

  it('throttled reads are no refusal either', async () => {
    const project = ownSalon();
    await faults.next('Query', times(4, 'throttle'));
    expect(await book(wish(project))).toMatchObject({ created: true });
  });
});

describe('when the answer of an applied transaction is lost', () => {
  it.each([
    ['once', times(1, 'lost')],
    ['on every attempt of the SDK', times(3, 'lost')],
    ['on every attempt, with errors 500', times(3, 'broken')],
  ] as [string, Fault[]][])('%s: knows its own booking and says yes', async (_, next) => {
    const project = ownSalon();
    await transactions(...next);
    expect(await book(wish(project))).toMatchObject({ created: true, booking: { version: 1 } });
    await expectConsistent(project, 1);
  });

  it('knows its own booking also when the reads after it are throttled first', async () => {
    const project = ownSalon();
    await transactions(...times(3, 'lost'));
    await faults.next('Query', ['none', ...times(3, 'throttle')]);
    expect(await book(wish(project))).toMatchObject({ created: true });
    await expectConsistent(project, 1);
  });

  it('tells a copy of the request that comes later that the booking was there', async () => {
    const project = ownSalon();
    await transactions(...times(3, 'lost'));
    const first = await book(wish(project));
    expect(first).toMatchObject({ created: true });
    expect(await book({ ...wish(project), now: '2026-11-21T11:00:00.000Z' })).toMatchObject({
      created: false,
    });
  });

  it('gives up after the last try, and the next copy of the request finds the booking', async () => {
    const project = ownSalon();
    await transactions(...times(3, 'lost'));
    await faults.next('GetItem', times(24, 'throttle'));
    await expect(book(wish(project))).rejects.toThrow(PassingFault);
    await faults.next('GetItem', []);
    expect(await book({ ...wish(project), now: '2026-11-21T11:00:00.000Z' })).toMatchObject({
      created: false,
      booking: { createdAt: NOW },
    });
    await expectConsistent(project, 1);
  });

  it('moves and cancels once', async () => {
    const project = ownSalon();
    const first = await book(wish(project));
    if (isRefusal(first)) throw new Error(first.message);
    const { bookingId, actor } = first.booking;
    const asked = { project, bookingId, actor, now: NOW };
    await transactions(...times(3, 'lost'));
    expect(
      await reschedule({ ...asked, startsAt: ELEVEN, idempotencyKey: 'turn-2' }),
    ).toMatchObject({ changed: true, booking: { version: 2, startsAt: ELEVEN } });
    await transactions(...times(3, 'lost'));
    const later = '2026-11-21T10:05:00.000Z';
    expect(await cancel({ ...asked, now: later })).toMatchObject({
      changed: true,
      booking: { version: 3, status: 'CANCELLED' },
    });
    await expectConsistent(project, 1);
  });
});

describe('answering a request', () => {
  const at = (minute: string) => `2026-11-21T10:${minute}:00.000Z`;
  async function waiting() {
    const project = ownSalon();
    const first = await book(wish(project));
    if (isRefusal(first)) throw new Error(first.message);
    const { projectId, bookingId } = first.booking;
    const one = { projectId, bookingId, now: NOW };
    const lukas = { actor: { kind: 'staff', id: 'Lukas' }, by: 'Lukas' } as const;
    const sasha = { actor: { kind: 'staff', id: 'Sasha' }, by: 'Sasha' } as const;
    return { ...{ project, one, lukas, sasha }, row: () => getBooking(projectId, bookingId) };
  }

  it.each(['CONFIRMED', 'REJECTED'] as const)(
    '%s and taken back: each is done once, although its answer is lost',
    async (to) => {
      const { project, one, lukas, row } = await waiting();
      await transactions(...times(3, 'lost'));
      expect(await decide({ ...one, ...lukas, to })).toMatchObject({
        changed: true,
        booking: { status: to, version: 2, decision: { by: 'Lukas', version: 2 } },
      });
      await expectConsistent(project, 1);
      await transactions(...times(3, 'broken'));
      expect(await undoDecision({ ...one, ...lukas, now: at('01') })).toMatchObject({
        changed: true,
        booking: { status: 'PENDING', version: 3, requestedAt: at('01') },
      });
      expect(await row()).toMatchObject({ status: 'PENDING', version: 3 });
      await expectConsistent(project, 1);
    },
  );

  it('in the same moment as a colleague: a lost answer makes nobody else the winner', async () => {
    const { one, lukas, sasha, row } = await waiting();
    await transactions(...times(3, 'lost'));
    expect(await decide({ ...one, ...sasha, to: 'CONFIRMED' })).toMatchObject({ changed: true });
    expect(await decide({ ...one, ...lukas, to: 'CONFIRMED' })).toMatchObject({
      changed: false,
      booking: { decision: { by: 'Sasha' } },
    });
    expect(await row()).toMatchObject({ version: 2 });
  });

  it('is not done twice when it was taken back before the lost answer was noticed', async () => {
    const { one, sasha, row } = await waiting();
    await transactions(...times(3, 'lost'));
    const deciding = decide({ ...one, ...sasha, to: 'CONFIRMED' });
    while ((await stored(one.projectId))?.status !== 'CONFIRMED') await tick();
    const client = documents(dynoxide.endpoint);
    await client.send(
      new UpdateCommand({
        TableName: TABLE,
        Key: keys.booking(one.projectId, one.bookingId),
        UpdateExpression: 'SET #status = :pending, version = :three REMOVE decision',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':pending': 'PENDING', ':three': 3 },
      }),
    );
    client.destroy();
    expect(await deciding).toMatchObject({ changed: true });
    expect(await row()).toMatchObject({ status: 'PENDING', version: 3 });
  });

  it('meets throttling and conflicts: reads and decides again', async () => {
    const { project, one, lukas } = await waiting();
    await transactions('conflict', 'throttle', 'conflict');
    expect(await decide({ ...one, ...lukas, to: 'REJECTED' })).toMatchObject({ changed: true });
    await transactions(...times(8, 'conflict'));
    await expect(undoDecision({ ...one, ...lukas })).rejects.toThrow(PassingFault);
    await expectConsistent(project, 1);
    expect(await undoDecision({ ...one, ...lukas })).toMatchObject({ changed: true });
    await expectConsistent(project, 1);
  });

  it('a reminder is written once although its answer is lost, and comes again when refused for the moment', async () => {
    const { one, row } = await waiting();
    const first = { ...one, requestedAt: NOW, reminder: 1, now: at('30') };
    await faults.next('UpdateItem', times(4, 'throttle'));
    await expect(remind(first)).rejects.toThrow(PassingFault);
    await faults.next('UpdateItem', times(1, 'lost'));
    expect(await remind(first)).toBeUndefined();
    expect(await row()).toMatchObject({ reminders: 1, version: 2 });
    expect(await remind(first)).toBeUndefined();
  });

  it('a session starts and money is received once', async () => {
    const { one, lukas, row } = await waiting();
    await decide({ ...one, ...lukas, to: 'CONFIRMED' });
    await transactions(...times(3, 'lost'));
    expect(await startSession({ ...one, ...lukas, now: TEN })).toMatchObject({ changed: true });
    await transactions(...times(3, 'lost'));
    const payment = { amount: 100, method: 'cash', idempotencyKey: 'tap', now: TEN } as const;
    expect(await recordPayment({ ...one, ...lukas, ...payment })).toMatchObject({ changed: true });
    expect(await row()).toMatchObject({ version: 4, payments: [{ amount: 100 }] });
  });
});

describe('what is written alongside', () => {
  it('is committed with the booking or not at all', async () => {
    const project = ownSalon();
    const receipt = (id: string) => (booking: { bookingId: BookingId }) => {
      const row = { ...booking, bookingId: id as BookingId } as Parameters<typeof insertBooking>[0];
      return [
        insertBooking({ ...row, specialistId: 'receipts' as never, status: 'COMPLETED' }, ''),
      ];
    };
    await transactions('conflict', 'lost', 'lost', 'lost');
    expect(await book(wish(project, { alongside: receipt('receipt-1') }))).toMatchObject({
      created: true,
    });
    await expectConsistent(project, 2);
    const again = wish(project, { startsAt: ELEVEN, idempotencyKey: 'turn-2' });
    await expect(book({ ...again, alongside: receipt('receipt-1') })).rejects.toThrow(PassingFault);
    await expectConsistent(project, 2);
    expect(await book({ ...again, alongside: receipt('receipt-2') })).toMatchObject({
      created: true,
    });
    await expectConsistent(project, 4);
  });
});
