import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** Which day of a task of a project is being done, or was last. */
const NightEntity = new Entity({
  name: 'ReconcileNight',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    task: string().key(),
    /** `YYYY-MM-DD` in the project's zone. */
    night: string(),
    claimedUntil: string(),
    done: boolean(),
  }),
  computeKey: ({ projectId, task }) =>
    task === 'reconcile'
      ? keys.reconcileNight(projectId as ProjectId)
      : keys.accountsDay(projectId as ProjectId),
});

/** Longer than the worker's timeout (90 s). */
const CLAIM_SECONDS = 120;

/** What is done once a day for a project. */
export interface DailyTask {
  readonly projectId: ProjectId;
  readonly task: 'reconcile' | 'accounts';
  /** The date in the project's zone, `YYYY-MM-DD`. */
  readonly night: string;
}

/** @returns whether the day is this caller's: nobody has done it, and nobody is at it */
export async function claimNight(
  { projectId, task, night }: DailyTask,
  now: Instant,
): Promise<boolean> {
  const claimedUntil = addSeconds(now, CLAIM_SECONDS);
  try {
    await NightEntity.build(UpdateItemCommand)
      .item({ projectId, task, night, claimedUntil, done: false })
      .options({
        condition: {
          or: [
            { attr: 'night', exists: false },
            { attr: 'night', lt: night },
            {
              and: [
                { attr: 'night', eq: night },
                { attr: 'done', eq: false },
                { attr: 'claimedUntil', lte: now },
              ],
            },
          ],
        },
      })
      .send();
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}

/** The day is done: whoever comes later in it finds nothing to do. */
export async function endNight({ projectId, task, night }: DailyTask, now: Instant): Promise<void> {
  await NightEntity.build(UpdateItemCommand)
    .item({ projectId, task, night, claimedUntil: now, done: true })
    .send();
}
