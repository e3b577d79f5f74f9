import { chosenModel, compressDialogue } from '../../shared/agent/index.ts';
import { archiveConversation } from '../../shared/conversations/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { cachedProject } from '../../shared/projects/index.ts';
import { claude } from '../../shared/providers/anthropic/index.ts';
import { archiveTimerSchema } from '../../shared/schedules/index.ts';

const { ARCHIVE_QUEUE_URL: queueUrl } = readEnv('ARCHIVE_QUEUE_URL', 'TABLE_NAME');
const secret = await platformSecret();
const model = claude(secret);
const smallModel = chosenModel(secret.CLAUDE_MODEL_SMALL);
/** Of the function's time, kept for recording. */
const RESERVED_MS = 15_000;

/** A silence has lasted 24 hours → what was said is compressed, if nothing was said since. */
export const handler = eachMessage(archiveTimerSchema, async (timer, remaining) => {
  const project = await cachedProject(timer.projectId);
  if (project === undefined) throw new Error('A timer names a project that does not exist.');
  const time = remaining.getRemainingTimeInMillis?.() ?? 60_000;
  const deadline = performance.now() + time - RESERVED_MS;
  const compress = compressDialogue({ project, model, smallModel, deadline });
  await orAgain(queueUrl, timer, () => archiveConversation(timer, { compress, now }));
});
