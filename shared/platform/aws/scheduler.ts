import {
  ConflictException,
  CreateScheduleCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { addSeconds, type Instant, secondsBetween } from '../clock.ts';
import type { ProjectId } from '../ids.ts';
import { clientDefaults } from './client-defaults.ts';
import { MAX_DELAY_SECONDS, sendToQueue } from './sqs.ts';

/** The queue that a timer of one kind ends in, and what the Scheduler needs to reach it. */
export interface TimerTarget {
  readonly group: string;
  readonly roleArn: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly deadLetterArn: string;
}

/**
 * What is nearer goes to the queue with a delay. The Scheduler is exact to a minute only, and of a time that is past by
 * its own clock it fires at once or refuses it: a worker whose clock is behind would meet the same timer again and
 * again, or lose it.
 */
const NEAR_SECONDS = MAX_DELAY_SECONDS;

let client: SchedulerClient | undefined;

/**
 * Has `body` delivered to the target's queue at `at`, once: the schedule deletes itself after it fired. Asking again
 * under the same name changes nothing, so a retry is harmless; what the consumer does must be harmless twice.
 *
 * @param name 1–64 letters, digits, `-`, `_`, `.`; a pure function of what the timer is for
 * @param at rounded up to the next whole second
 */
export async function scheduleOnce(
  target: TimerTarget,
  timer: { name: string; projectId: ProjectId; at: Instant; body: unknown },
  now: Instant,
): Promise<void> {
  const wait = secondsBetween(now, timer.at);
  if (wait <= NEAR_SECONDS) {
    await sendToQueue(target.queueUrl, timer.projectId, timer.body, Math.max(0, wait));
    return;
  }
  client ??= new SchedulerClient(clientDefaults);
  try {
    await client.send(
      new CreateScheduleCommand({
        Name: timer.name,
        GroupName: target.group,
        ScheduleExpression: `at(${addSeconds(timer.at, 0.999).slice(0, 19)})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: target.queueArn,
          RoleArn: target.roleArn,
          Input: JSON.stringify(timer.body),
          RetryPolicy: { MaximumRetryAttempts: 10, MaximumEventAgeInSeconds: 3_600 },
          DeadLetterConfig: { Arn: target.deadLetterArn },
        },
      }),
    );
  } catch (fault) {
    if (fault instanceof ConflictException) return;
    throw fault;
  }
}
