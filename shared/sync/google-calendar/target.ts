import type { Booking } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { Project } from '../../projects/index.ts';
import type { CalendarApi } from './api.ts';

/** A calendar that is written to. */
export interface Target {
  readonly calendar: CalendarApi;
  readonly clientEmail: string;
  readonly project: Project;
  readonly place: string;
  readonly now: Instant;
  /** Writes the link of an online booking down. */
  readonly keepLink: (booking: Booking, url: string) => Promise<void>;
}
