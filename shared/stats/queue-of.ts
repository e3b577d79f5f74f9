import type { QueueDocument } from '../contracts/stats.ts';
import { listWaiting } from '../conversations/index.ts';
import { countParked } from '../parked/index.ts';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';

/** What waits of a project: messages without an answer, and given-up work without a replay. */
export async function queueOf(projectId: ProjectId, now: Instant): Promise<QueueDocument> {
  const [{ receivedAt, complete }, parked] = await Promise.all([
    listWaiting(projectId, now),
    countParked(projectId),
  ]);
  const [oldest] = receivedAt;
  return {
    waiting: receivedAt.length,
    oldest_seconds: oldest === undefined ? 0 : Math.max(0, Math.round(secondsBetween(oldest, now))),
    parked,
    complete,
  };
}
