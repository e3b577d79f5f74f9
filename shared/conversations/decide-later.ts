import type { Instant } from '../platform/clock.ts';
import type { ConversationRead } from './read-conversation.ts';
import type { Turn } from './turn.ts';
import type { TurnMessage } from './turn-message.ts';

/**
 * Whether a burst that an outage spoiled still wants its answer: the apology is the last thing that was said, the
 * client has not written since (then that message's own turn covers it), and the time for it is not over.
 *
 * @returns the turn that apologised; `undefined`: let it go
 */
export function decideLater(
  later: NonNullable<TurnMessage['later']>,
  { turns, messages, answered }: Pick<ConversationRead, 'turns' | 'messages' | 'answered'>,
  now: Instant,
): Turn | undefined {
  const [last] = turns;
  if (last?.turnId !== later.turnId || last.kind !== 'fallback' || now > later.until) {
    return undefined;
  }
  return messages.every(({ messageId }) => answered.has(messageId)) ? last : undefined;
}
