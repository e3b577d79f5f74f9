import * as z from 'zod/mini';
import type { ConversationId, MessageId, TurnId } from '../platform/ids.ts';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';

/** An id as this domain derives them. */
function id<Id extends string>() {
  return z.pipe(
    z.string().check(z.regex(/^[0-9A-Z]{8,51}$/)),
    z.transform((text) => text as Id),
  );
}

/** What the turn queue carries: the timer of one message. `attempt` counts its own requeues. */
export const TurnMessage = z.object({
  projectId: z.pipe(
    z.string().check(z.refine((text) => parseProjectId(text) !== undefined)),
    z.transform((text) => text as ProjectId),
  ),
  conversationId: id<ConversationId>(),
  messageId: id<MessageId>(),
  attempt: z.int().check(z.minimum(0)),
  /** Not a message's own timer: the second try at a turn that an outage of the model spoiled, while it makes sense. */
  later: z.optional(z.object({ turnId: id<TurnId>(), until: z.iso.datetime() })),
  /** Not a message's own timer either: it wakes, at that opening, the turn that answers what was written when closed. */
  opening: z.optional(z.iso.datetime()),
});
export type TurnMessage = z.output<typeof TurnMessage>;
