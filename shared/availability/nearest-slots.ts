import type { Instant } from '../platform/clock.ts';
import type { Project, Service, Specialist } from '../projects/index.ts';
import { findSlots } from './find-slots.ts';
import { bookableDates } from './free-starts.ts';
import { nearest, type Slot } from './slot.ts';
import { addDays, minuteOf, wallDate } from './wall-time.ts';

export interface NearestSlots {
  readonly project: Project;
  readonly service: Service;
  readonly specialists: readonly Specialist[];
  /** The time that was wished for. */
  readonly around: Instant;
  readonly now: Instant;
  /** How many; 3 unless told. */
  readonly limit?: number;
}

const DAYS_BEFORE = 3;
const DAYS_AFTER = 7;

/**
 * The free times nearest to `around`, nearest first. Looks some days to either side, and through the whole horizon
 * only when those offer too few.
 */
export async function nearestSlots(question: NearestSlots): Promise<Slot[]> {
  const { project, service, specialists, around, now, limit = 3 } = question;
  const date = wallDate(project.timeZone, Math.floor(minuteOf(around)));
  const asked = { project, service, specialists, now };
  const close = await findSlots({
    ...asked,
    fromDate: addDays(date, -DAYS_BEFORE),
    toDate: addDays(date, DAYS_AFTER),
  });
  if (close.length >= limit) return nearest(close, around, limit);
  const { first, last } = bookableDates(project, now);
  const all = await findSlots({ ...asked, fromDate: first, toDate: last });
  return nearest(all, around, limit);
}
