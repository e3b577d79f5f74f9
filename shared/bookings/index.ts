export type { TransactionEntry } from '../platform/table/settle.ts';
export { amountsOf, majorAmount, minorAmount } from './amounts.ts';
export { type Book, type Booked, book } from './book.ts';
export { type BookForCaller, bookForCaller } from './book-for-caller.ts';
export {
  type Actor,
  BOOKING_STATUSES,
  type Booking,
  type BookingDecision,
  type BookingFlag,
  type BookingStatus,
  CALL_MAKERS,
  type CallMaker,
  FLAG_KINDS,
  OCCUPYING,
  PAYMENT_METHODS,
  type Payment,
  type PaymentMethod,
  type Session,
} from './booking.ts';
export { asBooking } from './booking-row.ts';
export { bookingUnchanged } from './booking-unchanged.ts';
export { type Cancel, cancel } from './cancel.ts';
export type { BookingChange } from './change-booking.ts';
export { type ChangeForCaller, changeForCaller } from './change-for-caller.ts';
export { completeSession } from './complete-session.ts';
export { type Decide, decide } from './decide.ts';
export { type Expire, expire } from './expire.ts';
export { type FlagBooking, flagBooking } from './flag-booking.ts';
export { getBooking } from './get-booking.ts';
export { type GiveReason, giveReason, REASON_LENGTH } from './give-reason.ts';
export { type BookingPage, type ListBookings, listBookings } from './list-bookings.ts';
export { type ListBookingsOfClient, listBookingsOfClient } from './list-bookings-of-client.ts';
export { listForCaller } from './list-for-caller.ts';
export { markNoShow } from './mark-no-show.ts';
export { type PayForCaller, payForCaller } from './pay-for-caller.ts';
export { type RecordPayment, recordPayment } from './record-payment.ts';
export {
  type Alternatives,
  type BookingRefusal,
  type ChangeRefusal,
  type PaymentRefusal,
  REFUSAL_STATUS,
  type RequestChanged,
  type RequestRefusal,
  type TakenRefusal,
  type TimeRefusal,
  type UndoTooLate,
  type WishRefusal,
} from './refusals.ts';
export { type Remind, remind } from './remind.ts';
export { type Changed, type Reschedule, reschedule } from './reschedule.ts';
export { sessionMinutes, sessionWindow } from './session-times.ts';
export { type SetMeetingUrl, setMeetingUrl } from './set-meeting-url.ts';
export { type SetStatus, setStatus } from './set-status.ts';
export { showBooking } from './show-booking.ts';
export { startSession } from './start-session.ts';
export { transition, UNDO_SECONDS } from './transition.ts';
export { type UndoDecision, type UndoRefusal, undoDecision } from './undo-decision.ts';
export { spokenTime } from './wording.ts';
