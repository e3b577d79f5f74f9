import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { MessageId } from '../platform/ids.ts';
import { byReceipt, type Message } from './message.ts';

/** What a timer has to do. */
export type TurnDecision =
  | { readonly kind: 'end'; readonly why: 'answered' | 'newer_message' | 'never_stored' }
  | { readonly kind: 'look_again' }
  | { readonly kind: 'answer'; readonly burst: readonly Message[] };

/**
 * The rule of aggregation. Every stored message has a timer that asks it once the quiet window is over: the last
 * message of a burst answers all of it, and a flood cannot postpone the answer for ever.
 *
 * @param input `answered` are ids listed in outcomes; `attempt` counts the timer's own requeues
 * @returns `look_again` (once): the message's put may still be on its way; `answer` with every unanswered message, in
 *   the order they were received
 */
export function decideTurn(input: {
  readonly messageId: MessageId;
  readonly attempt: number;
  readonly messages: readonly Message[];
  readonly answered: ReadonlySet<string>;
  readonly maxWaitSeconds: number;
  readonly now: Instant;
}): TurnDecision {
  const { messageId, messages, answered } = input;
  if (answered.has(messageId)) return { kind: 'end', why: 'answered' };
  const own = messages.find((message) => message.messageId === messageId);
  if (own === undefined) {
    return input.attempt === 0 ? { kind: 'look_again' } : { kind: 'end', why: 'never_stored' };
  }
  const burst = messages.filter((message) => !answered.has(message.messageId)).sort(byReceipt);
  const newer = burst.some((message) => byReceipt(message, own) > 0);
  const waited = secondsBetween((burst[0] ?? own).receivedAt, input.now);
  if (newer && waited <= input.maxWaitSeconds) return { kind: 'end', why: 'newer_message' };
  return { kind: 'answer', burst };
}

/** What the timer of an opening has to do: everything that waits is answered, the latest message not waited for. */
export function decideOpening(input: {
  readonly messages: readonly Message[];
  readonly answered: ReadonlySet<string>;
}): TurnDecision {
  const burst = input.messages.filter(({ messageId }) => !input.answered.has(messageId));
  return burst.length === 0
    ? { kind: 'end', why: 'answered' }
    : { kind: 'answer', burst: burst.sort(byReceipt) };
}
