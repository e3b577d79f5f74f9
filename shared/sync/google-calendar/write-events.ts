import type { BookingId } from '../../platform/ids.ts';
import type { SyncItem, SyncOutcome } from '../destination.ts';
import type { GoogleFailure } from '../google-result.ts';
import { concernsAll, failedItem } from './outcome.ts';
import type { Target } from './target.ts';
import { writeEvent } from './write-event.ts';

/** Calls of a calendar that are under way together. */
const AT_ONCE = 4;
/** So many in a row that did not work are an outage. */
const OUTAGE = 3;
/** No booking is begun after this: the worker has others to serve, and its time is limited. */
const WRITING_MS = 40_000;

/**
 * Brings bookings into a calendar one by one, since Google takes one event a call, some at the same time. Once the
 * calendar as a whole does not answer or is closed, the others are not even tried; one event that does not work keeps
 * nobody waiting.
 */
export async function writeEvents(
  target: Target,
  items: readonly SyncItem[],
): Promise<Map<BookingId, SyncOutcome>> {
  const outcomes = new Map<BookingId, SyncOutcome>();
  const until = performance.now() + WRITING_MS;
  const waiting = [...items];
  let stop: GoogleFailure | undefined;
  let inARow = 0;
  const work = async () => {
    for (let item = waiting.shift(); item; item = waiting.shift()) {
      const { bookingId } = item.booking;
      if (performance.now() > until) {
        stop ??= { kind: 'not_now', why: 'no time was left', untouched: true };
      }
      if (stop) {
        outcomes.set(bookingId, failedItem(item, stop, target));
        continue;
      }
      const written = await writeEvent(target, item);
      outcomes.set(bookingId, written.outcome);
      const all = written.failure !== undefined && concernsAll(written.failure);
      inARow = all === 'perhaps' ? inARow + 1 : 0;
      if (all === true || inARow >= OUTAGE) stop = written.failure;
    }
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, work));
  return outcomes;
}
