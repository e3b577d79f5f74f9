import * as z from 'zod';
import { projectIdSchema } from '../platform/id-schemas.ts';
import { BOT_ROLES } from './bot-api.ts';

/**
 * An update of a bot that could not be worked on when it came: whole, as it was parsed, or as the text that would not
 * parse (which ends among the parked items, where a person sees it).
 */
export const botUpdateSchema = z.object({
  projectId: projectIdSchema,
  role: z.enum(BOT_ROLES),
  update: z.unknown().optional(),
  raw: z.string().optional(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type BotUpdate = z.output<typeof botUpdateSchema>;
