import { PassingFault } from '../platform/errors.ts';
import { count } from '../platform/metrics.ts';
import type { TurnMessage } from './turn-message.ts';

const FIRST_DELAY_SECONDS = 3;
const LONGEST_DELAY_SECONDS = 300;
/** A lease lives two minutes; waiting longer for one only keeps the client waiting. */
const LONGEST_WAIT_FOR_LEASE_SECONDS = 60;
/** About an hour of growing delays: the outside service is not coming back soon. */
const MOST_ATTEMPTS = 20;

/**
 * Puts timers on the queue again, each with a delay that grows with its attempts and a little jitter.
 *
 * @param fault what went wrong; without one the timers only wait for another worker's lease
 * @throws the fault, when a timer failed too often: its message then goes back to the queue and ends among the parked
 */
export async function requeueTimers(
  timers: readonly TurnMessage[],
  requeue: (timer: TurnMessage, delaySeconds: number) => Promise<void>,
  fault?: unknown,
): Promise<void> {
  const spent = timers.find(({ attempt }) => attempt >= MOST_ATTEMPTS);
  if (spent !== undefined) {
    count('TurnGivenUp', { projectId: spent.projectId, conversationId: spent.conversationId });
    throw fault ?? new PassingFault('The conversation stayed leased for too long.');
  }
  const asked = fault instanceof PassingFault ? (fault.retryAfterSeconds ?? 0) : 0;
  const longest = fault === undefined ? LONGEST_WAIT_FOR_LEASE_SECONDS : LONGEST_DELAY_SECONDS;
  for (const timer of timers) {
    const grown = Math.min(FIRST_DELAY_SECONDS * 2 ** timer.attempt, longest);
    const delay = Math.max(asked, grown * (0.8 + 0.4 * Math.random()));
    await requeue({ ...timer, attempt: timer.attempt + 1 }, delay);
  }
}
