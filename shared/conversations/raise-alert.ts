import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, expiresAt, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { count } from '../platform/metrics.ts';
import { AlertEntity, type AlertKind } from './alert.ts';
import { isConditionFailed } from './condition-failed.ts';

/** What was quiet for so long is over; when it comes again, it is another one. */
const OVER_AFTER_SECONDS = 3600;
const KEPT_SECONDS = 90 * 24 * 3600;

/**
 * Tells the people of a project that something needs them. While it goes on, one row counts it; the first raise after
 * an hour without any begins it anew. A repeated raise only counts one more; of several at the same moment one begins it
 * and every other one counts.
 *
 * @param alert `subject`: the conversation it is about, absent when it is the whole project; `text`: what exactly, the
 *   newest counts
 */
export async function raiseAlert(alert: {
  readonly projectId: ProjectId;
  readonly kind: AlertKind;
  readonly subject?: string;
  readonly text?: string;
  readonly now: Instant;
}): Promise<void> {
  if (await countedOn(alert)) return;
  if (await begun(alert)) {
    const { projectId, kind, subject = '-' } = alert;
    count('AlertRaised', { projectId, kind, subject });
    return;
  }
  // Another one began it this very moment, and told; this one counts.
  await countedOn(alert);
}

type Raised = Parameters<typeof raiseAlert>[0];

/** Counts one more of what goes on; `false`: nothing does. */
async function countedOn({ projectId, kind, subject = '-', text, now }: Raised): Promise<boolean> {
  const since = addSeconds(now, -OVER_AFTER_SECONDS);
  try {
    await AlertEntity.build(UpdateItemCommand)
      .item({ projectId, kind, subject, lastAt: now, count: $add(1), ...(text ? { text } : {}) })
      .options({ condition: { attr: 'lastAt', gte: since } })
      .send();
    return true;
  } catch (fault) {
    if (isConditionFailed(fault)) return false;
    throw fault;
  }
}

/** Begins it anew; `false`: it goes on already. */
async function begun({ projectId, kind, subject = '-', text, now }: Raised): Promise<boolean> {
  const since = addSeconds(now, -OVER_AFTER_SECONDS);
  try {
    const ttl = expiresAt(now, KEPT_SECONDS);
    await AlertEntity.build(PutItemCommand)
      .item({
        projectId,
        kind,
        subject,
        since: now,
        lastAt: now,
        count: 1,
        ttl,
        ...(text ? { text } : {}),
      })
      .options({
        condition: {
          or: [
            { attr: 'lastAt', exists: false },
            { attr: 'lastAt', lt: since },
          ],
        },
      })
      .send();
    return true;
  } catch (fault) {
    if (isConditionFailed(fault)) return false;
    throw fault;
  }
}
