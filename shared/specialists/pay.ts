import { amountsOf, type PaymentMethod, recordPayment } from '../bookings/index.ts';
import { isRefusal } from '../platform/errors.ts';
import type { BookingId } from '../platform/ids.ts';
import { type Outcome, ownBooking, refusedOutcome } from './outcome.ts';
import { actorOf, type SpecialistTalk, textsOf } from './talk.ts';
import { saidAmount } from './words.ts';

export interface Pay {
  readonly bookingId: BookingId;
  /** In minor units; `rest`: all that is still due. */
  readonly amount: number | 'rest';
  readonly method: PaymentMethod;
}

/**
 * Records what a specialist was paid for a booking of her own. The same update again records nothing more; of two taps
 * on the buttons for the rest the second finds nothing left to pay.
 *
 * @throws PassingFault when it could not be settled now: the same wish may come again
 */
export async function pay(
  talk: SpecialistTalk,
  { bookingId, amount: wished, method }: Pay,
): Promise<Outcome> {
  const { notices, card } = textsOf(talk);
  const before = await ownBooking(talk, bookingId);
  if (!before) return { notice: notices.notYours, refused: true };
  // Members may note what was paid in advance; her buttons come with a session that is over.
  if (before.status !== 'COMPLETED') {
    return {
      notice: notices.wrongState(card.statuses[before.status]),
      refused: true,
      booking: before,
    };
  }
  const { outstanding = 0 } = amountsOf(before);
  if (wished === 'rest' && outstanding <= 0) {
    return { notice: notices.paidAlready, refused: true, booking: before };
  }
  const amount = wished === 'rest' ? outstanding : wished;
  const paid = await recordPayment({
    ...{ ...actorOf(talk), bookingId, amount, method, by: talk.specialist.name },
    idempotencyKey: `specialist bot ${talk.chatId} ${talk.updateId}`,
  });
  if (isRefusal(paid)) return refusedOutcome(talk, bookingId, paid);
  const { booking } = paid;
  const notice = notices.recorded(saidAmount(booking, amount, talk.language));
  return { notice, refused: false, booking };
}
