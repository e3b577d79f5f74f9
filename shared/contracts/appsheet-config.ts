import * as z from 'zod';
import { APPSHEET_HOSTS } from './appsheet-hosts.ts';

/**
 * The AppSheet app in which people see the bookings; `null` disconnects it. Replaced as a whole, save for the key: it is
 * write-only, and absent keeps the stored one as long as the app is the same.
 */
export const appSheet = z
  .strictObject({
    app_id: z
      .string()
      .trim()
      .regex(
        /^[\w-]{8,64}$/,
        'An app id is letters, digits and hyphens, from Manage > Integrations.',
      ),
    table: z.string().trim().normalize('NFC').min(1).max(100),
    /** Absent: www.appsheet.com. */
    host: z.enum(APPSHEET_HOSTS).optional(),
    /** From the app's settings, Integrations. */
    access_key: z
      .string()
      .trim()
      .regex(/^[\x21-\x7e]{8,200}$/, 'An access key is one word, such as V2-….')
      .optional(),
    /** Answered, and accepted back without effect. */
    connected: z.boolean().optional(),
  })
  .nullable();
