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
