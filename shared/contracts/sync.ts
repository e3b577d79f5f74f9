import * as z from 'zod';

/**
 * `POST /api/integrations/appsheet/sync`. `Add` and `Edit` both have the booking written as it stands, whichever of the
 * two the table needs; `Delete` takes its row out until the booking changes or is asked for again.
 */
export const syncWish = z.object({
  action: z.enum(['Add', 'Edit', 'Delete']),
  bookingId: z.string().trim().min(1).max(64),
});

/** It is on its way; `GET /projects/{project_id}/bookings/{booking_id}/sync` tells what became of it. */
export const syncAccepted = z.strictObject({
  success: z.literal(true),
  queued: z.literal(true),
  action: z.enum(['Add', 'Edit', 'Delete']),
  bookingId: z.string(),
});

/** One attempt to show a booking at a destination. */
const syncRecord = z.strictObject({
  at: z.string(),
  /** Such as `appsheet`. */
  destination: z.string(),
  entity: z.literal('BOOKING'),
  action: z.enum(['Add', 'Edit', 'Delete']),
  status: z.enum(['SUCCESS', 'FAILED']),
  /** Which try since the booking was last there, from 1. */
  attempt: z.int(),
  /** The version of the booking that was to be shown. */
  version: z.int(),
  /** Why it failed. */
  reason: z.string().optional(),
  /** What was sent and answered, without keys; text that was too long is cut. */
  payload: z.unknown().optional(),
  response: z.unknown().optional(),
});

/** The newest 100 attempts of the last 90 days. */
export const syncRecords = z.strictObject({ attempts: z.array(syncRecord) });

/** The webhook of an AppSheet automation was understood; `changed`: the booking is another one now. */
export const appSheetHeard = z.strictObject({ ok: z.literal(true), changed: z.boolean() });

export type SyncWish = z.output<typeof syncWish>;
export type SyncAccepted = z.output<typeof syncAccepted>;
export type SyncRecords = z.output<typeof syncRecords>;
