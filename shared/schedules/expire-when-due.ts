import { expire } from '../bookings/index.ts';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { ExpiryTimer } from './expiry.ts';

/**
 * Ends the request that an expiry timer is for, if nobody answered it.
 *
 * @throws PassingFault when the timer came before its time by this worker's clock: it is the only one, so it has to
 *   come again
 */
export async function expireWhenDue(timer: ExpiryTimer, now: Instant): Promise<void> {
  const ended = await expire({ ...timer, now });
  if (ended === undefined || ended.changed) return;
  const { status, startsAt } = ended.booking;
  if (status !== 'PENDING' || startsAt !== timer.startsAt) return;
  throw new PassingFault('An expiry timer came before its time.', {
    retryAfterSeconds: secondsBetween(now, startsAt),
  });
}
