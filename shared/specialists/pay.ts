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
 * Records what a specialist was paid for a booking of her own. The same update again records nothing more; neither
 * does a second tap on one of the buttons for the rest, whichever of them it is.
 *
 * @throws PassingFault when it could not be settled now: the same wish may come again
 */
export async function pay(
  talk: SpecialistTalk,
  { bookingId, amount: wished, method }: Pay,
): Promise<Outcome> {
  const { notices } = textsOf(talk);
  const before = await ownBooking(talk, bookingId);
  if (!before) return { notice: notices.notYours, refused: true };
  const { outstanding = 0 } = amountsOf(before);
  if (wished === 'rest' && outstanding <= 0) {
    return { notice: notices.paidAlready, refused: true, booking: before };
  }
  const amount = wished === 'rest' ? outstanding : wished;
  // The rest is named by the payments before it: two taps that see the same rest are one wish.
  const which =
    wished === 'rest'
      ? `rest after ${before.payments?.length ?? 0}`
      : `update ${talk.chatId} ${talk.updateId}`;
  const paid = await recordPayment({
    ...{ ...actorOf(talk), bookingId, amount, method, by: talk.specialist.name },
    idempotencyKey: `${bookingId} ${which}`,
  });
  if (isRefusal(paid)) return refusedOutcome(talk, bookingId, paid);
  const { booking, changed } = paid;
  // Unchanged, it is this update once more, or another tap on the rest was faster.
  const notice =
    changed || wished !== 'rest'
      ? notices.recorded(saidAmount(booking, amount, talk.language))
      : notices.paidAlready;
  return { notice, refused: false, booking };
}
