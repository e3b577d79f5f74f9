import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { describeFault, logger } from '../logger.ts';

/** What reads a body: a schema of zod, or of zod/mini where every kilobyte counts. */
export interface Schema<Body> {
  /** @throws when it is none */
  parse(value: unknown): Body;
}

/** How long the handler may still run. `undefined` outside Lambda. */
export interface Remaining {
  getRemainingTimeInMillis?(): number;
}

/**
 * The handler of a queue whose messages may be worked on in groups (all messages of one conversation, say). Groups run
 * concurrently and never touch each other: a group that throws has its own messages returned to the queue.
 *
 * @param schema what a message's body must be; one that is not goes back as failed, so it ends parked in the DLQ
 * @param groupOf messages with the same answer are handled together, in the order they came
 * @param handle gets the bodies of one group; throwing means: deliver all of them again
 */
export function groupedMessages<Body>(
  schema: Schema<Body>,
  groupOf: (body: Body) => string,
  handle: (bodies: readonly Body[], remaining: Remaining) => Promise<void>,
): (event: SQSEvent, context: Remaining) => Promise<SQSBatchResponse> {
  return async (event, context) => {
    const failed: string[] = [];
    const groups = new Map<string, { bodies: Body[]; ids: string[] }>();
    for (const record of event.Records) {
      const body = readBody(schema, record);
      if (body === undefined) {
        failed.push(record.messageId);
        continue;
      }
      const group = groups.get(groupOf(body)) ?? { bodies: [], ids: [] };
      groups.set(groupOf(body), group);
      group.bodies.push(body);
      group.ids.push(record.messageId);
    }
    await Promise.all(
      [...groups.values()].map(async ({ bodies, ids }) => {
        try {
          await handle(bodies, context ?? {});
        } catch (fault) {
          logger.error('A queue message failed and goes back to its queue.', {
            messageIds: ids,
            ...describeFault(fault),
          });
          failed.push(...ids);
        }
      }),
    );
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

/**
 * The handler of a queue whose messages have nothing to do with each other: {@link groupedMessages} with one message
 * per group.
 */
export function eachMessage<Body>(
  schema: Schema<Body>,
  handle: (body: Body, remaining: Remaining) => Promise<void>,
): (event: SQSEvent, context: Remaining) => Promise<SQSBatchResponse> {
  let counter = 0;
  return groupedMessages(
    schema,
    () => String(counter++),
    async ([body], remaining) => {
      if (body !== undefined) await handle(body, remaining);
    },
  );
}

function readBody<Body>(schema: Schema<Body>, record: SQSRecord): Body | undefined {
  try {
    return schema.parse(JSON.parse(record.body));
  } catch (fault) {
    logger.error('A queue message is not what this queue carries.', {
      messageId: record.messageId,
      fault: fault instanceof Error ? fault.name : 'unknown',
    });
    return undefined;
  }
}
