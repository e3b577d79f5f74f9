import type { Booking } from './booking.ts';
import { type BookingChange, changeBooking } from './change-booking.ts';
import type { ChangeRefusal } from './refusals.ts';
import type { Changed } from './reschedule.ts';

/** Which booking is held where on the web. */
export interface SetMeetingUrl extends BookingChange {
  readonly url: string;
}

/**
 * Writes down where an online visit is held. The same link again changes nothing.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function setMeetingUrl({
  url,
  ...request
}: SetMeetingUrl): Promise<Changed | ChangeRefusal> {
  const change = (booking: Booking): Booking | undefined =>
    booking.meetingUrl === url ? undefined : { ...booking, meetingUrl: url };
  return await changeBooking<never>(request, { name: 'meeting-url', change });
}
