import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId, ServiceId, SpecialistId } from '../platform/ids.ts';
import type { Project } from './project.ts';

/** What this domain must know of a booking; shared/bookings, a later domain, has the rest. */
export interface UpcomingBooking {
  readonly bookingId: BookingId;
  readonly code: string;
  readonly specialistId: SpecialistId;
  readonly serviceId: ServiceId;
  readonly startsAt: Instant;
}

/** One page of the bookings of a project that are still to come and hold their time. Given by the door. */
export type UpcomingBookings = (
  projectId: ProjectId,
  cursor?: string,
) => Promise<{
  readonly bookings: readonly UpcomingBooking[];
  readonly cursor?: string | undefined;
}>;

/** As many as a person can deal with at once. */
const MAX_LISTED = 50;

/** Upcoming bookings of specialists and services that `after` no longer has, at most 50. No removal: no read. */
export async function removalBlockers(
  before: Project,
  after: Project,
  upcomingBookings: UpcomingBookings,
): Promise<readonly UpcomingBooking[]> {
  const specialists = new Set(after.specialists.map((one) => one.specialistId));
  const services = new Set(after.services.map((one) => one.serviceId));
  const removes =
    before.specialists.some((one) => !specialists.has(one.specialistId)) ||
    before.services.some((one) => !services.has(one.serviceId));
  if (!removes) return [];
  const blockers: UpcomingBooking[] = [];
  let cursor: string | undefined;
  do {
    const page = await upcomingBookings(before.projectId, cursor);
    for (const { bookingId, code, specialistId, serviceId, startsAt } of page.bookings) {
      if (specialists.has(specialistId) && services.has(serviceId)) continue;
      blockers.push({ bookingId, code, specialistId, serviceId, startsAt });
    }
    cursor = page.cursor;
  } while (cursor !== undefined && blockers.length < MAX_LISTED);
  return blockers.slice(0, MAX_LISTED);
}
