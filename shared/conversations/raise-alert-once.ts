import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { count } from '../platform/metrics.ts';
import { AlertEntity, type AlertKind } from './alert.ts';
import { isConditionFailed } from './condition-failed.ts';

const KEPT_SECONDS = 90 * 24 * 3600;
/** What this container knows to be told. */
const told = new Set<string>();

/** Tells the people of a project of something that is told once for each subject (a month, say), and never again. */
export async function raiseAlertOnce(alert: {
  readonly projectId: ProjectId;
  readonly kind: AlertKind;
  readonly subject: string;
  readonly now: Instant;
}): Promise<void> {
  const { projectId, kind, subject, now } = alert;
  const name = `${projectId} ${kind} ${subject}`;
  if (told.has(name)) return;
  try {
    const ttl = expiresAt(now, KEPT_SECONDS);
    await AlertEntity.build(PutItemCommand)
      .item({ projectId, kind, subject, since: now, lastAt: now, count: 1, ttl })
      .options({ condition: { attr: 'lastAt', exists: false } })
      .send();
    count('AlertRaised', { projectId, kind, subject });
  } catch (fault) {
    if (!isConditionFailed(fault)) throw fault;
  }
  told.add(name);
}
