import { type Quota, quotaAlerts, usedAsKnown } from '../billing/index.ts';
import type { Instant } from '../platform/clock.ts';
import { raiseAlertOnce } from './raise-alert-once.ts';

/**
 * Tells the people of a project, once a month each, that its turns will not last the month, are nearly used, are used.
 * What other containers counted may be a minute old.
 */
export async function warnOfQuota(quota: Quota, now: Instant): Promise<void> {
  const used = usedAsKnown(quota);
  if (used === undefined) return;
  const { projectId, limit, month } = quota;
  for (const kind of quotaAlerts(used, limit, month, now)) {
    await raiseAlertOnce({ projectId, kind, subject: month.name, now });
  }
}
