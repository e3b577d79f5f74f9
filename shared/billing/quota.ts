import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Project } from '../projects/index.ts';
import { entitlementsOf } from './entitlements.ts';
import { type Month, monthAt } from './month.ts';
import { type CountedOn, SHARDS, shareOf, TurnCountEntity } from './turn-count.ts';

/** How many turns a project may be answered in the month of a moment. */
export interface Quota {
  readonly projectId: ProjectId;
  readonly month: Month;
  readonly limit: number;
}

/** The quota of a project at `now`; `undefined`: its package has none. */
export function quotaOf(project: Project, now: Instant): Quota | undefined {
  const { monthlyTurns: limit } = entitlementsOf(project);
  if (limit === undefined) return undefined;
  return { projectId: project.projectId, month: monthAt(now, project.timeZone), limit };
}

/** How long a container believes what it read, in seconds. */
const REMEMBERED_SECONDS = 60;

interface Known {
  readonly month: string;
  readonly readAt: Instant;
  /** By shard. */
  readonly turns: number[];
}

const known = new Map<ProjectId, Known>();

/** How many turns of the quota are used, as far as this container knows; `undefined`: it has not looked yet. */
export function usedAsKnown({ projectId, month }: Quota): number | undefined {
  const counts = known.get(projectId);
  return counts?.month === month.name ? sum(counts.turns) : undefined;
}

/** The counters of a month as they are now, by shard. */
export async function readTurnCounts(projectId: ProjectId, month: string): Promise<number[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(TurnCountEntity)
    .query({ partition: keys.turnCounts(projectId, month) })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  const turns = Array.from({ length: SHARDS }, () => 0);
  for (const row of Items as unknown as { shard: number; turns: number }[]) {
    turns[row.shard] = row.turns;
  }
  return turns;
}

/**
 * A counter that still has room, by what was read within the last minute; any of them, so that turns of one moment
 * spread. Whether it has is decided by the transaction that counts on it.
 *
 * @param options `anew`: read now, since a counter that seemed to have room had none
 * @returns `undefined` when every counter has its share: the quota is spent
 */
export async function counterWithRoom(
  quota: Quota,
  now: Instant,
  { anew = false }: { readonly anew?: boolean } = {},
): Promise<CountedOn | undefined> {
  const { projectId, month, limit } = quota;
  let counts = known.get(projectId);
  const age = counts === undefined ? -1 : secondsBetween(counts.readAt, now);
  const isFresh = counts?.month === month.name && age >= 0 && age < REMEMBERED_SECONDS;
  if (counts === undefined || anew || !isFresh) {
    const turns = await readTurnCounts(projectId, month.name);
    counts = { month: month.name, readAt: now, turns };
    known.set(projectId, counts);
  }
  // Counters that a larger package filled may be beyond their share: together they still are what was used.
  if (sum(counts.turns) >= limit) return undefined;
  const open = counts.turns.flatMap((turns, shard) =>
    turns < shareOf(shard, limit) ? [shard] : [],
  );
  const shard = open[Math.floor(Math.random() * open.length)];
  return shard === undefined ? undefined : { month: month.name, shard };
}

/** Keeps what this container knows true to what it has counted itself. */
export function noteCounted(
  projectId: ProjectId,
  { month, shard }: CountedOn,
  turns: 1 | -1,
): void {
  const counts = known.get(projectId);
  if (counts?.month === month) counts.turns[shard] = (counts.turns[shard] ?? 0) + turns;
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}
