import type { Instant } from '../platform/clock.ts';
import { refuse } from '../platform/errors.ts';
import { asked } from './asked.ts';
import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import {
  type ChangeRefusal,
  notChangeable,
  type RequestChanged,
  type TakenRefusal,
  type UndoTooLate,
} from './refusals.ts';
import type { Changed } from './reschedule.ts';
import { takenAgain } from './taken-again.ts';
import { isFresh, UNDO_SECONDS } from './transition.ts';

export interface UndoDecision extends BookingChange {
  /** The request whose answer is taken back; a booking that has asked anew since is left alone. */
  readonly request?: number;
}

export type UndoRefusal = ChangeRefusal | RequestChanged | UndoTooLate | TakenRefusal;

/**
 * Takes a confirmation or a rejection back within {@link UNDO_SECONDS} of it: the same request waits again, from now
 * on. A rejected booking takes its time again in the same transaction.
 *
 * @returns `changed` false when it waits already; `slot_taken` with the nearest free times when somebody else has
 *   the time by now
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function undoDecision(request: UndoDecision): Promise<Changed | UndoRefusal> {
  const { now } = request;
  return await changeBooking<UndoRefusal>(request, {
    name: 'undo',
    change: (booking) => {
      if (request.request !== undefined && request.request !== booking.request) {
        return refuse('request_changed', 'The booking has been moved and asks anew.');
      }
      if (booking.status === 'PENDING') return undefined;
      return whyNot(booking, now) ?? asked(booking, booking.request, now);
    },
    taken: (booking) => takenAgain(booking, now),
  });
}

function whyNot(booking: Booking, now: Instant): UndoRefusal | undefined {
  const { status, decision, startsAt } = booking;
  if ((status !== 'CONFIRMED' && status !== 'REJECTED') || decision === undefined) {
    return notChangeable(booking, 'There is no answer that could be taken back.');
  }
  if (startsAt <= now) {
    return notChangeable(booking, 'The time of the booking has come; its answer stands.');
  }
  if (isFresh(booking, now)) return undefined;
  return refuse('undo_too_late', `An answer stands after ${UNDO_SECONDS / 60} minutes.`);
}
