import * as z from 'zod';

/** A spreadsheet, calendar or booking service whose own entries block time. */
const busyPlace = z.strictObject({
  /** Which kind of place: `google-sheets`, `google-calendar`, `altegio` … */
  source: z.string(),
  /** Its id at the service. */
  place: z.string(),
  /** `waiting`: it was never imported, and no try has failed yet. `failed`: the last import counts. */
  status: z.enum(['ok', 'failed', 'waiting']),
  /** Of the last import that went well. */
  imported_at: z.string().optional(),
  failed_at: z.string().optional(),
  /** Why the last try failed. */
  reason: z.string().optional(),
  /** Entries that block no time, since it cannot be told which; `text` says why in the project's language. */
  unreadable: z.array(
    z.strictObject({
      specialist_id: z.string(),
      where: z.string(),
      why: z.string(),
      text: z.string(),
    }),
  ),
  /**
   * Who has time taken there and is none of the specialists, as far as anybody knows: it blocks nothing until her `id` is
   * one of `specialists[].external_ids`. 50 at most.
   */
  unmatched: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  /** Bookings whose time is taken there as well. */
  collisions: z.array(z.strictObject({ booking_id: z.string() })),
});

/** `GET /projects/{project_id}/busy-times`: what was imported from where. */
export const busyTimes = z.strictObject({ places: z.array(busyPlace) });

export type BusyTimesDocument = z.output<typeof busyTimes>;
