import type { Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId, TurnId } from '../platform/ids.ts';
import type { Conversation } from './conversation.ts';
import type { Address } from './inbound-message.ts';
import type { Message } from './message.ts';
import type { Notice } from './notice.ts';
import type { Receipt } from './receipt.ts';
import type { Summary } from './summary.ts';
import type { Reply, Turn } from './turn.ts';

/** Everything that is known when a burst is to be answered. */
export interface Burst {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  readonly address: Address;
  readonly state: Conversation;
  /** What the client wrote and nobody answered yet, in the order they wrote it. Never empty. */
  readonly messages: readonly Message[];
  /** What is left of what was archived; the turns it covers are among `turns` too. */
  readonly summary?: Summary;
  /** Newest first; all of the last days. */
  readonly turns: readonly Turn[];
  /** What the system told her of its own accord in the last days, oldest first. */
  readonly notices?: readonly Notice[];
  /** What this very turn committed before a worker died over it: done, and not to be done again. */
  readonly receipts: readonly Receipt[];
  /** On the clock of `performance.now()`: the model has to be done by then. */
  readonly deadline: number;
  /** Messages that came meanwhile. Ask once, when the reply is nearly ready: they are counted as answered by it. */
  foldIn(): Promise<readonly Message[]>;
}

/** Decides what to say to a burst. Implemented by shared/agent. */
export type AnswerBurst = (burst: Burst) => Promise<Reply>;

/**
 * Says that nobody answers at this hour. Implemented by shared/agent.
 *
 * @param opening when that is over, on the wall of `timeZone`; absent: nobody knows
 */
export type SayClosed = (
  burst: Pick<Burst, 'messages' | 'turns'>,
  opening: { readonly at?: Instant | undefined; readonly timeZone: string },
) => Pick<Reply, 'text' | 'language'>;
