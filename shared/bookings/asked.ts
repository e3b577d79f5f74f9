import type { Instant } from '../platform/clock.ts';
import type { Booking } from './booking.ts';

/** A booking that waits for reception's answer from `now` on: no answer, no reason and no reminder is left of before. */
export function asked(booking: Booking, request: number, now: Instant): Booking {
  const { decision: _, reason: __, remindedAt: ___, ...rest } = booking;
  return { ...rest, status: 'PENDING', request, requestedAt: now, reminders: 0 };
}
