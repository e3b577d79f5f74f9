import { Entity } from 'dynamodb-toolbox/entity';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { type Key, keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** The queues whose given-up messages are parked, and `changes`: records of the table's stream. */
export const PARKING = [
  'turn',
  'arrange',
  'client-notification',
  'reception-notification',
  'specialist-notification',
  'mail',
  'reminder',
  'expiry',
  'archive',
  'bot-update',
  'sync',
  'upkeep',
  'changes',
  'skipped-changes',
] as const;
export type Parking = (typeof PARKING)[number];

/** Whose an item is when its body names no project. No project id begins with a hyphen. */
export const NOBODY = '-';
export type Owner = ProjectId | typeof NOBODY;

/** One message that was given up, whole, with what became of it since. */
export interface ParkedItem {
  readonly owner: Owner;
  /** Sorts by when the message was first sent; a pure function of the message, so it is parked once. */
  readonly parkedId: string;
  readonly queue: Parking;
  /** As it lay in the queue. */
  readonly body: string;
  readonly sentAt: Instant;
  readonly parkedAt: Instant;
  /** While it lives, somebody is putting the item back. */
  readonly claimedUntil?: Instant;
  readonly replayedAt?: Instant;
  readonly replayedBy?: string;
}

export const ParkedEntity = new Entity({
  name: 'Parked',
  table,
  timestamps: false,
  schema: item({
    owner: string().key(),
    parkedId: string().key(),
    queue: string().enum(...PARKING),
    body: string(),
    sentAt: string(),
    parkedAt: string(),
    claimedUntil: string().optional(),
    replayedAt: string().optional(),
    replayedBy: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ owner, parkedId }) => keyOf(owner as Owner, parkedId),
});

/** The key of an item. */
export const keyOf = (owner: Owner, parkedId: string): Key =>
  owner === NOBODY ? keys.global.parked(parkedId) : keys.parked(owner, parkedId);

/** The partition of an owner's items. */
export const partitionOf = (owner: Owner): string =>
  owner === NOBODY ? keys.global.parkedItems : keys.parkedItems(owner);

/** Look-up of the operator's command: where the parked items of all owners are. */
export const ParkedPointerEntity = new Entity({
  name: 'ParkedPointer',
  table,
  timestamps: false,
  schema: item({
    parkedId: string().key(),
    owner: string(),
    ttl: number(),
  }),
  computeKey: ({ parkedId }) => keys.global.parkedPointer(parkedId),
});
