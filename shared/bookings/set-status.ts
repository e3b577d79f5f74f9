import { isRefusal } from '../platform/errors.ts';
import type { BookingStatus } from './booking.ts';
import { cancel } from './cancel.ts';
import type { BookingChange } from './change-booking.ts';
import { completeSession } from './complete-session.ts';
import { decide } from './decide.ts';
import { giveReason } from './give-reason.ts';
import { markNoShow } from './mark-no-show.ts';
import { type BookingRefusal, notChangeable } from './refusals.ts';
import type { Changed } from './reschedule.ts';
import { startSession } from './start-session.ts';
import { undoDecision } from './undo-decision.ts';

/** Which status a booking shall have, by whom and when. */
export interface SetStatus extends BookingChange {
  readonly status: BookingStatus;
  /** The name of who wants it, for people to read. */
  readonly by: string;
  /** Why; kept with a rejection or a cancellation. */
  readonly reason?: string;
}

/**
 * Gives a booking the status that somebody gave it elsewhere (the panel, a destination), by the verb and the rules that
 * lead there for everybody. PENDING takes an answer back.
 *
 * @returns `changed: false` when it has that status already, or this is a late copy of a request that was taken back
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function setStatus(wish: SetStatus): Promise<Changed | BookingRefusal> {
  const { status, reason, ...step } = wish;
  switch (status) {
    case 'CANCELLED': {
      const { projectId, bookingId, actor, now } = step;
      const why = reason === undefined ? {} : { reason };
      return await cancel({ project: { projectId }, bookingId, actor, now, ...why });
    }
    case 'REJECTED':
      return await answerRequest(step, status, reason);
    case 'CONFIRMED':
      return await answerRequest(step, status);
    case 'PENDING':
      return await undoDecision(step);
    case 'IN_PROGRESS':
      return await startSession(step);
    case 'COMPLETED':
      return await completeSession(step);
    case 'NO_SHOW':
      return await markNoShow(step);
  }
}

async function answerRequest(
  step: Omit<SetStatus, 'status' | 'reason'>,
  to: 'CONFIRMED' | 'REJECTED',
  reason?: string,
): Promise<Changed | BookingRefusal> {
  const decided = await decide({ ...step, to, ...(reason === undefined ? {} : { reason }) });
  if (isRefusal(decided) || decided.changed) return decided;
  const { booking } = decided;
  if (booking.status === to) {
    const better = reason !== undefined && reason !== booking.reason;
    return better ? await giveReason({ ...step, reason }) : decided;
  }
  // Still waiting: this is a late copy of a request whose answer was taken back since.
  if (booking.status === 'PENDING') return decided;
  return notChangeable(booking, `A booking that is ${booking.status} waits for no answer.`);
}
