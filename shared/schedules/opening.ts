import * as z from 'zod';
import type { Summary } from '../conversations/index.ts';
import { scheduleOnce, type TimerTarget } from '../platform/aws/scheduler.ts';
import type { Instant } from '../platform/clock.ts';
import { projectIdSchema } from '../platform/id-schemas.ts';
import { type ConversationId, derivedId, type MessageId } from '../platform/ids.ts';

const id = z.string().regex(/^[0-9A-Z]{8,51}$/);

/** The timer of an opening: a message of the turn queue that stands for no message of the client's. */
export const openingTimerSchema = z.object({
  projectId: projectIdSchema,
  conversationId: id.transform((text) => text as ConversationId),
  /** Its own; no message has it. */
  messageId: id.transform((text) => text as MessageId),
  opening: z.iso.datetime(),
  attempt: z.int().min(0),
});
export type OpeningTimer = z.output<typeof openingTimerSchema>;

/** The timer that a closed conversation asks for; `undefined` when this write armed none. */
export function openingOf(row: Summary, old: Summary | undefined): OpeningTimer | undefined {
  const { projectId, conversationId, wakeAt } = row;
  if (wakeAt === undefined || wakeAt === old?.wakeAt) return undefined;
  const messageId = derivedId([conversationId, 'opening', wakeAt]) as MessageId;
  return { projectId, conversationId, messageId, opening: wakeAt, attempt: 0 };
}

/**
 * Arms the timer of an opening. Its name is a pure function of what it is for, so asking twice arms one; the turn that
 * it wakes looks at the hours and at what waits again (law 6).
 */
export async function arrangeOpening(
  timer: OpeningTimer,
  target: TimerTarget,
  now: Instant,
): Promise<void> {
  const { projectId, conversationId, opening } = timer;
  const name = `opening-${derivedId([projectId, conversationId, opening], 40)}`;
  await scheduleOnce(target, { name, projectId, at: opening, body: timer }, now);
}
