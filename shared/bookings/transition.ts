import { type Instant, secondsBetween } from '../platform/clock.ts';
import { type Booking, type BookingStatus, OCCUPYING } from './booking.ts';

/** What each status may become; an undo only for {@link UNDO_SECONDS} after the decision it takes back. */
const NEXT: Readonly<Record<BookingStatus, readonly BookingStatus[]>> = {
  PENDING: ['CONFIRMED', 'REJECTED', 'CANCELLED'],
  CONFIRMED: ['IN_PROGRESS', 'NO_SHOW', 'CANCELLED', 'PENDING'],
  IN_PROGRESS: ['COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  REJECTED: ['PENDING'],
  CANCELLED: [],
  NO_SHOW: [],
};

/** How long a confirmation or a rejection can be taken back, in seconds. */
export const UNDO_SECONDS = 300;

/**
 * Whether a booking may become `to` at `now`.
 *
 * @returns what that does to its specialist's time (`take` has to succeed in the same transaction), or `undefined`
 *   when the status does not lead there
 */
export function transition(
  booking: Pick<Booking, 'status' | 'decision'>,
  to: BookingStatus,
  now: Instant,
): 'keep' | 'free' | 'take' | undefined {
  if (!NEXT[booking.status].includes(to)) return undefined;
  if (to === 'PENDING' && !isFresh(booking, now)) return undefined;
  const [before, after] = [OCCUPYING.has(booking.status), OCCUPYING.has(to)];
  if (before === after) return 'keep';
  return after ? 'take' : 'free';
}

/** Whether the answer to a booking's request was given so lately that it can be taken back or explained. */
export function isFresh({ decision }: Pick<Booking, 'decision'>, now: Instant): boolean {
  return decision !== undefined && secondsBetween(decision.at, now) <= UNDO_SECONDS;
}
