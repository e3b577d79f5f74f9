import * as z from 'zod';
import type { Booking } from '../bookings/index.ts';
import { bookingIdSchema, projectIdSchema } from '../platform/id-schemas.ts';
import { GOOGLE_CALENDAR } from './google-calendar/name.ts';

/** `Write`: whatever is believed to be there, it is written; `Remove`: it is taken out while the booking stays as it is. */
export const SYNC_WISHES = ['Write', 'Remove'] as const;

/**
 * A booking is dirty: destinations do not show it as it stands, perhaps. Says nothing of how it stands. Without a
 * booking it only wakes the worker for what had to wait.
 */
export const syncMessageSchema = z.object({
  projectId: projectIdSchema,
  bookingId: bookingIdSchema.optional(),
  /** The kind of destination; absent: all of them. */
  destination: z.string().min(1).max(40).optional(),
  /** Somebody asked for it: what, and of which version of the booking. */
  wish: z.object({ action: z.enum(SYNC_WISHES), version: z.int().min(1) }).optional(),
  /** It was given up and is put back: its tries are counted anew. */
  again: z.boolean().optional(),
  /** Of a message that wakes: the moment it is meant for. */
  wakeAt: z.iso.datetime().optional(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type SyncMessage = z.output<typeof syncMessageSchema>;

/** What destinations may show of a booking; a reminder that only reception sees is none of it. */
const SHOWN = [
  'status',
  'startsAt',
  'endsAt',
  'specialistId',
  'specialistName',
  'serviceId',
  'serviceName',
  'clientId',
  'clientName',
  'clientPhone',
  'price',
  'currency',
  'reason',
  'code',
] as const satisfies readonly (keyof Booking)[];

/**
 * The message for the destinations of a booking, when a written one is shown otherwise than before. One that came from
 * a destination is no exception: the others need it, and only the worker knows whether its own still shows it.
 *
 * @param old the version before; `undefined` when the booking is new
 */
export function dirtyFor(row: Booking, old: Booking | undefined): SyncMessage | undefined {
  const message = { projectId: row.projectId, bookingId: row.bookingId, attempt: 0 } as const;
  if (old === undefined || SHOWN.some((name) => row[name] !== old[name])) return message;
  // An event has its own link at Meet; another one stands in it.
  const isElsewhere = row.meetingBy === 'zoom' && row.meetingUrl !== old.meetingUrl;
  return isElsewhere ? { ...message, destination: GOOGLE_CALENDAR } : undefined;
}
