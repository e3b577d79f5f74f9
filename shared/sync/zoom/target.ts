import type { Booking } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import type { Meeting, ZoomApi, ZoomResult } from './api.ts';

/** An account in which meetings are held. */
export interface Target {
  readonly zoom: ZoomApi;
  /** As people know it. */
  readonly account: string;
  /** When its owner signed in. */
  readonly connectedAt: Instant;
  readonly now: Instant;
  /** All its meetings, read once for everything that is written in one go. */
  readonly meetings: () => Promise<ZoomResult<readonly Meeting[]>>;
  /** Writes the link of an online booking down. @returns whether it is the one that the booking has now */
  readonly keepLink: (booking: Booking, url: string) => Promise<boolean>;
}
