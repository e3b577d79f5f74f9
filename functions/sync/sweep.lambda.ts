import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { listProjects } from '../../shared/projects/index.ts';
import { sweepProjects } from '../../shared/sync/index.ts';

const env = readEnv('UPKEEP_QUEUE_URL', 'TABLE_NAME');

/** Every five minutes → a message for whatever is due of any project. */
export function handler(): Promise<void> {
  return sweepProjects(listProjects(), {
    put: (message) => sendToQueue(env.UPKEEP_QUEUE_URL, message.projectId, message),
    now: now(),
  });
}
