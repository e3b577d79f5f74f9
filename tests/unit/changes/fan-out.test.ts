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
  const sent: { queue: string; projectId: string; body: Record<string, unknown> }[] = [];
  const parked: { record: DynamoDBRecord; reason: string }[] = [];
  const response = await fanOut(records, {
    send: async (queue, projectId, body) => {
      if (failing?.(body)) throw new Error('the queue cannot be reached');
      sent.push({ queue, projectId, body: body as Record<string, unknown> });
    },
    park: async (record, reason) => {
      parked.push({ record, reason });
    },
  });
  return { sent, parked, failures: response.batchItemFailures };
}

const member = { kind: 'member', id: 'u1' } as const;

describe('the fan-out', () => {
  it('arms the expiry of a new request, and tells its client nothing that she did herself', async () => {
    const { sent, failures } = await run([record({})]);
    expect(failures).toEqual([]);
    expect(sent.map(({ queue }) => queue)).toEqual(['ARRANGE_QUEUE_URL']);
    expect(sent[0]?.body).toEqual({
      projectId: 'demo-salon',
      bookingId: booking.bookingId,
      startsAt: booking.startsAt,
    });
  });

  it('arms a new expiry when a request moves, and none when it only changed', async () => {
    const moved = { startsAt: '2026-11-25T13:00:00.000Z', version: 2 };
    expect((await run([record(moved, {})])).sent).toHaveLength(1);
    expect((await run([record({ clientName: 'Ivanna P', version: 2 }, {})])).sent).toEqual([]);
  });

  it.each([
    ['confirmed', { status: 'CONFIRMED', actor: member }],
    ['rejected', { status: 'REJECTED', actor: member }],
    ['cancelled', { status: 'CANCELLED', actor: member }],
    ['expired', { status: 'CANCELLED', actor: { kind: 'timer', id: 'expiry' } }],
    ['moved', { startsAt: '2026-11-25T13:00:00.000Z', actor: member }],
  ] as const)('tells the client when somebody else %s her booking', async (news, change) => {
    const { sent } = await run([record({ ...change, version: 2 }, {})]);
    const told = sent.filter(({ queue }) => queue === 'CLIENT_NOTIFICATION_QUEUE_URL');
    expect(told.map(({ body }) => [body.news, body.version, body.attempt])).toEqual([[news, 2, 0]]);
  });

  it('has nobody to tell about a booking made by phone', async () => {
    const { conversationId: _, ...byPhone } = booking;
    const row = marshall({ ...byPhone, entity: 'Booking', status: 'CONFIRMED', actor: member });
    const old = marshall({ ...byPhone, entity: 'Booking' });
    const { sent } = await run([
      {
        eventName: 'MODIFY',
        dynamodb: { SequenceNumber: '1', NewImage: row, OldImage: old },
      } as never,
    ]);
    expect(sent).toEqual([]);
  });

  it('parks a record it cannot read, whole, and goes on with its neighbours', async () => {
    const poison: DynamoDBRecord = { eventName: 'INSERT', dynamodb: { SequenceNumber: 'x' } };
    const { sent, parked, failures } = await run([record({}), poison, record({})]);
    expect(sent).toHaveLength(2);
    expect(parked).toEqual([{ record: poison, reason: expect.stringContaining('no row') }]);
    expect(failures).toEqual([]);
  });

  it('stops at the record whose queue cannot be reached, so the stream gives it again from there', async () => {
    const [first, second, third] = [record({}), record({ bookingId: 'DOWN' as never }), record({})];
    const { sent, failures } = await run(
      [first, second, third],
      (body) => (body as { bookingId: string }).bookingId === 'DOWN',
    );
    expect(sent).toHaveLength(1);
    expect(failures).toEqual([{ itemIdentifier: second.dynamodb?.SequenceNumber }]);
  });
});
