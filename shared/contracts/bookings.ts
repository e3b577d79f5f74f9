import * as z from 'zod';
import { nameText } from './text.ts';

const id = z.string().min(1).max(64);

/** A date and time with its offset or `Z`; read as UTC with milliseconds. */
const instant = z.iso
  .datetime({ offset: true, message: 'A time is ISO 8601 with its offset, 2026-11-24T10:00:00Z.' })
  .transform((text) => new Date(text).toISOString());

/** A phone number as people write it; read as `+` (when it was there) and 5–15 digits. */
const phone = z
  .string()
  .max(40)
  .transform((text) => text.replace(/[\s().-]/g, ''))
  .refine((text) => /^\+?\d{5,15}$/.test(text), 'A phone number has 5 to 15 digits.');

/** `GET /projects/{project_id}/bookings`: bounds of the start (`to` exclusive), and which page. */
export const bookingsQuery = z
  .strictObject({
    from: instant,
    to: instant,
    specialist: id.optional(),
    limit: z.coerce.number().int().min(1).max(500).optional(),
    cursor: z.string().max(500).optional(),
  })
  .refine(({ from, to }) => from < to, { path: ['to'], message: '`to` is after `from`.' });

/** `POST /projects/{project_id}/bookings`: a member books for a client who called. */
export const newBooking = z.strictObject({
  service_id: id,
  specialist_id: id,
  starts_at: instant,
  client: z.strictObject({ name: nameText, phone: phone.optional() }),
});

/**
 * `PATCH /projects/{project_id}/bookings/{booking_id}`: moves it, or takes it a step on. `PENDING` takes the answer to
 * its request back.
 */
export const bookingChange = z.union([
  z.strictObject({
    status: z.enum(['CANCELLED', 'REJECTED']),
    reason: z.string().trim().min(1).max(500).optional(),
  }),
  z.strictObject({
    status: z.enum(['CONFIRMED', 'PENDING', 'IN_PROGRESS', 'COMPLETED', 'NO_SHOW']),
  }),
  z.strictObject({ starts_at: instant, specialist_id: id.optional() }),
]);

const method = z.enum(['cash', 'card']);

/**
 * `POST /projects/{project_id}/bookings/{booking_id}/payments`: money that was received. `amount` is in major units of
 * the booking's currency.
 */
export const newPayment = z.strictObject({
  amount: z.number().positive('An amount is above 0.').max(1e12),
  method,
});

/** The path of one booking. */
export const bookingPath = z.object({ project_id: z.string(), booking_id: id });

export type BookingsQuery = z.output<typeof bookingsQuery>;
export type NewBooking = z.output<typeof newBooking>;
export type BookingChange = z.output<typeof bookingChange>;
export type NewPayment = z.output<typeof newPayment>;

/**
 * A booking as the API answers it. Times are UTC; money is in major units of `currency`. `requested_at`: since when its
 * request waits for an answer, or waited.
 */
export const bookingDocument = z.strictObject({
  booking_id: z.string(),
  code: z.string(),
  status: z.enum([
    'PENDING',
    'CONFIRMED',
    'IN_PROGRESS',
    'COMPLETED',
    'REJECTED',
    'CANCELLED',
    'NO_SHOW',
  ]),
  specialist_id: z.string(),
  specialist_name: z.string(),
  service_id: z.string(),
  service_name: z.string(),
  starts_at: z.string(),
  ends_at: z.string(),
  time_zone: z.string(),
  client: z.strictObject({
    client_id: z.string(),
    name: z.string(),
    phone: z.string().optional(),
  }),
  price: z.number().optional(),
  currency: z.string().optional(),
  requested_at: z.string(),
  reminders: z.int(),
  reminded_at: z.string().optional(),
  decision: z.strictObject({ by: z.string(), at: z.string() }).optional(),
  session: z
    .strictObject({
      started_at: z.string(),
      finished_at: z.string().optional(),
      planned_minutes: z.number(),
      actual_minutes: z.number().optional(),
    })
    .optional(),
  payments: z.strictObject({
    due: z.number().optional(),
    paid: z.number(),
    outstanding: z.number().optional(),
    received: z.array(
      z.strictObject({ amount: z.number(), method, at: z.string(), by: z.string() }),
    ),
  }),
  /** Of an online visit: the link of its video call, some seconds after it was booked. */
  meeting_url: z.string().optional(),
  /** Why people should look at it: what the sheet or calendar `source` says, or did not say when it was booked. */
  flags: z
    .array(
      z.strictObject({
        kind: z.enum([
          'busy_elsewhere',
          'busy_times_unknown',
          'deleted_elsewhere',
          'moved_elsewhere',
        ]),
        source: z.string(),
        at: z.string(),
      }),
    )
    .optional(),
  reason: z.string().optional(),
  created_at: z.string(),
  updated_at: z.string(),
  actor: z.strictObject({ kind: z.string(), id: z.string() }),
  version: z.int(),
});
export type BookingDocument = z.output<typeof bookingDocument>;

/** A page of bookings; `cursor` asks for the next one. */
export const bookingList = z.strictObject({
  bookings: z.array(bookingDocument),
  cursor: z.string().optional(),
});
export type BookingList = z.output<typeof bookingList>;

/** A time that is free instead of the one that was taken. */
export interface SlotDocument {
  readonly specialist_id: string;
  readonly service_id: string;
  readonly starts_at: string;
  readonly ends_at: string;
}
