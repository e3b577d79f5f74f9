import { type Instant, secondsBetween } from '../platform/clock.ts';
import { mayHaveBeenSent, notificationsAbout } from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { kindOf } from './news.ts';

const DECISIONS: readonly string[] = [kindOf('confirmed'), kindOf('rejected')];
const REOPENED = kindOf('reopened');

/**
 * Whether a client believes that her request is decided: that was the last she heard, or may have heard, of it. What
 * was not claimed by now is not among it and never will be while the request waits: whoever claims later reads the
 * booking after that.
 *
 * @throws PassingFault while somebody is about to tell her
 */
export async function heardDecision(
  projectId: ProjectId,
  bookingId: BookingId,
  now: Instant,
): Promise<boolean> {
  const told = await notificationsAbout(projectId, bookingId);
  const decisions = told.filter(({ kind }) => DECISIONS.includes(kind));
  for (const { status, claimedUntil } of decisions) {
    if (status !== 'CLAIMED' || claimedUntil === undefined) continue;
    const retryAfterSeconds = Math.max(1, secondsBetween(now, claimedUntil));
    throw new PassingFault('The client is being told right now.', { retryAfterSeconds });
  }
  const heard = told
    .filter(
      ({ kind, status }) => status === 'SENT' && (kind === REOPENED || DECISIONS.includes(kind)),
    )
    .sort((a, b) => (a.sentAt ?? '').localeCompare(b.sentAt ?? ''))
    .at(-1);
  if (heard !== undefined) return heard.kind !== REOPENED;
  return decisions.some(mayHaveBeenSent);
}
