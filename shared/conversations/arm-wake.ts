import { UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, type Instant } from '../platform/clock.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { type Summary, SummaryEntity } from './summary.ts';
import type { Closed } from './working-hours.ts';

/** Hours may be changed while clients wait, so nobody waits for longer than this without another look. */
const LONGEST_WAIT_SECONDS = 24 * 3600;

/**
 * When the turn is to be woken that answers what waits: at the opening, if that is near enough, or when it is woken
 * already, if that is sooner.
 */
export function wakeTime({ until }: Closed, summary: Summary | undefined, now: Instant): Instant {
  const latest = addSeconds(now, LONGEST_WAIT_SECONDS);
  const wanted = until !== undefined && until < latest ? until : latest;
  const armed = summary?.wakeAt;
  return armed !== undefined && armed > now && armed < wanted ? armed : wanted;
}

/**
 * Arms the timer that wakes a closed conversation, unless it is armed: its row is written, and the stream carries it to
 * the Scheduler.
 *
 * @param summary as it was read
 */
export async function armWake(
  ids: { readonly projectId: ProjectId; readonly conversationId: ConversationId },
  summary: Summary | undefined,
  closed: Closed,
  now: Instant,
): Promise<void> {
  const { projectId, conversationId } = ids;
  const wakeAt = wakeTime(closed, summary, now);
  if (wakeAt === summary?.wakeAt) return;
  await SummaryEntity.build(UpdateItemCommand).item({ projectId, conversationId, wakeAt }).send();
}
