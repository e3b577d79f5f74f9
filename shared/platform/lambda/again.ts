import { sendToQueue } from '../aws/sqs.ts';
import { PassingFault } from '../errors.ts';
import type { ProjectId } from '../ids.ts';

const FIRST_DELAY_SECONDS = 3;
const LONGEST_DELAY_SECONDS = 300;
/** About an hour of growing delays: what is broken then does not pass by itself. */
const MOST_ATTEMPTS = 20;

/**
 * Does the work of a queue message; when a {@link PassingFault} stops it, puts the message on its queue again with a
 * growing delay (at least what the fault asks for) and is done with this copy. So the visibility timeout is left for
 * crashes.
 *
 * @param message carries `attempt`, its own requeues so far
 * @throws every other fault, and a passing one that does not pass: the message is delivered again, then parked
 */
export async function orAgain<Message extends { projectId?: ProjectId; attempt: number }>(
  queueUrl: string,
  message: Message,
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } catch (fault) {
    if (!(fault instanceof PassingFault) || message.attempt >= MOST_ATTEMPTS) throw fault;
    const grown = Math.min(FIRST_DELAY_SECONDS * 2 ** message.attempt, LONGEST_DELAY_SECONDS);
    const delay = Math.max(fault.retryAfterSeconds ?? 0, grown * (0.8 + 0.4 * Math.random()));
    const again = { ...message, attempt: message.attempt + 1 };
    await sendToQueue(queueUrl, message.projectId, again, delay);
  }
}
