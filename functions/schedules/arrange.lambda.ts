import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { arrangeExpiry, expiryTimerSchema } from '../../shared/schedules/index.ts';

const env = readEnv(
  'EXPIRY_QUEUE_ARN',
  'EXPIRY_QUEUE_URL',
  'SCHEDULE_GROUP',
  'SCHEDULER_ROLE_ARN',
  'SCHEDULER_DLQ_ARN',
);
const target = {
  group: env.SCHEDULE_GROUP,
  roleArn: env.SCHEDULER_ROLE_ARN,
  queueArn: env.EXPIRY_QUEUE_ARN,
  queueUrl: env.EXPIRY_QUEUE_URL,
  deadLetterArn: env.SCHEDULER_DLQ_ARN,
};

/** A booking that waits for an answer → the timer that ends the waiting. */
export const handler = eachMessage(expiryTimerSchema, (timer) =>
  arrangeExpiry(timer, target, now()),
);
