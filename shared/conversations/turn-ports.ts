import type { Quota } from '../billing/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { TurnId } from '../platform/ids.ts';
import type { AnswerBurst, SayClosed } from './burst.ts';
import type { Channel } from './channel.ts';
import type { Lease } from './claim-turn.ts';
import type { Address, ChannelName } from './inbound-message.ts';
import type { Message } from './message.ts';
import type { ConversationRead } from './read-conversation.ts';
import type { TurnMessage } from './turn-message.ts';
import type { Closed, WorkingHours } from './working-hours.ts';

/** What a turn needs from outside this domain. */
export interface TurnPorts {
  readonly answer: AnswerBurst;
  readonly channels: Readonly<Record<ChannelName, Channel>>;
  readonly maxWaitSeconds: number;
  /** When the AI works in the client's messenger, and what it says when it does not; absent: always. */
  readonly hours?: {
    readonly of: (to: Address) => Promise<WorkingHours | undefined> | WorkingHours | undefined;
    readonly say: SayClosed;
  };
  /** What turns are counted against, and who answers without a model when it is spent; absent: no limit. */
  readonly quota?: { readonly of: Quota; readonly beyond: AnswerBurst };
  /** How long a burst that an outage spoiled still gets its answer; 0: it does not. */
  readonly answerLaterSeconds: number;
  /** Puts a timer on the turn queue again. */
  requeue(timer: TurnMessage, delaySeconds: number): Promise<void>;
  now(): Instant;
  /** On the clock of `performance.now()`: the model has to be done by then. */
  readonly deadline: number;
}

/** One burst to be answered under a lease. */
export interface Work {
  readonly lease: Lease;
  readonly read: ConversationRead;
  readonly ports: TurnPorts;
  /** `undefined`: only what is on its way is delivered. */
  readonly burst: readonly Message[] | undefined;
  readonly turnId: TurnId | undefined;
  readonly to: Address;
  /** The timer of a second try, when this is one. */
  readonly later: TurnMessage | undefined;
  /** It is closed: the client of this burst is told so. */
  readonly notice?: { readonly closed: Closed; readonly burst: readonly Message[] } | undefined;
}
