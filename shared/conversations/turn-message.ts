import * as z from 'zod';
import type { ConversationId, MessageId, TurnId } from '../platform/ids.ts';
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
  /** Not a message's own timer: the second try at a turn that an outage of the model spoiled, while it makes sense. */
  later: z
    .object({
      turnId: z
        .string()
        .regex(/^[0-9A-Z]{8,51}$/)
        .transform((id) => id as TurnId),
      until: z.iso.datetime(),
    })
    .optional(),
});
export type TurnMessage = z.output<typeof TurnMessage>;
