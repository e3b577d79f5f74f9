import { agentPorts } from '../../shared/agent/index.ts';
import { TurnMessage, takeTurns } from '../../shared/conversations/index.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { groupedMessages } from '../../shared/platform/lambda/queue.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { cachedProject } from '../../shared/projects/index.ts';
import { claude } from '../../shared/providers/anthropic/index.ts';
import { sendPulseChannel } from '../../shared/providers/sendpulse/index.ts';
import { busyPlaces, freshBusyTimes } from '../../shared/sync/index.ts';

const env = readEnv('TURN_QUEUE_URL', 'UPKEEP_QUEUE_URL', 'TABLE_NAME');
const secret = await platformSecret();
const [model, channels] = [claude(secret), { sendpulse: sendPulseChannel({ secret }) }];
const busyTimes = freshBusyTimes(busyPlaces(), {
  put: (wish) => sendToQueue(env.UPKEEP_QUEUE_URL, wish.projectId, wish),
});
/** Of the function's time, kept for recording and delivering when the model takes all of the rest. */
const RESERVED_MS = 30_000;

/** Takes the timers of bursts: one turn for each conversation among them. */
export const handler = groupedMessages(
  TurnMessage,
  ({ projectId, conversationId }) => `${projectId} ${conversationId}`,
  async (timers, left) => {
    const project = await cachedProject(timers[0]?.projectId ?? ('' as never));
    if (project === undefined) throw new Error('A turn names a project that does not exist.');
    const { CLAUDE_MODEL_MAIN: mainModel, CLAUDE_MODEL_SMALL: smallModel } = secret;
    await takeTurns(timers, {
      ...agentPorts({ project, model, mainModel, smallModel, now, freshBusyTimes: busyTimes }),
      channels,
      maxWaitSeconds: project.maxWaitSeconds,
      answerLaterSeconds: project.answerLaterMinutes * 60,
      requeue: (timer, delay) => sendToQueue(env.TURN_QUEUE_URL, timer.projectId, timer, delay),
      now,
      deadline: performance.now() + (left.getRemainingTimeInMillis?.() ?? 90_000) - RESERVED_MS,
    });
  },
);
