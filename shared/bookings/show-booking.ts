import type { BookingDocument } from '../contracts/bookings.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { bookingDocument } from './booking-document.ts';
import { getBooking } from './get-booking.ts';

export interface ShowBooking {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly booking_id: string };
}

/** One booking as the API answers it. */
export async function showBooking({
  access: { projectId },
  path: { booking_id },
}: ShowBooking): Promise<BookingDocument | Refusal<'booking_not_found'>> {
  const booking = await getBooking(projectId, booking_id as BookingId);
  return booking
    ? bookingDocument(booking)
    : refuse('booking_not_found', 'There is no such booking.');
}
