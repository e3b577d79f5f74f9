import * as z from 'zod';

const text = z.string().trim().min(1).max(200);

/**
 * `POST /api/integrations/telegram/diva`: reception is asked about a booking once more. Only `bookingId` decides; the
 * rest is what the caller believes, and what is said comes from the booking.
 */
export const receptionAlert = z.object({
  bookingId: z.string().trim().min(1).max(64),
  modelName: text,
  clientName: text,
  date: text,
  time: text,
});

export const receptionAlertSent = z.strictObject({ success: z.literal(true) });

export type ReceptionAlert = z.output<typeof receptionAlert>;
export type ReceptionAlertSent = z.output<typeof receptionAlertSent>;
