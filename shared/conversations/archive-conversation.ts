import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, $remove } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, type Instant, secondsBetween } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { ConversationId, ProjectId } from '../platform/ids.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import { ConversationEntity, countIs } from './conversation.ts';
import { type ConversationRead, readConversation } from './read-conversation.ts';
import { SILENCE_SECONDS } from './record-outcome.ts';
import { addSpending } from './spending.ts';
import { type Summary, SummaryEntity } from './summary.ts';
import type { Turn, Usage } from './turn.ts';

/** Longer texts are cut: a summary is read with every turn of the next conversation. */
export const SUMMARY_CHARACTERS = 2_000;

/**
 * Compresses what was said into a few sentences. Implemented by shared/agent.
 *
 * @param input `before`: the summary of what was archived earlier; `turns`: what was said since, oldest first
 * @returns `undefined` when the model would not; throws a PassingFault when it cannot now
 */
export type CompressDialogue = (input: {
  readonly conversationId: ConversationId;
  readonly before: string | undefined;
  readonly turns: readonly Turn[];
}) => Promise<{ readonly text: string; readonly tokens: Usage } | undefined>;

/** The timer of one silence, as the Scheduler brings it back. */
export interface ArchiveTimer {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  /** The end of the silence it was armed for. */
  readonly archiveAt: Instant;
}

/**
 * Ends a silence: what was said is compressed, and the next conversation begins with that. When something was said
 * meanwhile, the timer is armed again for the rest of its 24 hours. A timer that fires twice, late or early, or that
 * another one has replaced, changes nothing.
 *
 * @returns what became of it; `refused`: the model would not, and everything stays word by word
 * @throws PassingFault when it has to be tried again later
 */
export async function archiveConversation(
  timer: ArchiveTimer,
  ports: { readonly compress: CompressDialogue; readonly now: () => Instant },
): Promise<'archived' | 'armed_again' | 'refused' | 'nothing_to_do'> {
  const { projectId, conversationId } = timer;
  const read = await readConversation(projectId, conversationId);
  const { summary } = read;
  if (summary?.archiveAt === undefined || timer.archiveAt < summary.archiveAt) {
    return 'nothing_to_do';
  }
  const now = ports.now();
  const due = silenceEnd(read);
  if (due > now) {
    if (due === summary.archiveAt) {
      const retryAfterSeconds = secondsBetween(now, due);
      throw new PassingFault('The timer fired early.', { retryAfterSeconds });
    }
    await write(read, { projectId, conversationId, archiveAt: due }, now);
    return 'armed_again';
  }
  const turns = read.turns
    .filter(({ decidedAt }) => summary.upTo === undefined || decidedAt > summary.upTo)
    .filter(({ asked, parts }) => asked.length > 0 || parts.length > 0)
    .reverse();
  const last = turns.at(-1);
  if (last === undefined) {
    await write(read, { projectId, conversationId }, now);
    return 'nothing_to_do';
  }
  const made = await ports.compress({ conversationId, before: summary.text, turns });
  if (made === undefined) {
    logger.warn('A conversation could not be compressed.', { projectId, conversationId });
    await write(read, { projectId, conversationId }, now);
    return 'refused';
  }
  const text = made.text.slice(0, SUMMARY_CHARACTERS).toWellFormed();
  const next = { projectId, conversationId, text, upTo: last.decidedAt };
  await write(read, next, now, made.tokens.cost ?? 0);
  count('ConversationArchived', { projectId, conversationId });
  return 'archived';
}

/** 24 hours after the last word, the client's or ours. */
function silenceEnd({ turns, messages }: ConversationRead): Instant {
  const words = [...turns.map((one) => one.decidedAt), ...messages.map((one) => one.receivedAt)];
  return addSeconds(words.sort().at(-1) ?? '1970-01-01T00:00:00.000Z', SILENCE_SECONDS);
}

/** Writes what the summary is now, on condition that nobody has said, or is about to say, anything since it was read. */
async function write(
  { state, summary }: ConversationRead,
  next: Summary,
  now: Instant,
  cost?: number,
): Promise<void> {
  const { projectId, conversationId, archiveAt } = next;
  const quiet = {
    and: [
      countIs(state.turns),
      {
        or: [
          { attr: 'leaseUntil', exists: false } as const,
          { attr: 'leaseUntil', lte: now } as const,
        ],
      },
    ],
  };
  const isArchive = next.text !== undefined;
  try {
    await execute(
      ConversationEntity.build(UpdateTransaction)
        .item({ projectId, conversationId, archives: $add(isArchive ? 1 : 0) })
        .options({ condition: quiet }),
      SummaryEntity.build(UpdateTransaction)
        .item({
          projectId,
          conversationId,
          archiveAt: archiveAt ?? $remove(),
          ...(isArchive ? { text: next.text, upTo: next.upTo } : {}),
        })
        .options({ condition: { attr: 'archiveAt', eq: summary?.archiveAt ?? '' } }),
      ...(cost === undefined || cost === 0
        ? []
        : [addSpending(projectId, conversationId, { cost }, now)]),
    );
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'TransactionCanceledException') throw fault;
    throw new PassingFault('Somebody is speaking in this conversation.', { cause: fault });
  }
}
