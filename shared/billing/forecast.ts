import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { Month } from './month.ts';

/** Of less, nothing can be told: a busy first evening would forecast a busy month. */
const KNOWN_AFTER_SECONDS = 3 * 24 * 3600;

/** What people of a project are told of their limit, each once a month. */
export const QUOTA_ALERTS = ['quota_forecast', 'quota_close', 'quota_spent'] as const;
export type QuotaAlert = (typeof QUOTA_ALERTS)[number];

/** From this part of the limit on it is close. */
const CLOSE = 0.8;

/**
 * How many turns a month comes to when it goes on as it went so far.
 *
 * @param used turns from the month's beginning until `now`
 * @returns whole turns; `undefined` within the first three days, when nothing can be told yet
 */
export function forecastOf(used: number, month: Month, now: Instant): number | undefined {
  const gone = secondsBetween(month.from, now);
  if (gone < KNOWN_AFTER_SECONDS) return undefined;
  return Math.round((used * secondsBetween(month.from, month.to)) / gone);
}

/** What is to be told of `used` turns of `limit`, the last first; empty: nothing yet. */
export function quotaAlerts(
  used: number,
  limit: number,
  month: Month,
  now: Instant,
): readonly QuotaAlert[] {
  if (used >= limit) return ['quota_spent'];
  if (used >= limit * CLOSE) return ['quota_close'];
  return (forecastOf(used, month, now) ?? 0) > limit ? ['quota_forecast'] : [];
}
