/** An instant as ISO 8601 in UTC with milliseconds (`2026-11-21T10:00:00.000Z`): sorts as it happened. */
export type Instant = string;

/** The present instant. All code asks here, so a test or the local cloud moves time by moving `Date`. */
export function now(): Instant {
  return new Date().toISOString();
}

/** `instant` moved by `seconds` (negative: into the past). */
export function addSeconds(instant: Instant, seconds: number): Instant {
  return new Date(Date.parse(instant) + seconds * 1000).toISOString();
}

/** Whole and part seconds from `earlier` to `later`; negative when they stand the other way round. */
export function secondsBetween(earlier: Instant, later: Instant): number {
  return (Date.parse(later) - Date.parse(earlier)) / 1000;
}

/** Epoch seconds, `seconds` after `instant`: the form DynamoDB's TTL wants (milliseconds would never expire). */
export function expiresAt(instant: Instant, seconds: number): number {
  return Math.floor(Date.parse(instant) / 1000) + seconds;
}
