export { type Book, type Booked, book } from './book.ts';
export {
  type Actor,
  BOOKING_STATUSES,
  type Booking,
  type BookingStatus,
  OCCUPYING,
} from './booking.ts';
export { type Cancel, cancel } from './cancel.ts';
export { type Expire, expire } from './expire.ts';
export { getBooking } from './get-booking.ts';
export { type BookingPage, type ListBookings, listBookings } from './list-bookings.ts';
export { type ListBookingsOfClient, listBookingsOfClient } from './list-bookings-of-client.ts';
export type { Alternatives, BookingRefusal, ChangeRefusal, WishRefusal } from './refusals.ts';
export { type Changed, type Reschedule, reschedule } from './reschedule.ts';
export type { TransactionEntry } from './settle.ts';
export { transition, UNDO_SECONDS } from './transition.ts';
