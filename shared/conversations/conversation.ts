import { Entity } from 'dynamodb-toolbox/entity';
import type { Condition } from 'dynamodb-toolbox/entity/actions/parseCondition';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { CountedOn } from '../billing/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId, TurnId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Address } from './inbound-message.ts';

/** A decided reply on its way to the client. */
export interface Delivery {
  readonly turnId: TurnId;
  /** With the turn's id, the key of its outcome. */
  readonly decidedAt: Instant;
  /** How many parts were sent and marked. */
  readonly sent: number;
  /** The last try surely did not reach the client, so sending again repeats nothing. */
  readonly untouched: boolean;
}

/** The state of a conversation: who works on it, what is on its way, whether the AI is silent. */
export interface Conversation {
  /** Outcomes recorded so far: the condition of the next one. */
  readonly turns: number;
  /** Where the client is answered; known since the first turn. */
  readonly address?: Address;
  readonly leaseToken?: string;
  readonly leaseUntil?: Instant;
  /** The turn that a lease was taken for and that has no outcome yet: whoever tries again is the same turn. */
  readonly turnId?: TurnId;
  /** The turn that was counted against the project's month when it was claimed, and has no outcome yet. */
  readonly countedTurn?: CountedOn & { readonly turnId: TurnId };
  /** When she was last told that nobody answers at this hour. */
  readonly closedNoticeAt?: Instant;
  readonly delivery?: Delivery;
  /** A person answers until then; the AI is silent. */
  readonly handedOverUntil?: Instant;
  /** Since when the channel refuses to deliver to this client. */
  readonly unreachableSince?: Instant;
  /** Since when a member has this client blocked: what comes is stored and never answered. */
  readonly blockedAt?: Instant;
  /** The client's messages that outcomes list so far. Counted in the outcome's own transaction. */
  readonly messages?: number;
  /** How often the conversation was archived. */
  readonly archives?: number;
  /** The client's bookings that are still ahead, at most: others may have cancelled some, and time goes by. */
  readonly activeBookings?: number;
  /** When the last outcome was decided; lists sort by it. */
  readonly lastTurnAt?: Instant;
  /** As the messenger last said it. */
  readonly clientName?: string;
  /** Of the last answer, BCP 47. */
  readonly language?: string;
}

/** What a conversation is before its first turn. */
export const NEW_CONVERSATION: Conversation = { turns: 0 };

export const ConversationEntity = new Entity({
  name: 'Conversation',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    turns: number().optional(),
    address: map({
      channel: string(),
      service: string(),
      botId: string(),
      contactId: string(),
    }).optional(),
    leaseToken: string().optional(),
    leaseUntil: string().optional(),
    turnId: string().optional(),
    countedTurn: map({ turnId: string(), month: string(), shard: number() }).optional(),
    closedNoticeAt: string().optional(),
    delivery: map({
      turnId: string(),
      decidedAt: string(),
      sent: number(),
      untouched: boolean(),
    }).optional(),
    handedOverUntil: string().optional(),
    unreachableSince: string().optional(),
    blockedAt: string().optional(),
    messages: number().optional(),
    archives: number().optional(),
    activeBookings: number().optional(),
    lastTurnAt: string().optional(),
    clientName: string().optional(),
    language: string().optional(),
    conversationsKey: string().optional().hidden(),
  }),
  computeKey: ({ projectId, conversationId }) =>
    keys.conversationState(projectId as ProjectId, conversationId as ConversationId),
});

/** The condition that exactly `turns` outcomes were recorded; a conversation without a state has none. */
export function countIs(turns: number): Condition<typeof ConversationEntity> {
  return turns === 0
    ? {
        or: [
          { attr: 'turns', exists: false },
          { attr: 'turns', eq: 0 },
        ],
      }
    : { attr: 'turns', eq: turns };
}

/** The condition that the conversation was archived exactly so often. */
export function archivesAre(archives: number | undefined): Condition<typeof ConversationEntity> {
  return archives === undefined
    ? { attr: 'archives', exists: false }
    : { attr: 'archives', eq: archives };
}
