import type { Booking, CallMaker } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import type { ChangeRefusal } from './refusals.ts';
import type { Changed } from './reschedule.ts';

/** Which booking is held where on the web. */
export interface SetMeetingUrl extends BookingChange {
  readonly url: string;
  /** Who made the link. */
  readonly maker: CallMaker;
}

/**
 * Writes down where an online visit is held. The same link again changes nothing; neither does one of somebody else
 * while there is one, since a client was told where to come.
 *
 * @returns the booking as it stands: `meetingBy` says whose link it has
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function setMeetingUrl({
  url,
  maker,
  ...request
}: SetMeetingUrl): Promise<Changed | ChangeRefusal> {
  const change = (booking: Booking): Booking | undefined => {
    const { meetingUrl, meetingBy = 'google-meet' } = booking;
    if (meetingUrl === url || (meetingUrl !== undefined && meetingBy !== maker)) return undefined;
    return { ...booking, meetingUrl: url, meetingBy: maker };
  };
  return await changeBooking<never>(request, { name: 'meeting-url', change });
}
