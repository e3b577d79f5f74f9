import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { groupedMessages } from '../../shared/platform/lambda/queue.ts';
import { appSheet } from '../../shared/providers/appsheet/index.ts';
import { google } from '../../shared/providers/google/index.ts';
import {
  appSheetDestination,
  calendarDestination,
  type Destination,
  sheetsDestination,
  syncBookings,
  syncMessageSchema,
} from '../../shared/sync/index.ts';

const env = readEnv('SYNC_QUEUE_URL', 'DEAD_SYNC_QUEUE_URL', 'TABLE_NAME');

/** THE list of destinations: each a folder of shared/sync, and a line here. */
const destinations: readonly Destination[] = [
  appSheetDestination({ api: appSheet }),
  sheetsDestination({ api: google }),
  calendarDestination({ api: google }),
];

/** Bookings changed → every destination of their project shows them as they stand. */
export const handler = groupedMessages(
  syncMessageSchema,
  ({ projectId }) => projectId,
  (messages, { getRemainingTimeInMillis: remaining }) =>
    syncBookings(messages, destinations, {
      again: (message, delay) => sendToQueue(env.SYNC_QUEUE_URL, message.projectId, message, delay),
      giveUp: (body) => sendToQueue(env.DEAD_SYNC_QUEUE_URL, body.projectId, body),
      now,
      ...(remaining ? { remaining } : {}),
    }),
);
