import { refuse } from '../platform/errors.ts';
import { amountsOf } from './amounts.ts';
import type { Booking, PaymentMethod } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import { type ChangeRefusal, notChangeable, type PaymentRefusal } from './refusals.ts';
import type { Changed } from './reschedule.ts';

export interface RecordPayment extends BookingChange {
  /** In minor units of the booking's currency, above 0. */
  readonly amount: number;
  readonly method: PaymentMethod;
  /** The name of who took the money, for people to read. */
  readonly by: string;
  readonly idempotencyKey: string;
}

/** Payments of one booking, at most: its row stays small, whatever a script does. */
const PAYMENTS_AT_MOST = 50;

const PAYABLE: ReadonlySet<Booking['status']> = new Set([
  'CONFIRMED',
  'IN_PROGRESS',
  'COMPLETED',
  'NO_SHOW',
]);

/**
 * Writes down money that was received for a booking, all of its price or a part. Together never more than the price,
 * as far as there is one.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function recordPayment(
  request: RecordPayment,
): Promise<Changed | ChangeRefusal | PaymentRefusal> {
  const { amount, method, by, now } = request;
  if (!Number.isSafeInteger(amount) || amount <= 0) {
    return refuse('invalid_amount', 'An amount is above 0, in whole minor units.');
  }
  const change = (booking: Booking): Booking | ChangeRefusal | PaymentRefusal => {
    const { status, payments = [] } = booking;
    if (!PAYABLE.has(status)) {
      return notChangeable(booking, `A booking that is ${status} takes no payments.`);
    }
    const { due, paid, outstanding } = amountsOf(booking);
    if (due !== undefined && outstanding !== undefined && amount > outstanding) {
      return refuse('overpaid', 'That is more than what is still due.', { due, paid, outstanding });
    }
    if (payments.length >= PAYMENTS_AT_MOST || !Number.isSafeInteger(paid + amount)) {
      return notChangeable(booking, 'The booking takes no further payments.');
    }
    return { ...booking, payments: [...payments, { amount, method, at: now, by }] };
  };
  return await changeBooking<ChangeRefusal | PaymentRefusal>(request, { name: 'payment', change });
}
