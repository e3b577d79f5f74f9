import { takers } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { TransactionEntry } from '../platform/table/settle.ts';
import type { Booking } from './booking.ts';
import { type StoredBooking, updateBooking } from './booking-row.ts';
import { dayEntries, placeOf, readDaysOf } from './day-changes.ts';
import { transition } from './transition.ts';

/**
 * The entries that store a booking's next version where it stands now in time, freeing or taking that time as its
 * status asks for (law 1). Reads the day items only when they have to be replaced.
 *
 * @returns `undefined` when its status does not lead there, `'taken'` when its time cannot be taken again
 */
export async function statusChange(
  stored: StoredBooking,
  next: Booking,
  now: Instant,
  changeKey?: string,
): Promise<TransactionEntry[] | 'taken' | undefined> {
  const { booking } = stored;
  const effect = booking.status === next.status ? 'keep' : transition(booking, next.status, now);
  if (effect === undefined) return undefined;
  const write = [updateBooking(stored, next, changeKey)];
  if (effect === 'keep') return write;
  const place = placeOf(booking);
  const days = await readDaysOf(booking.projectId, place);
  if (effect === 'free') return [...write, ...dayEntries({ booking, leaves: place, days })];
  if (takers(days, place.span).length > 0) return 'taken';
  return [...write, ...dayEntries({ booking, takes: place, days })];
}
