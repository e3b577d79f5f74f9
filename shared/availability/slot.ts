import type { Instant } from '../platform/clock.ts';
import type { ServiceId, SpecialistId } from '../platform/ids.ts';

/** A time that can be booked: one specialist, one service, start and end as instants (end exclusive). */
export interface Slot {
  readonly specialistId: SpecialistId;
  readonly serviceId: ServiceId;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
}
