import { refuse } from '../platform/errors.ts';
import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable, type TimeRefusal } from './refusals.ts';
import type { Changed } from './reschedule.ts';
import { sessionWindow } from './session-times.ts';

/**
 * Begins the session of a confirmed booking, within {@link sessionWindow}. Starting it again changes nothing and is no
 * refusal.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function startSession(
  request: BookingChange,
): Promise<Changed | ChangeRefusal | TimeRefusal> {
  const { now } = request;
  const change = (booking: Booking): Booking | ChangeRefusal | TimeRefusal | undefined => {
    if (booking.status === 'IN_PROGRESS') return undefined;
    if (booking.status !== 'CONFIRMED') {
      return notChangeable(booking, `A booking that is ${booking.status} cannot be started.`);
    }
    const { from, until } = sessionWindow(booking);
    if (now < from) {
      return refuse('too_early', 'A session starts at most two hours before its time.', { from });
    }
    if (now >= until) {
      return refuse('too_late', 'A session starts on the day of its booking.', { until });
    }
    return { ...booking, status: 'IN_PROGRESS', session: { startedAt: now } };
  };
  return await changeBooking(request, { name: 'start', change });
}
