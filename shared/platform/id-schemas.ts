import * as z from 'zod';
import { type BookingId, type ProjectId, parseProjectId } from './ids.ts';

/** Ids as queue messages and requests carry them. Kept apart from ids.ts, which the webhook path imports without zod. */

/** A well-formed project id. */
export const projectIdSchema: z.ZodType<ProjectId, string> = z
  .string()
  .refine((id) => parseProjectId(id) !== undefined, 'not a project id')
  .transform((id) => id as ProjectId);

/** A well-formed booking id. */
export const bookingIdSchema: z.ZodType<BookingId, string> = z
  .string()
  .regex(/^[0-9A-Z]{8,51}$/, 'not a booking id')
  .transform((id) => id as BookingId);
