import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { ReceptionNews } from './news.ts';

/** From this age on a request is also the escalation contact's matter. */
const ESCALATION_SECONDS = 3_600;
/** Half an hour after the first, and the hour is over. */
const ESCALATION_REMINDER = 2;

/** Whether news is a reminder of a request that has waited so long that the escalation contact is told. */
export function isEscalation({ reminder, requestedAt }: ReceptionNews, now: Instant): boolean {
  if (reminder === undefined) return false;
  return reminder >= ESCALATION_REMINDER || secondsBetween(requestedAt, now) >= ESCALATION_SECONDS;
}
