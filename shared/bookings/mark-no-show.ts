import { refuse } from '../platform/errors.ts';
import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable, type TimeRefusal } from './refusals.ts';
import type { Changed } from './reschedule.ts';

/**
 * Writes down that the client of a confirmed booking did not come, once its start has passed. Doing it again changes
 * nothing and is no refusal.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function markNoShow(
  request: BookingChange,
): Promise<Changed | ChangeRefusal | TimeRefusal> {
  const change = (booking: Booking): Booking | ChangeRefusal | TimeRefusal | undefined => {
    const { status, startsAt } = booking;
    if (status === 'NO_SHOW') return undefined;
    if (status !== 'CONFIRMED') {
      return notChangeable(booking, `A booking that is ${status} cannot become a no-show.`);
    }
    if (request.now < startsAt) {
      return refuse('too_early', 'A client can still come until the booking starts.', {
        from: startsAt,
      });
    }
    return { ...booking, status: 'NO_SHOW' };
  };
  return await changeBooking(request, { name: 'no-show', change });
}
