import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { count } from '../platform/metrics.ts';
import { AlertEntity, type AlertKind } from './alert.ts';
import { isConditionFailed } from './condition-failed.ts';

const KEPT_SECONDS = 90 * 24 * 3600;

/**
 * Tells the people of a project of something that began at a moment that is written down elsewhere: once for each
 * beginning, however often and by however many it is met, and also when who met it first died before he told.
 *
 * @param alert `since`: when it began
 */
export async function raiseAlertSince(alert: {
  readonly projectId: ProjectId;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly since: Instant;
}): Promise<void> {
  const { projectId, kind, subject, since } = alert;
  try {
    const ttl = expiresAt(since, KEPT_SECONDS);
    await AlertEntity.build(PutItemCommand)
      .item({ projectId, kind, subject, since, lastAt: since, count: 1, ttl })
      .options({
        condition: {
          or: [
            { attr: 'since', exists: false },
            { attr: 'since', lt: since },
          ],
        },
      })
      .send();
    count('AlertRaised', { projectId, kind, subject });
  } catch (fault) {
    if (!isConditionFailed(fault)) throw fault;
  }
}
