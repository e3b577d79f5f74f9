import * as z from 'zod';
import { PACKAGE_NAMES } from './package-names.ts';

/** `GET /projects/{project_id}/package`: what the project pays for, and how much of its month is used. */
export const packageDocument = z.strictObject({
  package: z.enum(PACKAGE_NAMES),
  entitlements: z.strictObject({
    /** `general`: integrations for every business; `all`: those of its sphere too. */
    integrations: z.enum(['general', 'all']),
    working_hours: z.boolean(),
    analytics: z.boolean(),
  }),
  /** The month on the clock of the project. */
  period: z.strictObject({
    month: z.string(),
    from: z.iso.datetime(),
    /** Exclusive. */
    to: z.iso.datetime(),
    time_zone: z.string(),
  }),
  /** Answered turns: one burst of a client's messages and the reply to it. */
  used: z.int(),
  /** `null`: no limit. */
  limit: z.int().nullable(),
  /** How many the month comes to when it goes on like this; `null` within its first three days. */
  forecast: z.int().nullable(),
  /** What has to be said of it now: it will not last the month, is nearly used, is used. */
  warning: z.enum(['quota_forecast', 'quota_close', 'quota_spent']).nullable(),
});
export type PackageDocument = z.output<typeof packageDocument>;
