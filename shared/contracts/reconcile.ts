import * as z from 'zod';

/** `POST /projects/{project_id}/reconcile`: a dry run unless told otherwise. */
export const reconcileQuery = z.strictObject({
  dryRun: z
    .enum(['true', 'false'])
    .default('true')
    .transform((text) => text === 'true'),
  /** Such as `appsheet`; absent: all that the project is connected to. */
  destination: z.enum(['appsheet', 'google-sheets', 'google-calendar', 'zoom']).optional(),
});

/** The first 100 of them, and how many there are. */
const differences = z.strictObject({
  total: z.int(),
  bookings: z.array(
    z.strictObject({
      booking_id: z.string(),
      /** Whether the project has this booking. */
      known: z.boolean(),
      code: z.string().optional(),
      starts_at: z.string().optional(),
      /** The id of the row, event or meeting there. */
      entry: z.string().optional(),
    }),
  ),
});

/** What a place (a table, spreadsheet, calendar or account) shows, compared with the bookings. */
const reconciledPlace = z.strictObject({
  destination: z.string(),
  place: z.string(),
  at: z.string(),
  /** `night`, `member`: somebody asked; `connected`: the configuration named the place. */
  cause: z.enum(['night', 'member', 'connected']),
  dry_run: z.boolean(),
  /** Bookings of the last 30 days and all that are to come. */
  checked: z.int(),
  /** On their way at this moment, so not judged. */
  in_flight: z.int(),
  /** Should be there and is not. */
  missing: differences,
  /** Is there and should not be: of a cancelled booking, a second time, or of none of this project. */
  extra: differences,
  /** Is there and says something else. */
  different: differences,
  /** How many of them are being put right now; the next comparison tells. */
  healing: z.int(),
  /** Why it could not be compared; then nothing is known of it. */
  failed: z.string().optional(),
});

/** The last comparison of every place. */
export const reconcileDocument = z.strictObject({ places: z.array(reconciledPlace) });

export type ReconcileQuery = z.output<typeof reconcileQuery>;
export type ReconcileDocument = z.output<typeof reconcileDocument>;
