import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { arrange, timerSchema } from '../../shared/schedules/index.ts';

const env = readEnv(
  'REMINDER_QUEUE_ARN',
  'REMINDER_QUEUE_URL',
  'DEAD_REMINDER_QUEUE_ARN',
  'EXPIRY_QUEUE_ARN',
  'EXPIRY_QUEUE_URL',
  'DEAD_EXPIRY_QUEUE_ARN',
  'ARCHIVE_QUEUE_ARN',
  'ARCHIVE_QUEUE_URL',
  'DEAD_ARCHIVE_QUEUE_ARN',
  'TURN_QUEUE_ARN',
  'TURN_QUEUE_URL',
  'DEAD_TURN_QUEUE_ARN',
  'SCHEDULE_GROUP',
  'SCHEDULER_ROLE_ARN',
);
const target = (queueArn: string, queueUrl: string, deadLetterArn: string) => ({
  group: env.SCHEDULE_GROUP,
  roleArn: env.SCHEDULER_ROLE_ARN,
  ...{ queueArn, queueUrl, deadLetterArn },
});
const targets = {
  reminder: target(env.REMINDER_QUEUE_ARN, env.REMINDER_QUEUE_URL, env.DEAD_REMINDER_QUEUE_ARN),
  expiry: target(env.EXPIRY_QUEUE_ARN, env.EXPIRY_QUEUE_URL, env.DEAD_EXPIRY_QUEUE_ARN),
  archive: target(env.ARCHIVE_QUEUE_ARN, env.ARCHIVE_QUEUE_URL, env.DEAD_ARCHIVE_QUEUE_ARN),
  turn: target(env.TURN_QUEUE_ARN, env.TURN_QUEUE_URL, env.DEAD_TURN_QUEUE_ARN),
};

/** What a written row asks for → the timer that it needs. */
export const handler = eachMessage(timerSchema, (timer) => arrange(timer, targets, now()));
