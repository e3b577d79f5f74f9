import * as z from 'zod';
import type { ConversationId, MessageId } from '../platform/ids.ts';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';

/** What the turn queue carries: the timer of one message. `attempt` counts its own requeues. */
export const TurnMessage = z.object({
  projectId: z
    .string()
    .refine((id) => parseProjectId(id) !== undefined)
    .transform((id) => id as ProjectId),
  conversationId: z
    .string()
    .regex(/^[0-9A-Z]{8,51}$/)
    .transform((id) => id as ConversationId),
  messageId: z
    .string()
    .regex(/^[0-9A-Z]{8,51}$/)
    .transform((id) => id as MessageId),
  attempt: z.int().min(0),
});
export type TurnMessage = z.output<typeof TurnMessage>;
