import * as z from 'zod';
import type { Summary } from '../conversations/index.ts';
import { scheduleOnce, type TimerTarget } from '../platform/aws/scheduler.ts';
import type { Instant } from '../platform/clock.ts';
import { projectIdSchema } from '../platform/id-schemas.ts';
import { type ConversationId, derivedId } from '../platform/ids.ts';

/** The timer of a silence. It names the silence's end, so a later word gets a timer of its own. */
export const archiveTimerSchema = z.object({
  projectId: projectIdSchema,
  conversationId: z
    .string()
    .regex(/^[0-9A-Z]{8,51}$/)
    .transform((id) => id as ConversationId),
  archiveAt: z.iso.datetime(),
  /** Counts the message's own requeues. */
  attempt: z.int().min(0).default(0),
});
export type ArchiveTimer = z.output<typeof archiveTimerSchema>;

/** The timer that a written summary asks for; `undefined` when this write armed none. */
export function archiveOf(row: Summary, old: Summary | undefined): ArchiveTimer | undefined {
  const { projectId, conversationId, archiveAt } = row;
  if (archiveAt === undefined || archiveAt === old?.archiveAt) return undefined;
  return { projectId, conversationId, archiveAt, attempt: 0 };
}

/**
 * Arms the timer of a silence. Its name is a pure function of what it is for, so asking twice arms one; who it wakes
 * looks at the conversation again (law 6).
 */
export async function arrangeArchive(
  timer: ArchiveTimer,
  target: TimerTarget,
  now: Instant,
): Promise<void> {
  const { projectId, conversationId, archiveAt } = timer;
  const name = `archive-${derivedId([projectId, conversationId, archiveAt], 40)}`;
  await scheduleOnce(target, { name, projectId, at: archiveAt, body: timer }, now);
}
