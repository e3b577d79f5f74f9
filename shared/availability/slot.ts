import type { Instant } from '../platform/clock.ts';
import type { ServiceId, SpecialistId } from '../platform/ids.ts';
import type { Project, Service, Specialist } from '../projects/index.ts';
import { instantOf, type Minute } from './wall-time.ts';

/** A time that can be booked: one specialist, one service, start and end as instants (end exclusive). */
export interface Slot {
  readonly specialistId: SpecialistId;
  readonly serviceId: ServiceId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}

/** How long a service takes, in minutes of elapsed time. */
export function serviceMinutes(project: Project, service: Service): number {
  return service.slots * project.slotMinutes;
}

/** The slot of `specialist` and `service` that starts at a minute. */
export function slotAt(
  project: Project,
  service: Service,
  specialist: Specialist,
  start: Minute,
): Slot {
  return {
    specialistId: specialist.specialistId,
    serviceId: service.serviceId,
    startsAt: instantOf(start),
    endsAt: instantOf(start + serviceMinutes(project, service)),
  };
}

/** The `limit` slots nearest to `around`, nearest first; of two as near the later one comes first. */
export function nearest(slots: readonly Slot[], around: Instant, limit: number): Slot[] {
  const wished = Date.parse(around);
  const distance = (slot: Slot) => Math.abs(Date.parse(slot.startsAt) - wished);
  return slots
    .toSorted((a, b) => distance(a) - distance(b) || b.startsAt.localeCompare(a.startsAt))
    .slice(0, limit);
}
