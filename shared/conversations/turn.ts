import { Entity } from 'dynamodb-toolbox/entity';
import { any } from 'dynamodb-toolbox/schema/any';
import { item } from 'dynamodb-toolbox/schema/item';
import { list } from 'dynamodb-toolbox/schema/list';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Slot } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import {
  type ConversationId,
  derivedId,
  type MessageId,
  type ProjectId,
  type TurnId,
} from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { AlertKind } from './alert.ts';
import type { Menu } from './menu.ts';

/** A slot that was offered to the client, under the opaque id by which the model may choose it. */
export interface Offer extends Slot {
  readonly slotId: string;
}

/**
 * Makes a slot choosable in one conversation. The id is a pure function of the two, so the same time keeps its id and
 * another conversation's is never known.
 */
export function offerOf(projectId: ProjectId, conversationId: ConversationId, slot: Slot): Offer {
  const { serviceId, specialistId, startsAt, endsAt } = slot;
  const parts = [projectId, conversationId, serviceId, specialistId, startsAt];
  return { slotId: `s-${derivedId(parts, 8)}`, serviceId, specialistId, startsAt, endsAt };
}

/** What model calls read and wrote, in tokens, and cost, in millionths of a US dollar. */
export interface Usage {
  readonly input: number;
  readonly output: number;
  readonly cost?: number;
}

/**
 * How a burst was answered. `limited`: the client has had her share of answers and is told so; `silent`: nothing is
 * said, since a person has the conversation, the client is blocked, or she was told that she is limited; `closed`: it
 * is not answered yet, and she is told when it will be.
 */
export const REPLY_KINDS = [
  'answer',
  'fallback',
  'hand_over',
  'limited',
  'silent',
  'closed',
] as const;
export type ReplyKind = (typeof REPLY_KINDS)[number];

/** What the agent decided to say, before it is recorded. */
export interface Reply {
  readonly kind: ReplyKind;
  /** The whole text; empty when `silent`. */
  readonly text: string;
  /** BCP 47 tag of the language it is written in. */
  readonly language: string;
  readonly offers: readonly Offer[];
  /** Set by a hand-over: the AI is silent until then. */
  readonly handedOverUntil?: Instant;
  /** What the model spent on this turn. */
  readonly tokens: Usage;
  /** What the people of the project have to know. */
  readonly alert?: AlertKind;
  /** The client's bookings that are still ahead, at most; absent: as before. */
  readonly activeBookings?: number;
  /** Nothing was done and `text` only says sorry; an outage may be over later. */
  readonly failed?: 'outage' | 'no_answer';
  /** The numbered choice that the text ends with. */
  readonly menu?: Menu;
}

/** The outcome of a turn: which messages it answered, and with what. Written once, before anything is sent. */
export interface Turn {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly turnId: TurnId;
  readonly decidedAt: Instant;
  readonly kind: ReplyKind;
  /** Every message it answers, by id: the one meaning of "answered". */
  readonly answered: readonly MessageId[];
  /** What the client wrote, in order; long bursts are cut. */
  readonly asked: readonly string[];
  /** The reply in the parts that the channel takes. */
  readonly parts: readonly string[];
  readonly language: string;
  readonly offers: readonly Offer[];
  readonly tokens: Usage;
  /** The numbered choice that the client was left with. */
  readonly menu?: Menu;
}

/** An {@link Offer} as it is stored. */
export const offerSchema = map({
  slotId: string(),
  serviceId: string(),
  specialistId: string(),
  startsAt: string(),
  endsAt: string(),
});

export const TurnEntity = new Entity({
  name: 'Turn',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    conversationId: string().key(),
    turnId: string().key(),
    decidedAt: string().key(),
    kind: string(),
    answered: list(string()),
    asked: list(string()),
    parts: list(string()),
    language: string(),
    offers: list(offerSchema),
    tokens: map({ input: number(), output: number(), cost: number().optional() }),
    menu: any().castAs<Menu>().optional(),
  }),
  computeKey: ({ projectId, conversationId, turnId, decidedAt }) =>
    keys.turn(
      projectId as ProjectId,
      conversationId as ConversationId,
      decidedAt,
      turnId as TurnId,
    ),
});
