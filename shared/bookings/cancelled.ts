import type { Instant } from '../platform/clock.ts';
import type { TransactionEntry } from '../platform/table/settle.ts';
import type { Actor, Booking } from './booking.ts';
import type { StoredBooking } from './booking-row.ts';
import { statusChange } from './status-change.ts';

/**
 * The cancelled version of a booking and the entries that store it and free its time; `undefined` when its status
 * does not lead there. Reads the day items it has to replace.
 */
export async function cancelled(
  stored: StoredBooking,
  { actor, reason, now }: { actor: Actor; reason?: string | undefined; now: Instant },
): Promise<{ booking: Booking; write: TransactionEntry[] } | undefined> {
  const { booking } = stored;
  const next: Booking = {
    ...booking,
    status: 'CANCELLED',
    ...(reason === undefined ? {} : { reason }),
    updatedAt: now,
    actor,
    version: booking.version + 1,
  };
  const write = await statusChange(stored, next, now);
  return write === undefined || write === 'taken' ? undefined : { booking: next, write };
}
