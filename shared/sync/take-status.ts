import {
  type Booking,
  type BookingRefusal,
  type BookingStatus,
  type Changed,
  cancel,
  completeSession,
  decide,
  markNoShow,
  startSession,
  undoDecision,
} from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';

/**
 * Gives a booking the status that somebody gave it at a destination, by the rules that hold for everybody.
 *
 * @param destination by whose name the change is known, so that it is not sent back there
 * @param by the name of who did it, for people to read
 */
export async function takeStatus(
  booking: Booking,
  status: BookingStatus,
  destination: string,
  by: string,
  now: Instant,
): Promise<Changed | BookingRefusal> {
  const { projectId, bookingId } = booking;
  const actor = { kind: 'sync', id: destination } as const;
  const step = { projectId, bookingId, actor, by, now };
  switch (status) {
    case 'CONFIRMED':
    case 'REJECTED':
      return await decide({ ...step, to: status });
    case 'PENDING':
      return await undoDecision(step);
    case 'IN_PROGRESS':
      return await startSession(step);
    case 'COMPLETED':
      return await completeSession(step);
    case 'NO_SHOW':
      return await markNoShow(step);
    case 'CANCELLED':
      return await cancel({ project: { projectId }, bookingId, actor, now });
  }
}
