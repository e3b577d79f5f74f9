import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { type Decision, settle } from '../platform/table/settle.ts';
import { readBooking } from './booking-row.ts';
import { cancelled } from './cancelled.ts';
import type { Changed } from './reschedule.ts';

export interface Expire {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  /** What the timer was set for: a booking that is no longer so makes it void (law 6). */
  readonly version?: number;
  readonly startsAt?: Instant;
  readonly now: Instant;
}

/**
 * Cancels a booking that nobody confirmed before its time came. Anything else than what the timer was set for,
 * PENDING and past its start, is left as it is.
 *
 * @returns the booking as it stands now; `undefined` when there is none
 * @throws PassingFault when it could not be settled now: the timer may fire again
 */
export async function expire(request: Expire): Promise<Changed | undefined> {
  return await settle(() => decide(request));
}

async function decide(request: Expire): Promise<Decision<Changed | undefined>> {
  const { projectId, bookingId, now } = request;
  const stored = await readBooking(projectId, bookingId);
  if (!stored) return { answer: undefined };
  const { booking } = stored;
  const { version = booking.version, startsAt = booking.startsAt } = request;
  const meant = booking.version === version && booking.startsAt === startsAt;
  const due = meant && booking.status === 'PENDING' && booking.startsAt <= now;
  const timer = { kind: 'timer', id: 'expiry' } as const;
  const change = due
    ? await cancelled(stored, { actor: timer, reason: 'expired', now })
    : undefined;
  if (change === undefined) return { answer: { booking, changed: false } };
  return { answer: { booking: change.booking, changed: true }, write: change.write };
}
