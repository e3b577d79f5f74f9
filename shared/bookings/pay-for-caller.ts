import type { BookingDocument, NewPayment } from '../contracts/bookings.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { type BookingId, type ProjectId, randomId, type UserId } from '../platform/ids.ts';
import { minorAmount } from './amounts.ts';
import { bookingDocument, type RefusalDetails, refusalDocument } from './booking-document.ts';
import { getBooking } from './get-booking.ts';
import { recordPayment } from './record-payment.ts';
import { type ChangeRefusal, notFound, type PaymentRefusal } from './refusals.ts';

/** A member's request as the door has read it. */
export interface PayForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId; readonly email?: string };
  readonly path: { readonly booking_id: string };
  readonly body: NewPayment;
  /** Of the member's own choice; absent or empty: every request is a new payment. */
  readonly idempotencyKey: string | undefined;
}

/**
 * A member writes down money that was received for a booking.
 *
 * @returns the booking and whether this request is a payment of its own
 */
export async function payForCaller({
  access: { projectId },
  caller,
  path,
  body,
  idempotencyKey,
}: PayForCaller): Promise<
  | { booking: BookingDocument; created: boolean }
  | Refusal<(ChangeRefusal | PaymentRefusal)['refused'], RefusalDetails | undefined>
> {
  const bookingId = path.booking_id as BookingId;
  const booking = await getBooking(projectId, bookingId);
  if (!booking) return refusalDocument(notFound());
  const amount = minorAmount(booking, body.amount);
  if (amount === undefined) {
    return refuse('invalid_amount', `There is no such amount of ${booking.currency ?? 'money'}.`);
  }
  const paid = await recordPayment({
    ...{ projectId, bookingId, amount, method: body.method },
    ...{ by: caller.email ?? caller.userId, actor: { kind: 'member', id: caller.userId } },
    idempotencyKey: `member:${caller.userId}:${idempotencyKey || randomId()}`,
    now: now(),
  });
  if (isRefusal(paid)) return refusalDocument(paid, booking);
  return { booking: bookingDocument(paid.booking), created: paid.changed };
}
