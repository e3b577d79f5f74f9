import type { Instant } from '../platform/clock.ts';
import type { Project, Service, Specialist } from '../projects/index.ts';
import { bookablePart, freeStarts, performs, utcRange, type WallWindow } from './free-starts.ts';
import { type Slot, slotAt } from './slot.ts';
import { busyOf, readSpecialistDays } from './specialist-day.ts';

export interface FindSlots {
  readonly project: Project;
  readonly service: Service;
  /** Whom to ask, in the order in which equal times are offered; those who do not perform the service offer none. */
  readonly specialists: readonly Specialist[];
  /** Calendar dates of the project's zone, `YYYY-MM-DD`, both included. */
  readonly fromDate: string;
  readonly toDate: string;
  readonly now: Instant;
  /** Bounds of the start on the wall clock, `to` exclusive. */
  readonly window?: WallWindow;
  /** At most so many slots, the earliest. */
  readonly limit?: number;
}

/**
 * The times that can be booked, ordered by start, then as `specialists` are. One Query per specialist, however long
 * the range and however full the table. An offer, not a promise: `book` decides.
 */
export async function findSlots(question: FindSlots): Promise<Slot[]> {
  const { project, service, now, limit } = question;
  const dates = bookablePart(project, now, question);
  if (dates === undefined) return [];
  const range = utcRange(project, service, dates);
  const found = await Promise.all(
    question.specialists
      .filter((specialist) => performs(specialist, service))
      .map(async (specialist) => {
        const owner = { projectId: project.projectId, specialistId: specialist.specialistId };
        const busy = busyOf(await readSpecialistDays(owner, range));
        const asked = { project, service, specialist, ...dates, now, busy };
        return freeStarts({ ...asked, window: question.window }).map((start) => ({
          start,
          specialist,
        }));
      }),
  );
  // The sort is stable, so equal starts keep the order of the specialists.
  const inOrder = found.flat().sort((a, b) => a.start - b.start);
  return inOrder
    .slice(0, limit)
    .map(({ start, specialist }) => slotAt(project, service, specialist, start));
}
