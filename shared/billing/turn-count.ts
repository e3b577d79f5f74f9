import { Entity } from 'dynamodb-toolbox/entity';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { $add } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

const KEPT_SECONDS = 400 * 24 * 3600;
/** A month's limit is dealt out to so many counters, so that turns of one moment seldom meet on one. */
export const SHARDS = 10;

/** Turns that were claimed in one month of a project with a limit: one of its counters. */
export const TurnCountEntity = new Entity({
  name: 'TurnCount',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    month: string().key(),
    shard: number().key(),
    turns: number(),
    ttl: number(),
  }),
  computeKey: ({ projectId, month, shard }) => keys.turnCount(projectId as ProjectId, month, shard),
});

/** The counter that a turn was counted on. */
export interface CountedOn {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly shard: number;
}

/** A counter's share of the limit; together they are the limit. */
export function shareOf(shard: number, limit: number): number {
  return Math.floor(limit / SHARDS) + (shard < limit % SHARDS ? 1 : 0);
}

/** The entry that counts a turn, in the transaction that claims it; a counter that has its share cancels that. */
export function countTurn(projectId: ProjectId, on: CountedOn, limit: number, now: Instant) {
  return TurnCountEntity.build(UpdateTransaction)
    .item({ projectId, ...on, turns: $add(1), ttl: expiresAt(now, KEPT_SECONDS) })
    .options({
      condition: {
        or: [
          { attr: 'turns', exists: false },
          { attr: 'turns', lt: shareOf(on.shard, limit) },
        ],
      },
    });
}

/** The entry that takes a turn off again, in the transaction of an outcome that answered nothing. */
export function uncountTurn(projectId: ProjectId, on: CountedOn, now: Instant) {
  return TurnCountEntity.build(UpdateTransaction).item({
    projectId,
    ...on,
    turns: $add(-1),
    ttl: expiresAt(now, KEPT_SECONDS),
  });
}
