import { refuse } from '../platform/errors.ts';
import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable, type RequestChanged } from './refusals.ts';
import type { Changed } from './reschedule.ts';

export interface Decide extends BookingChange {
  readonly to: 'CONFIRMED' | 'REJECTED';
  /** Which request is answered; a booking that has asked anew since is left alone. Absent: the present one. */
  readonly request?: number;
  /** The name of who decides, for people to read. */
  readonly by: string;
  /** Why it is rejected, when that is known at once. */
  readonly reason?: string;
}

/**
 * Answers the request of a booking that waits. Of many at once exactly one is `changed`; everybody else gets the
 * booking as it stands, with the winner in its `decision`. A rejected booking's time is free with the same transaction.
 *
 * @returns `changed` false when it does not wait any more, whatever it has become; `request_changed` when it waits
 *   with another request; `booking_not_changeable` when it waited until it should have begun
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function decide(request: Decide): Promise<Changed | ChangeRefusal | RequestChanged> {
  const { to, by, reason, now } = request;
  const change = (booking: Booking): Booking | ChangeRefusal | RequestChanged | undefined => {
    if (booking.status !== 'PENDING') return undefined;
    if (request.request !== undefined && request.request !== booking.request) {
      return refuse('request_changed', 'The booking has been moved and asks anew.');
    }
    if (booking.startsAt <= now) {
      return notChangeable(
        booking,
        'The time of the booking has come; it can no longer be answered.',
      );
    }
    return {
      ...booking,
      status: to,
      decision: { by, at: now, version: booking.version + 1 },
      ...(reason === undefined || to !== 'REJECTED' ? {} : { reason }),
    };
  };
  return await changeBooking(request, { name: 'decide', change });
}
