import type { BookingId, ProjectId } from '../platform/ids.ts';
import type { Booking } from './booking.ts';
import { readBooking } from './booking-row.ts';

/** The booking of this project with this id, strongly read; `undefined` when there is none. */
export async function getBooking(
  projectId: ProjectId,
  bookingId: BookingId,
): Promise<Booking | undefined> {
  return (await readBooking(projectId, bookingId))?.booking;
}
