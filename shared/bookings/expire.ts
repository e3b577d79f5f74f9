import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { readBooking } from './booking-row.ts';
import { cancelled } from './cancelled.ts';
import type { Changed } from './reschedule.ts';
import { type Decision, settle } from './settle.ts';

export interface Expire {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  /** The version the timer was set for: whatever happened since makes it void (law 6). */
  readonly version: number;
  readonly now: Instant;
}

/**
 * Cancels a booking that nobody confirmed before its time came. Anything else than that very version, PENDING and
 * past its start, is left as it is.
 *
 * @returns the booking as it stands now; `undefined` when there is none
 * @throws PassingFault when it could not be settled now: the timer may fire again
 */
export async function expire(request: Expire): Promise<Changed | undefined> {
  return await settle(() => decide(request));
}

async function decide(request: Expire): Promise<Decision<Changed | undefined>> {
  const { projectId, bookingId, version, now } = request;
  const stored = await readBooking(projectId, bookingId);
  if (!stored) return { answer: undefined };
  const { booking } = stored;
  const due =
    booking.version === version && booking.status === 'PENDING' && booking.startsAt <= now;
  const timer = { kind: 'timer', id: 'expiry' } as const;
  const change = due
    ? await cancelled(stored, { actor: timer, reason: 'expired', now })
    : undefined;
  if (change === undefined) return { answer: { booking, changed: false } };
  return { answer: { booking: change.booking, changed: true }, write: change.write };
}
