import type { Instant } from '../platform/clock.ts';
import type { Actor, Booking } from './booking.ts';
import { type StoredBooking, updateBooking } from './booking-row.ts';
import { dayEntries, placeOf, readDaysOf } from './day-changes.ts';
import type { TransactionEntry } from './settle.ts';
import { transition } from './transition.ts';

/**
 * The cancelled version of a booking and the entries that store it and free its time; `undefined` when its status
 * does not lead there. Reads the day items it has to replace.
 */
export async function cancelled(
  stored: StoredBooking,
  { actor, reason, now }: { actor: Actor; reason?: string | undefined; now: Instant },
): Promise<{ booking: Booking; write: TransactionEntry[] } | undefined> {
  const { booking } = stored;
  const effect = transition(booking, 'CANCELLED', now);
  if (effect === undefined) return undefined;
  const leaves = placeOf(booking);
  const days = await readDaysOf(booking.projectId, leaves);
  const next: Booking = {
    ...booking,
    status: 'CANCELLED',
    ...(reason === undefined ? {} : { reason }),
    updatedAt: now,
    actor,
    version: booking.version + 1,
  };
  const write = [updateBooking(stored, next), ...dayEntries({ booking, leaves, days })];
  return { booking: next, write };
}
