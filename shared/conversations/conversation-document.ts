import type { ConversationDocument } from '../contracts/conversations.ts';
import type { Instant } from '../platform/clock.ts';
import type { ConversationId } from '../platform/ids.ts';
import type { Conversation } from './conversation.ts';

/** A conversation as the API answers it; a hand-over that is over is none. */
export function conversationDocument(
  conversationId: ConversationId,
  state: Omit<Conversation, 'leaseToken' | 'leaseUntil' | 'delivery' | 'turnId'>,
  now: Instant,
): ConversationDocument {
  const { address, clientName, language, lastTurnAt, blockedAt, unreachableSince } = state;
  const handedOverUntil =
    state.handedOverUntil !== undefined && state.handedOverUntil > now
      ? state.handedOverUntil
      : undefined;
  return {
    conversation_id: conversationId,
    ...(address === undefined ? {} : { channel: address.channel, service: address.service }),
    client: {
      ...(address === undefined ? {} : { contact_id: address.contactId }),
      ...(clientName === undefined ? {} : { name: clientName }),
    },
    ...(language === undefined ? {} : { language }),
    turns: state.turns,
    messages: state.messages ?? 0,
    ...(lastTurnAt === undefined ? {} : { last_turn_at: lastTurnAt }),
    handed_over: handedOverUntil !== undefined,
    ...(handedOverUntil === undefined ? {} : { handed_over_until: handedOverUntil }),
    blocked: blockedAt !== undefined,
    ...(blockedAt === undefined ? {} : { blocked_at: blockedAt }),
    ...(unreachableSince === undefined ? {} : { unreachable_since: unreachableSince }),
  };
}
