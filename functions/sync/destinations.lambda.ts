import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { groupedMessages } from '../../shared/platform/lambda/queue.ts';
import { destinations } from '../../shared/providers/index.ts';
import { syncBookings, syncMessageSchema } from '../../shared/sync/index.ts';

const env = readEnv('SYNC_QUEUE_URL', 'DEAD_SYNC_QUEUE_URL', 'TABLE_NAME');
const all = destinations();

/** Bookings changed → every destination of their project shows them as they stand. */
export const handler = groupedMessages(
  syncMessageSchema,
  ({ projectId }) => projectId,
  (messages, { getRemainingTimeInMillis: remaining }) =>
    syncBookings(messages, all, {
      again: (message, delay) => sendToQueue(env.SYNC_QUEUE_URL, message.projectId, message, delay),
      giveUp: (body) => sendToQueue(env.DEAD_SYNC_QUEUE_URL, body.projectId, body),
      now,
      ...(remaining ? { remaining } : {}),
    }),
);
