import type { BookingId } from '../../platform/ids.ts';
import type { SyncItem, SyncOutcome } from '../destination.ts';
import type { ZoomFailure } from './api.ts';
import { concernsAll, failedItem } from './outcome.ts';
import type { Target } from './target.ts';
import { writeMeeting } from './write-meeting.ts';

/** So many in a row that did not work are an outage. */
const OUTAGE = 3;
/** No booking is begun after this: the worker has others to serve, and its time is limited. */
const WRITING_MS = 40_000;

/**
 * Brings bookings to Zoom one by one: its smallest plan takes two calls a second. Once it does not answer, or is closed to
 * us, the others are not even tried; one meeting that does not work keeps nobody waiting.
 */
export async function writeMeetings(
  target: Target,
  items: readonly SyncItem[],
): Promise<Map<BookingId, SyncOutcome>> {
  const outcomes = new Map<BookingId, SyncOutcome>();
  const until = performance.now() + WRITING_MS;
  let stop: ZoomFailure | undefined;
  let inARow = 0;
  for (const item of items) {
    const { bookingId } = item.booking;
    if (performance.now() > until) {
      stop ??= { kind: 'not_now', why: 'no time was left', untouched: true };
    }
    if (stop) {
      outcomes.set(bookingId, failedItem(item, stop, target));
      continue;
    }
    const { outcome, failure } = await writeMeeting(target, item);
    outcomes.set(bookingId, outcome);
    const all = failure !== undefined && concernsAll(failure);
    inARow = all === 'perhaps' ? inARow + 1 : 0;
    if (all === true || inARow >= OUTAGE) stop = failure;
  }
  return outcomes;
}
