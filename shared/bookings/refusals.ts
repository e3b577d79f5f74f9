import type { Slot } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { Booking, BookingStatus } from './booking.ts';

/** What a taken time comes with: the nearest free ones, nearest first, possibly none. */
export interface Alternatives {
  readonly alternatives: readonly Slot[];
}

/** Somebody else has the time. */
export type TakenRefusal = Refusal<'slot_taken', Alternatives>;

/** Why a wished time cannot be had. */
export type WishRefusal =
  | TakenRefusal
  | Refusal<
      | 'project_incomplete'
      | 'unknown_service'
      | 'unknown_specialist'
      | 'not_offered_by_specialist'
      | 'too_soon'
      | 'beyond_horizon'
      | 'outside_working_hours'
    >;

/** Why a booking that should exist cannot be changed; `details.status` says how it stands. */
export type ChangeRefusal =
  | Refusal<'booking_not_found'>
  | Refusal<'booking_not_changeable', { readonly status: BookingStatus } | undefined>;

/** Everything that `book`, `reschedule` and `cancel` refuse. */
export type RequestRefusal = WishRefusal | ChangeRefusal | Refusal<'idempotency_key_reused'>;

/** The answer was meant for an earlier request: the booking has moved and waits again. */
export type RequestChanged = Refusal<'request_changed'>;

/** What can no longer be taken back or explained. */
export type UndoTooLate = Refusal<'undo_too_late'>;

/** A session cannot begin yet, or no more; `details.from` and `details.until` are the bounds of its beginning. */
export type TimeRefusal =
  | Refusal<'too_early', { readonly from: Instant }>
  | Refusal<'too_late', { readonly until: Instant }>;

/** Money that cannot be taken; amounts are in minor units, `details.outstanding` is what is still due. */
export type PaymentRefusal =
  | Refusal<
      'overpaid',
      { readonly due: number; readonly paid: number; readonly outstanding: number }
    >
  | Refusal<'invalid_amount'>;

/** Everything that the verbs of bookings refuse. */
export type BookingRefusal =
  | RequestRefusal
  | RequestChanged
  | UndoTooLate
  | TimeRefusal
  | PaymentRefusal
  | Refusal<'invalid_reason'>;

/** The refusal of a booking that this caller does not have. */
export function notFound(): Refusal<'booking_not_found'> {
  return refuse('booking_not_found', 'There is no such booking.');
}

/** The refusal of what a booking, as it stands, does not allow. */
export function notChangeable(
  { status }: Pick<Booking, 'status'>,
  message: string,
): Refusal<'booking_not_changeable', { readonly status: BookingStatus } | undefined> {
  return refuse('booking_not_changeable', message, { status });
}

/** The HTTP status of each refusal: 409 when another time or another state would do, 422 when the wish itself cannot. */
export const REFUSAL_STATUS = {
  slot_taken: 409,
  booking_not_changeable: 409,
  idempotency_key_reused: 409,
  request_changed: 409,
  undo_too_late: 409,
  too_early: 409,
  too_late: 409,
  overpaid: 409,
  booking_not_found: 404,
  project_not_found: 404,
  project_incomplete: 422,
  unknown_service: 422,
  unknown_specialist: 422,
  not_offered_by_specialist: 422,
  too_soon: 422,
  beyond_horizon: 422,
  outside_working_hours: 422,
  invalid_amount: 422,
  invalid_reason: 422,
} as const;
