import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { arrange, timerSchema } from '../../shared/schedules/index.ts';

const env = readEnv(
  'EXPIRY_QUEUE_ARN',
  'EXPIRY_QUEUE_URL',
  'DEAD_EXPIRY_QUEUE_ARN',
  'ARCHIVE_QUEUE_ARN',
  'ARCHIVE_QUEUE_URL',
  'DEAD_ARCHIVE_QUEUE_ARN',
  'SCHEDULE_GROUP',
  'SCHEDULER_ROLE_ARN',
);
const scheduler = { group: env.SCHEDULE_GROUP, roleArn: env.SCHEDULER_ROLE_ARN };
const targets = {
  expiry: {
    ...scheduler,
    queueArn: env.EXPIRY_QUEUE_ARN,
    queueUrl: env.EXPIRY_QUEUE_URL,
    deadLetterArn: env.DEAD_EXPIRY_QUEUE_ARN,
  },
  archive: {
    ...scheduler,
    queueArn: env.ARCHIVE_QUEUE_ARN,
    queueUrl: env.ARCHIVE_QUEUE_URL,
    deadLetterArn: env.DEAD_ARCHIVE_QUEUE_ARN,
  },
};

/** What a written row asks for → the timer that it needs. */
export const handler = eachMessage(timerSchema, (timer) => arrange(timer, targets, now()));
