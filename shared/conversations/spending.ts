import { createHash } from 'node:crypto';
import { Entity } from 'dynamodb-toolbox/entity';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { $add } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

const KEPT_SECONDS = 40 * 24 * 3600;
/** Conversations of one project share this many counters, so that their outcomes seldom meet on one. */
const SHARDS = 16;

/**
 * What the model cost a project on one UTC date, in millionths of a US dollar, and how many turns were answered: one of
 * several counters.
 */
export const SpendingEntity = new Entity({
  name: 'Spending',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    date: string().key(),
    shard: number().key(),
    cost: number(),
    /** Turns that were answered; the first versions counted none. */
    turns: number().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, date, shard }) => keys.spending(projectId as ProjectId, date, shard),
});

/** What this container knows of a project's day: a sum that was read, and what its own turns spent since. */
export const knownSpending = new Map<ProjectId, { readonly readAt: Instant; cost: number }>();

/** The entry that counts `cost`, and perhaps an answered turn, in the transaction of what it was spent on. */
export function addSpending(
  projectId: ProjectId,
  conversationId: ConversationId,
  { cost, turns = 0 }: { readonly cost: number; readonly turns?: number },
  now: Instant,
) {
  const known = knownSpending.get(projectId);
  if (known !== undefined) known.cost += cost;
  const shard = createHash('sha256').update(conversationId).digest().readUInt8() % SHARDS;
  return SpendingEntity.build(UpdateTransaction).item({
    projectId,
    date: now.slice(0, 10),
    shard,
    cost: $add(Math.ceil(cost)),
    ...(turns === 0 ? {} : { turns: $add(turns) }),
    ttl: expiresAt(now, KEPT_SECONDS),
  });
}
