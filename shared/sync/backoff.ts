import { addSeconds, type Instant } from '../platform/clock.ts';

/** After so many tries a booking is given up, until a person puts it back or it changes. */
export const MOST_ATTEMPTS = 8;

const FIRST_SECONDS = 60;

const FIRST_LOOK_SECONDS = 5;
const LATEST_LOOK_SECONDS = 600;

/** How many seconds later something is looked for that the service makes by itself. @param looks in vain, from 1 */
export const nextLook = (looks: number): number =>
  Math.min(FIRST_LOOK_SECONDS * 2 ** (looks - 1), LATEST_LOOK_SECONDS);

/**
 * When a booking that failed is tried again: after 1, 2, 4 … 64 minutes, up to half of it less, so that those who failed
 * together do not come together. All tries take more than an hour, which outlasts most outages.
 *
 * @param attempts tries that failed, from 1
 * @param askedSeconds what the service asked for, at least
 */
export function nextTry(attempts: number, askedSeconds: number, now: Instant): Instant {
  const longest = FIRST_SECONDS * 2 ** (attempts - 1);
  return addSeconds(now, Math.max(askedSeconds, longest * (0.5 + Math.random() / 2)));
}
