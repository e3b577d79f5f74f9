import type { Booking } from '../bookings/index.ts';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import { notificationsAbout } from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import { kindOf } from './news.ts';

const REJECTIONS: readonly string[] = [kindOf('rejected'), kindOf('reason')];

/**
 * Whether a client was told that her request is rejected, but not why as it is known now. Before she is told there is
 * nothing to add: the news of the rejection says what is true by then.
 *
 * @throws PassingFault while somebody is about to tell her
 */
export async function lacksReason(
  { projectId, bookingId, decision, reason }: Booking,
  now: Instant,
): Promise<boolean> {
  const told = (await notificationsAbout(projectId, bookingId)).filter(({ kind }) =>
    REJECTIONS.includes(kind),
  );
  for (const { status, claimedUntil } of told) {
    if (status !== 'CLAIMED' || claimedUntil === undefined) continue;
    const retryAfterSeconds = Math.max(1, secondsBetween(now, claimedUntil));
    throw new PassingFault('The client is being told right now.', { retryAfterSeconds });
  }
  const last = told
    .filter(({ status, payload }) => status === 'SENT' && payload?.decision === decision?.version)
    .sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? ''))
    .at(-1);
  return last !== undefined && last.payload?.reason !== reason;
}
