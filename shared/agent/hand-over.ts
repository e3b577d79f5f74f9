import type { Reply } from '../conversations/index.ts';
import { addSeconds } from '../platform/clock.ts';
import { count } from '../platform/metrics.ts';
import type { AgentTurn } from './agent-turn.ts';

/** How long the AI stays silent after a hand-over. */
export const HAND_OVER_SECONDS = 12 * 3600;

/** The reply that gives the conversation to a person: people are alerted, and the AI is silent for a while. */
export function handOver(turn: AgentTurn, text: string): Reply {
  const { burst, language, offered, tokens, activeBookings, now } = turn;
  count('HandedOver', { projectId: burst.projectId, conversationId: burst.conversationId });
  const handedOverUntil = addSeconds(now, HAND_OVER_SECONDS);
  const kept = { language, offers: [...offered.values()], tokens, activeBookings };
  return { kind: 'hand_over', text, handedOverUntil, alert: 'hand_over', ...kept };
}
