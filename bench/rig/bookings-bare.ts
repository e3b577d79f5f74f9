import { QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { clientOf } from './bookings-data.ts';

/** A booking as one would write it by hand: no validation, no decision, the same calls with items as large. */
export interface BareBooking {
  /** The transaction alone: a booking and its day item, both on condition. */
  readonly write: (index: number) => Promise<unknown>;
  /** One consistent Query of the days around, then the transaction. */
  readonly readAndWrite: (index: number) => Promise<unknown>;
  readonly close: () => void;
}

export function bareBooking(endpoint: string, tableName: string): BareBooking {
  const client = clientOf(endpoint);
  let made = 0;
  const write = (index: number) => {
    made += 1;
    const bookingId = `BARE${String(made).padStart(16, '0')}`;
    const startsAt = '2026-11-24T08:00:00.000Z';
    const booking = {
      ...{ pk: `P#bare#BOOKING#${bookingId}`, sk: 'BOOKING', entity: 'Booking' },
      ...{ projectKey: 'P#bare#BOOKINGS', clientKey: `P#bare#CLIENT#client-${index}` },
      ...{ projectId: 'bare', bookingId, code: 'ABCDEF', status: 'PENDING', version: 1 },
      ...{ specialistId: 'a', specialistName: 'a', serviceId: 'haircut', serviceName: 'Haircut' },
      ...{ startsAt, endsAt: '2026-11-24T08:30:00.000Z', timeZone: 'Europe/Kyiv' },
      ...{ clientId: `client-${index}`, clientName: 'Client', price: 45_000, currency: 'UAH' },
      ...{ createdAt: startsAt, updatedAt: startsAt, wishes: 'ABCDEFGHJKMN', changeKeys: [] },
      actor: { kind: 'client', id: `client-${index}` },
    };
    const day = {
      ...{ pk: `P#bare#SPECIALIST#${made}`, sk: 'DAY#2026-11-24', entity: 'SpecialistDay' },
      ...{
        projectId: 'bare',
        specialistId: String(made),
        date: '2026-11-24',
        version: 1,
        left: [],
      },
      taken: [{ from: 480, to: 510, bookingId }],
    };
    const put = (Item: object) => ({
      Put: {
        ...{ TableName: tableName, Item, ConditionExpression: 'attribute_not_exists(#version)' },
        ExpressionAttributeNames: { '#version': 'version' },
      },
    });
    return client.send(new TransactWriteCommand({ TransactItems: [put(booking), put(day)] }));
  };
  const read = () =>
    client.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: {
          ...{ ':pk': `P#bare#SPECIALIST#${made}` },
          ...{ ':from': 'DAY#2026-11-23', ':to': 'DAY#2026-11-28' },
        },
        ConsistentRead: true,
      }),
    );
  return {
    write,
    readAndWrite: async (index) => {
      await read();
      return write(index);
    },
    close: () => client.destroy(),
  };
}
