import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable } from './refusals.ts';
import type { Changed } from './reschedule.ts';

/**
 * Ends a session that was started, and stores when. Completing it again changes nothing and is no refusal.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function completeSession(request: BookingChange): Promise<Changed | ChangeRefusal> {
  const { now } = request;
  const change = (booking: Booking): Booking | ChangeRefusal | undefined => {
    const { status, session } = booking;
    if (status === 'COMPLETED') return undefined;
    if (status !== 'IN_PROGRESS') {
      return notChangeable(booking, `A booking that is ${status} has no session to complete.`);
    }
    const { startedAt = now } = session ?? {};
    // Clocks of workers differ a little; a session never ends before it began.
    const finishedAt = now < startedAt ? startedAt : now;
    return { ...booking, status: 'COMPLETED', session: { startedAt, finishedAt } };
  };
  return await changeBooking(request, { name: 'complete', change });
}
