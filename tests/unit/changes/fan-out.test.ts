import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../shared/bookings/index.ts';
import { fanOut } from '../../../shared/changes/index.ts';

const booking = {
  projectId: 'demo-salon',
  bookingId: 'B0000000000000000001',
  code: 'ABC123',
  status: 'PENDING',
  specialistId: 's1',
  specialistName: 'Anna',
  serviceId: 'v1',
  serviceName: 'Haircut',
  startsAt: '2026-11-24T13:00:00.000Z',
  endsAt: '2026-11-24T13:30:00.000Z',
  timeZone: 'Europe/Kyiv',
  clientId: 'c1',
  clientName: 'Ivanna',
  conversationId: 'CONVERSATION1',
  request: 1,
  requestedAt: '2026-11-21T10:00:00.000Z',
  reminders: 0,
  createdAt: '2026-11-21T10:00:00.000Z',
  updatedAt: '2026-11-21T10:00:00.000Z',
  actor: { kind: 'client', id: 'c1' },
  version: 1,
} as unknown as Booking;

let sequence = 0;
function record(row?: Partial<Booking>, old?: Partial<Booking>): DynamoDBRecord {
  const image = (part?: Partial<Booking>) =>
    part && marshall({ pk: 'p', sk: 'BOOKING', entity: 'Booking', ...booking, ...part });
  const NewImage = image(row);
  const OldImage = image(old);
  sequence += 1;
  return {
    eventID: String(sequence),
    eventName: old ? (row ? 'MODIFY' : 'REMOVE') : 'INSERT',
    dynamodb: {
      SequenceNumber: String(sequence),
      ...(NewImage && { NewImage }),
      ...(OldImage && { OldImage }),
    },
  } as DynamoDBRecord;
}

async function run(records: DynamoDBRecord[], failing?: (body: unknown) => boolean) {
  const sent: { queue: string; body: Record<string, unknown>; delaySeconds?: number }[] = [];
  const parked: { record: DynamoDBRecord; reason: string }[] = [];
  const response = await fanOut(records, {
    send: async (queue, message) => {
      if (failing?.(message.body)) throw new Error('the queue cannot be reached');
      sent.push({ queue, ...message } as (typeof sent)[number]);
    },
    park: async (record, reason) => {
      parked.push({ record, reason });
    },
  });
  return { sent, parked, failures: response.batchItemFailures };
}

const member = { kind: 'member', id: 'u1' } as const;
const LATER = '2026-11-21T10:30:00.000Z';
const changed = ['RECEPTION_NOTIFICATION_QUEUE_URL', 'changed', 0];
const arms = (timers: number) =>
  Array.from({ length: timers }, () => ['ARRANGE_QUEUE_URL', undefined, 0]);

const [ARRANGE, RECEPTION, CLIENT, SPECIALIST, SYNC] = [
  'ARRANGE_QUEUE_URL',
  'RECEPTION_NOTIFICATION_QUEUE_URL',
  'CLIENT_NOTIFICATION_QUEUE_URL',
  'SPECIALIST_NOTIFICATION_QUEUE_URL',
  'SYNC_QUEUE_URL',
];
const timer = { kind: 'timer', id: 'reminder' } as const;
const decision = { by: 'Olena', at: '2026-11-21T10:10:00.000Z', version: 2 };
const confirmed = { status: 'CONFIRMED', actor: member, decision, version: 2 } as const;
const rejected = { ...confirmed, status: 'REJECTED' } as const;

describe('the fan-out', () => {
  it('arms both timers of a new request and alerts reception; its client did it herself', async () => {
    const { sent, failures } = await run([record({})]);
    expect(failures).toEqual([]);
    expect(sent.map(({ queue, body }) => [queue, body.news])).toEqual([
      [ARRANGE, undefined],
      [ARRANGE, undefined],
      [RECEPTION, 'requested'],
      [SYNC, undefined],
    ]);
    const { projectId, bookingId, startsAt, requestedAt } = booking;
    expect(sent[0]?.body).toEqual({ projectId, bookingId, startsAt });
    expect(sent[1]?.body).toMatchObject({ reminder: 1, requestedAt, startsAt });
  });

  it('has exactly these consequences', async () => {
    const moved = { startsAt: '2026-11-25T13:00:00.000Z', request: 2, requestedAt: LATER };
    const reminded = (reminders: number) => ({ reminders, remindedAt: LATER, actor: timer });
    const table: [string, Partial<Booking>, Partial<Booking>, unknown[]][] = [
      ['only its name changed', { clientName: 'Ivanna P' }, {}, [[RECEPTION, 'changed', 0]]],
      ['moved by the client', moved, {}, [...arms(2), ...[[RECEPTION, 'requested', 0]], changed]],
      [
        'moved by the salon',
        { ...moved, actor: member },
        {},
        [...arms(2), [RECEPTION, 'requested', 0], changed, [CLIENT, 'moved', 0]],
      ],
      ['reminded once', reminded(1), {}, [...arms(1), [RECEPTION, 'reminder', 0]]],
      [
        'reminded twice',
        reminded(2),
        reminded(1),
        [...arms(1), [RECEPTION, 'reminder', 0], [CLIENT, 'still_waiting', 0]],
      ],
      ['reminded three times', reminded(3), reminded(2), [...arms(1), [RECEPTION, 'reminder', 0]]],
      [
        'confirmed',
        confirmed,
        {},
        [changed, [CLIENT, 'confirmed', 20], [SPECIALIST, 'booked', 20]],
      ],
      ['rejected', rejected, {}, [changed, [CLIENT, 'rejected', 20]]],
      [
        'given a reason',
        { ...rejected, reason: 'ill', version: 3 },
        rejected,
        [changed, [CLIENT, 'reason', 0]],
      ],
      [
        'confirmed by mistake',
        { actor: member, requestedAt: LATER, version: 3 },
        confirmed,
        [...arms(2), changed, [CLIENT, 'reopened', 0], [SPECIALIST, 'reopened', 0]],
      ],
      [
        'rejected by mistake',
        { actor: member, requestedAt: LATER, version: 3 },
        rejected,
        [...arms(2), changed, [CLIENT, 'reopened', 0]],
      ],
      [
        'cancelled by the salon',
        { status: 'CANCELLED', actor: member },
        {},
        [changed, [CLIENT, 'cancelled', 0]],
      ],
      ['expired', { status: 'CANCELLED', actor: timer }, {}, [changed, [CLIENT, 'expired', 0]]],
    ];
    for (const [what, row, old, consequences] of table) {
      const { sent } = await run([record({ version: 2, ...row }, old)]);
      const found = sent.map(({ queue, body, delaySeconds = 0 }) => [
        queue,
        body.news,
        delaySeconds,
      ]);
      // Every change that people see is shown at the destinations; a reminder changes nothing they see.
      const shown = what.startsWith('reminded') ? [] : [[SYNC, undefined, 0]];
      expect(found, what).toEqual([...consequences, ...shown]);
    }
  });

  it('tells nobody anything when a booking is confirmed by itself, but its specialist', async () => {
    const { sent } = await run([record({ status: 'CONFIRMED' })]);
    expect(sent.filter(({ queue }) => queue === ARRANGE || queue === CLIENT)).toEqual([]);
    expect(sent.filter(({ queue }) => queue === SPECIALIST)).toHaveLength(1);
  });

  it('takes a row that is older than reception’s bot for one that waits since it was made', async () => {
    const { request: _, requestedAt: __, reminders: ___, ...older } = booking;
    const image = (part: object) => marshall({ ...older, entity: 'Booking', ...part });
    const update = { NewImage: image({ clientName: 'Ivanna P' }), OldImage: image({}) };
    const { sent } = await run([{ dynamodb: { SequenceNumber: '1', ...update } } as never]);
    expect(sent.map(({ queue, body }) => [queue, body.news])).toEqual([
      [RECEPTION, 'changed'],
      [SYNC, undefined],
    ]);
  });

  it('tells no client of a booking made by phone', async () => {
    const { conversationId: _, ...byPhone } = booking;
    const NewImage = marshall({ ...byPhone, ...confirmed, entity: 'Booking' });
    const OldImage = marshall({ ...byPhone, entity: 'Booking' });
    const { sent } = await run([
      { dynamodb: { SequenceNumber: '1', NewImage, OldImage } } as never,
    ]);
    expect(sent.filter(({ queue }) => queue === CLIENT)).toEqual([]);
  });

  it('parks a record it cannot read, whole, and goes on with its neighbours', async () => {
    const poison: DynamoDBRecord = { eventName: 'INSERT', dynamodb: { SequenceNumber: 'x' } };
    const { sent, parked, failures } = await run([record({}), poison, record({})]);
    expect(sent).toHaveLength(8);
    expect(parked).toEqual([{ record: poison, reason: expect.stringContaining('no row') }]);
    expect(failures).toEqual([]);
  });

  it('stops at the record whose queue cannot be reached, so the stream gives it again from there', async () => {
    const [first, second, third] = [record({}), record({ bookingId: 'DOWN' as never }), record({})];
    const { sent, failures } = await run(
      [first, second, third],
      (body) => (body as { bookingId: string }).bookingId === 'DOWN',
    );
    expect(sent).toHaveLength(4);
    expect(failures).toEqual([{ itemIdentifier: second.dynamodb?.SequenceNumber }]);
  });
});

describe('a configuration', () => {
  const project = (googleSheetId?: string, calendar?: string) => ({
    projectId: 'salon',
    ...(googleSheetId === undefined ? {} : { googleSheetId }),
    specialists: [
      { specialistId: 'anna', name: 'Anna', ...(calendar ? { googleCalendarId: calendar } : {}) },
    ],
  });
  const change = (row: object, old?: object): DynamoDBRecord => {
    const image = (one: object) => marshall({ pk: 'p', sk: 'PROJECT', entity: 'Project', ...one });
    return {
      eventID: 'project',
      eventName: old ? 'MODIFY' : 'INSERT',
      dynamodb: {
        SequenceNumber: '1',
        NewImage: image(row),
        ...(old && { OldImage: image(old) }),
      },
    } as DynamoDBRecord;
  };

  it('has what it names newly imported, watched and compared, and only then', async () => {
    const wishes = async (row: object, old?: object) =>
      (await run([change(row, old)])).sent.map(({ queue, body }) => {
        const { projectId, task, destination = '' } = body as Record<string, string>;
        expect([queue, projectId]).toEqual(['UPKEEP_QUEUE_URL', 'salon']);
        return `${task} ${destination}`.trim();
      });
    expect(await wishes(project())).toEqual([]);
    expect(await wishes(project('book'))).toEqual(['import']);
    expect(await wishes(project('book'), project('book'))).toEqual([]);
    const renamed = await wishes(project('other'), project('book'));
    expect(renamed).toEqual(['import', 'reconcile google-sheets']);
    const watched = await wishes(project('book', 'calendar'), project('book'));
    expect(watched).toEqual(['import', 'channels', 'reconcile google-calendar']);
    const left = await wishes(project(), project('book', 'calendar'));
    expect(left).toEqual(['import', 'channels']);
    // An owner signs in, or gives a key.
    const opened = { ...project('book'), connected: ['google-sheets'] };
    expect(await wishes(opened, project('book'))).toEqual(['import', 'reconcile google-sheets']);
    expect(await wishes({ ...project(), connected: ['square'] }, project())).toEqual(['import']);
    expect(await wishes(opened, opened)).toEqual([]);
  });
});
