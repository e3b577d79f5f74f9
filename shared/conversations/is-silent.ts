import type { Instant } from '../platform/clock.ts';
import type { Conversation } from './conversation.ts';

/** Whether the AI says nothing here: a person has the conversation, or the client is blocked. */
export function isSilent(state: Conversation, now: Instant): boolean {
  return state.blockedAt !== undefined || (state.handedOverUntil ?? '') > now;
}
