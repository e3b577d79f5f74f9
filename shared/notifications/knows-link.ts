import type { Booking } from '../bookings/index.ts';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import { notificationsAbout } from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import { kindOf } from './news.ts';

const WITH_LINK: readonly string[] = [kindOf('confirmed'), kindOf('link')];

/**
 * Whether a client was told where her online visit is held, as it is known now: with the confirmation, or by itself.
 *
 * @param ownId the message that would tell her: it does not stand in its own way
 * @throws PassingFault while somebody is about to tell her
 */
export async function knowsLink(
  { projectId, bookingId, meetingUrl }: Booking,
  ownId: string,
  now: Instant,
): Promise<boolean> {
  const told = (await notificationsAbout(projectId, bookingId)).filter(
    ({ kind, notificationId }) => WITH_LINK.includes(kind) && notificationId !== ownId,
  );
  for (const { status, claimedUntil } of told) {
    if (status !== 'CLAIMED' || claimedUntil === undefined || claimedUntil <= now) continue;
    const retryAfterSeconds = Math.max(1, secondsBetween(now, claimedUntil));
    throw new PassingFault('The client is being told right now.', { retryAfterSeconds });
  }
  return told.some(({ status, payload }) => status === 'SENT' && payload?.link === meetingUrl);
}
