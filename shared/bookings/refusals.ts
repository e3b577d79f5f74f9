import type { Slot } from '../availability/index.ts';
import type { Refusal } from '../platform/errors.ts';

/** What a taken time comes with: the nearest free ones, nearest first, possibly none. */
export interface Alternatives {
  readonly alternatives: readonly Slot[];
}

/** Why a wished time cannot be had. */
export type WishRefusal =
  | Refusal<'slot_taken', Alternatives>
  | Refusal<
      | 'project_incomplete'
      | 'unknown_service'
      | 'unknown_specialist'
      | 'not_offered_by_specialist'
      | 'too_soon'
      | 'beyond_horizon'
      | 'outside_working_hours'
    >;

/** Why a booking that should exist cannot be changed. */
export type ChangeRefusal = Refusal<'booking_not_found' | 'booking_not_changeable'>;

/** Everything that `book`, `reschedule` and `cancel` refuse. */
export type BookingRefusal = WishRefusal | ChangeRefusal | Refusal<'idempotency_key_reused'>;

/** The HTTP status of each refusal: 409 when another time or another state would do, 422 when the wish itself cannot. */
export const REFUSAL_STATUS = {
  slot_taken: 409,
  booking_not_changeable: 409,
  idempotency_key_reused: 409,
  booking_not_found: 404,
  project_not_found: 404,
  project_incomplete: 422,
  unknown_service: 422,
  unknown_specialist: 422,
  not_offered_by_specialist: 422,
  too_soon: 422,
  beyond_horizon: 422,
  outside_working_hours: 422,
} as const;
