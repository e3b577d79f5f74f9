import * as z from 'zod';

const LONGEST_FILE = 10_000;

/** What matters of the JSON file of a service account; whatever else stands in it is left out. */
const keyFile = z.object({
  type: z.literal('service_account', 'This is no file of a service account.').optional(),
  client_email: z.email('The file names no e-mail of a service account.').max(320),
  private_key: z
    .string()
    .max(LONGEST_FILE)
    .regex(/-----BEGIN (RSA )?PRIVATE KEY-----/, 'The file has no private key.'),
  private_key_id: z.string().max(100).optional(),
});

const keyText = z
  .string()
  .max(LONGEST_FILE)
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'This is not the JSON file of the key.' });
      return z.NEVER;
    }
  })
  .pipe(keyFile);

/**
 * The service account with which the project's spreadsheet and calendars are read and written; they are shared with its
 * e-mail. `null` disconnects it.
 */
export const google = z
  .strictObject({
    /**
     * The JSON file of a key (Google Cloud: IAM, Service accounts, Keys), as an object or as its text. Write-only: absent
     * keeps the stored one.
     */
    credentials: z.union([keyFile, keyText]).optional(),
    /**
     * What becomes of a booking whose event somebody deletes in the specialist's calendar: `flag` (unless told) shows it
     * to reception and leaves it as it is, `cancel` cancels it and tells the client.
     */
    on_deleted_event: z.enum(['flag', 'cancel']).optional(),
    /** Answered, and accepted back without effect. */
    connected: z.boolean().optional(),
    client_email: z.string().optional(),
  })
  .nullable();

/** The calendar of a specialist, as its settings name it; often an e-mail. */
export const calendarId = z
  .string()
  .trim()
  .regex(/^[^\s/?#]{3,200}$/, 'A calendar id is one word, often an e-mail.');
