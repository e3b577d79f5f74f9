import * as z from 'zod';
import { BOOKING_STATUSES, type Booking, type BookingStatus } from '../../bookings/index.ts';
import { type Refusal, refuse } from '../../platform/errors.ts';
import { bookingIdSchema } from '../../platform/id-schemas.ts';
import type { BookingId } from '../../platform/ids.ts';

/** What an automation of the app posts, by the template of the README: every value is a text of the row. */
const posted = z.object({
  BookingID: z.string().trim().pipe(bookingIdSchema),
  Status: z.string().trim(),
  /** The status before the edit; empty for a row that is new. */
  StatusBefore: z.string().trim().optional(),
  /** Who edited, as the app knows him. */
  ChangedBy: z.string().trim().max(200).optional(),
});

/** A status that somebody gave a booking in the app. */
export interface StatusWish {
  readonly bookingId: BookingId;
  readonly status: BookingStatus;
  /** What he saw before; absent when the automation does not tell. */
  readonly was?: BookingStatus;
  readonly by?: string;
}

/** What of an edit that cannot be understood can be: whose row now says something strange. */
export interface StrangeEdit {
  readonly bookingId: BookingId;
  /** Absent: what was typed is no status. */
  readonly status?: BookingStatus;
}

/**
 * What a row that was edited in the app asks for; `undefined`: nothing, its status is as before. A status is one of
 * ours, letter by letter: nothing is guessed.
 *
 * @param body the parsed body of the automation's call
 */
export function editedStatus(
  body: unknown,
): StatusWish | undefined | Refusal<'invalid_edit', StrangeEdit> {
  const { success, data } = posted.safeParse(body);
  if (!success) return refuse('invalid_edit', 'The body must carry BookingID and Status as texts.');
  const { BookingID, Status, StatusBefore = '', ChangedBy } = data;
  const status = statusOf(Status);
  const was = StatusBefore === '' ? undefined : statusOf(StatusBefore);
  if (status === undefined || (StatusBefore !== '' && was === undefined)) {
    const strange = status === undefined ? Status : StatusBefore;
    return refuse(
      'invalid_edit',
      `"${strange.slice(0, 40)}" is no status; there are ${BOOKING_STATUSES.join(', ')}.`,
      { bookingId: BookingID, ...(status === undefined ? {} : { status }) },
    );
  }
  if (was === status) return undefined;
  return {
    bookingId: BookingID,
    status,
    ...(was === undefined ? {} : { was }),
    ...(ChangedBy ? { by: ChangedBy } : {}),
  };
}

/**
 * Whether the wish still is one: the booking stands as its author saw it, and not yet as he wants it. Our own writes
 * run the app's automations as well, and come back late; those are no wishes.
 */
export function stillWished(
  { status, was }: StatusWish,
  booking: Pick<Booking, 'status'>,
): boolean {
  return booking.status !== status && (was === undefined || was === booking.status);
}

const statusOf = (text: string): BookingStatus | undefined =>
  BOOKING_STATUSES.find((status) => status === text);
