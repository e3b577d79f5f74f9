import { type Booking, type BookingRefusal, getBooking } from '../bookings/index.ts';
import type { BookingId } from '../platform/ids.ts';
import { type SpecialistTalk, textsOf } from './talk.ts';
import { said, saidAmount } from './words.ts';

/** What became of a specialist's wish, as plain text, and the booking as it stands, when it is hers. */
export interface Outcome {
  readonly notice: string;
  readonly refused: boolean;
  readonly booking?: Booking;
}

/** A specialist's own booking, strongly read; `undefined` when there is none or it is somebody else's. */
export async function ownBooking(
  { project, specialist }: SpecialistTalk,
  bookingId: BookingId,
): Promise<Booking | undefined> {
  const booking = await getBooking(project.projectId, bookingId);
  return booking?.specialistId === specialist.specialistId ? booking : undefined;
}

/** The outcome of a wish that was refused: why, and how the booking stands. */
export async function refusedOutcome(
  talk: SpecialistTalk,
  bookingId: BookingId,
  refusal: BookingRefusal,
): Promise<Outcome> {
  const booking = await ownBooking(talk, bookingId);
  const { notices } = textsOf(talk);
  if (!booking) return { notice: notices.notYours, refused: true };
  return { notice: noticeOf(talk, booking, refusal), refused: true, booking };
}

function noticeOf(talk: SpecialistTalk, booking: Booking, refusal: BookingRefusal): string {
  const { notices, card } = textsOf(talk);
  switch (refusal.refused) {
    case 'too_early': {
      const { from } = refusal.details as { from: string };
      const at = (part: 'time' | 'date') => said(part, from, booking.timeZone, talk.language);
      return notices.tooEarly(`${at('time')}, ${at('date')}`);
    }
    case 'too_late':
      return notices.tooLate;
    case 'overpaid': {
      const { outstanding } = refusal.details as { outstanding: number };
      return outstanding > 0
        ? notices.overpaid(saidAmount(booking, outstanding, talk.language))
        : notices.paidAlready;
    }
    case 'invalid_amount':
      return notices.invalidAmount;
    default:
      return notices.wrongState(card.statuses[booking.status]);
  }
}
