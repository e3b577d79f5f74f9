import { getBooking } from '../bookings/index.ts';
import type { ReceptionAlert, ReceptionAlertSent } from '../contracts/telegram.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { bookingIdSchema } from '../platform/id-schemas.ts';
import { derivedId, type ProjectId } from '../platform/ids.ts';
import type { ReceptionNews } from './news.ts';

export interface AskReception {
  readonly access: { readonly projectId: ProjectId };
  readonly body: ReceptionAlert;
  readonly idempotencyKey: string | undefined;
  readonly requestId: string;
}

/**
 * Has reception asked once more about a booking that waits; the same `Idempotency-Key` again asks nothing more.
 *
 * @param ports `put`: onto reception's queue
 */
export async function askReception(
  request: AskReception,
  ports: { readonly put: (message: ReceptionNews) => Promise<void> },
): Promise<ReceptionAlertSent | Refusal<'booking_not_found' | 'booking_not_pending'>> {
  const { projectId } = request.access;
  const id = bookingIdSchema.safeParse(request.body.bookingId.replace(/^#/, ''));
  const booking = id.success ? await getBooking(projectId, id.data) : undefined;
  if (!booking) return refuse('booking_not_found', 'There is no such booking.');
  if (booking.status !== 'PENDING' || booking.startsAt <= now()) {
    return refuse('booking_not_pending', `The booking does not wait for an answer.`);
  }
  const { bookingId, requestedAt } = booking;
  const askId = derivedId(['asked', request.idempotencyKey ?? request.requestId]);
  const message = { projectId, bookingId, request: booking.request, requestedAt, attempt: 0 };
  await ports.put({ ...message, news: 'asked', askId });
  return { success: true };
}
