import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { parseChange } from './change.ts';
import { type Message, type Subscriber, type SubscriberQueue, subscribers } from './subscribers.ts';

/** How the fan-out reaches the outside: one queue per subscriber, and a place for what cannot be read. */
export interface FanOutPorts {
  /** Puts a message on a subscriber's queue. */
  readonly send: (queue: SubscriberQueue, message: Message) => Promise<void>;
  /** Keeps a record whole, where a person can see and replay it. */
  readonly park: (record: DynamoDBRecord, reason: string) => Promise<void>;
}

/**
 * Tells every subscriber of every change in a batch of the stream. A record that cannot be understood is parked and
 * blocks nobody. A queue that cannot be reached stops the batch at that record: the stream gives it again from there,
 * in order, and what was already sent arrives twice, which every consumer is built for (law 5).
 *
 * @returns the lowest sequence number that was not finished, as the stream's checkpoint
 */
export async function fanOut(
  records: readonly DynamoDBRecord[],
  ports: FanOutPorts,
): Promise<DynamoDBBatchResponse> {
  for (const record of records) {
    const wanted = consequences(record);
    try {
      if (wanted instanceof Error) await ports.park(record, wanted.message);
      else await Promise.all(wanted.map(({ queue, message }) => ports.send(queue, message)));
    } catch (fault) {
      console.error({ message: 'A change could not be handed on.', fault: String(fault) });
      return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] };
    }
  }
  return { batchItemFailures: [] };
}

/** The queue messages of a record, or the error that says why it can never have any. */
function consequences(
  record: DynamoDBRecord,
): { readonly queue: SubscriberQueue; readonly message: Message }[] | Error {
  try {
    const { entity, change } = parseChange(record);
    const interested = (subscribers as Record<string, readonly Subscriber<never>[]>)[entity] ?? [];
    return interested.flatMap(({ queue, messages }) =>
      messages(change as never).map((message) => ({ queue, message })),
    );
  } catch (fault) {
    return fault instanceof Error ? fault : new Error(String(fault));
  }
}
