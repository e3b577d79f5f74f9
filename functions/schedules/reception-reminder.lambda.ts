import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { reminderTimerSchema, remindWhenDue } from '../../shared/schedules/index.ts';

const env = readEnv(
  'REMINDER_QUEUE_ARN',
  'REMINDER_QUEUE_URL',
  'DEAD_REMINDER_QUEUE_ARN',
  'SCHEDULE_GROUP',
  'SCHEDULER_ROLE_ARN',
);
const target = {
  group: env.SCHEDULE_GROUP,
  roleArn: env.SCHEDULER_ROLE_ARN,
  queueArn: env.REMINDER_QUEUE_ARN,
  queueUrl: env.REMINDER_QUEUE_URL,
  deadLetterArn: env.DEAD_REMINDER_QUEUE_ARN,
};

/** A request has waited for half an hour more → reception is reminded, if it still waits. */
export const handler = eachMessage(reminderTimerSchema, (timer) =>
  orAgain(env.REMINDER_QUEUE_URL, timer, () => remindWhenDue(timer, target, now())),
);
