import { nearestSlots, type Slot } from '../availability/index.ts';
import type { Booking } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import { cachedProject } from '../projects/index.ts';

/** How many times a client is offered instead. */
const OFFERED = 3;

/**
 * The free times nearest to a booking's, for its service, earliest first: each start once, her own specialist before
 * others, and not the time that the booking itself has or had.
 */
export async function otherTimes(booking: Booking, now: Instant): Promise<Slot[]> {
  const project = await cachedProject(booking.projectId);
  const service = project?.services.find(({ serviceId }) => serviceId === booking.serviceId);
  if (project === undefined || service === undefined) return [];
  const isHers = ({ specialistId }: Pick<Slot, 'specialistId'>) =>
    specialistId === booking.specialistId;
  const specialists = project.specialists.toSorted((a, b) => Number(isHers(b)) - Number(isHers(a)));
  const found = await nearestSlots({
    ...{ project, service, specialists, around: booking.startsAt, now },
    // Enough that something is left of each start, and after the booking's own time is taken out.
    limit: (OFFERED + 2 * service.slots) * Math.max(1, specialists.length),
  });
  const starts = new Map<Instant, Slot>();
  for (const slot of found) {
    const own = slot.startsAt < booking.endsAt && slot.endsAt > booking.startsAt;
    if ((own && isHers(slot)) || starts.has(slot.startsAt)) continue;
    starts.set(slot.startsAt, slot);
  }
  return [...starts.values()]
    .slice(0, OFFERED)
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
}
