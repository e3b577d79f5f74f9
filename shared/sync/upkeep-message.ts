import * as z from 'zod';
import { projectIdSchema } from '../platform/id-schemas.ts';

/**
 * What is kept up without anybody asking: `import`: busy times that people typed elsewhere; `channels`: the
 * notifications of calendars, before they end; `reconcile`: destinations compared with the bookings; `accounts`: whether
 * services still take what the project has there; `leave`: what a closed project has at other services ends there.
 */
export const UPKEEP_TASKS = ['import', 'channels', 'reconcile', 'accounts', 'leave'] as const;
export type UpkeepTask = (typeof UPKEEP_TASKS)[number];

/** Something of a project is to be kept up. */
export const upkeepMessageSchema = z.object({
  projectId: projectIdSchema,
  task: z.enum(UPKEEP_TASKS),
  /** The kind of destination, or the integration, it is about; absent: all of them. */
  destination: z.string().min(1).max(40).optional(),
  /** Of a task that is done once a day, or night: the date in the project's zone, `YYYY-MM-DD`. */
  night: z.iso.date().optional(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type UpkeepMessage = z.output<typeof upkeepMessageSchema>;
