import { type Refusal, refuse } from '../platform/errors.ts';
import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable, type UndoTooLate } from './refusals.ts';
import type { Changed } from './reschedule.ts';
import { isFresh, UNDO_SECONDS } from './transition.ts';

export interface GiveReason extends BookingChange {
  /** What the client is told; 1–{@link REASON_LENGTH} characters once trimmed. */
  readonly reason: string;
}

export const REASON_LENGTH = 500;

/**
 * Says why a booking was rejected, or says it better, within {@link UNDO_SECONDS} of the rejection.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function giveReason(
  request: GiveReason,
): Promise<Changed | ChangeRefusal | UndoTooLate | Refusal<'invalid_reason'>> {
  const reason = request.reason.trim();
  if (reason === '' || reason.length > REASON_LENGTH) {
    return refuse('invalid_reason', `A reason has 1 to ${REASON_LENGTH} characters.`);
  }
  const change = (booking: Booking): Booking | ChangeRefusal | UndoTooLate | undefined => {
    if (booking.status !== 'REJECTED' || booking.decision === undefined) {
      return notChangeable(booking, `A booking that is ${booking.status} was not rejected.`);
    }
    if (booking.reason === reason) return undefined;
    if (isFresh(booking, request.now)) return { ...booking, reason };
    return refuse('undo_too_late', `A reason is taken for ${UNDO_SECONDS / 60} minutes.`);
  };
  return await changeBooking(request, { name: 'reason', change });
}
