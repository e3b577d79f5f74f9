import { setTimeout as wait } from 'node:timers/promises';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, $remove, $set } from 'dynamodb-toolbox/entity/actions/update';
import { noteCounted, uncountTurn } from '../billing/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { keys } from '../platform/table/keys.ts';
import { cancellationReasons } from './cancellation-reasons.ts';
import type { Lease } from './claim-turn.ts';
import { ConversationEntity, countIs, type Delivery } from './conversation.ts';
import { addSpending } from './spending.ts';
import { type Summary, SummaryEntity } from './summary.ts';
import { type Turn, TurnEntity } from './turn.ts';

/** Conversations of a project share counters of what the model cost, so two outcomes may meet. */
const CONFLICT_TRIES = 6;
/** A silence this long ends a conversation: what was said is archived. */
export const SILENCE_SECONDS = 24 * 3600;

/**
 * Writes what a turn decided, once: on condition that this worker still holds the conversation and nothing was
 * recorded since it was read. Only after this may anything be sent. An outcome with nothing to send gives the
 * conversation back at once.
 *
 * @param more `clientName` as the messenger said it, kept for lists; `summary` as it was read: an outcome that finds no
 *   timer of a silence arms one; `answers`: the client was answered, so what was counted for this turn stays counted;
 *   `closed`: it only says that nobody answers at this hour, and the turn that answers is woken at `wakeAt`
 * @returns the delivery to make; `nothing_to_send`; or `lease_lost` when another worker took the turn over, and nothing
 *   was written
 */
export async function recordOutcome(
  lease: Lease,
  turn: Turn,
  more: {
    readonly handedOverUntil?: Instant | undefined;
    readonly activeBookings?: number | undefined;
    readonly clientName?: string | undefined;
    readonly summary?: Summary | undefined;
    readonly answers?: boolean;
    readonly closed?: { readonly wakeAt: Instant };
  } = {},
): Promise<Delivery | 'nothing_to_send' | 'lease_lost'> {
  const { projectId, conversationId, token, turns, counted } = lease;
  const { handedOverUntil, activeBookings, clientName, summary, closed } = more;
  const spent = { cost: turn.tokens.cost ?? 0, turns: more.answers === true ? 1 : 0 };
  const isFree = counted !== undefined && spent.turns === 0;
  const delivery: Delivery | undefined =
    turn.parts.length === 0
      ? undefined
      : { turnId: turn.turnId, decidedAt: turn.decidedAt, sent: 0, untouched: true };
  for (let attempt = 1; ; attempt += 1) {
    try {
      await execute(
        TurnEntity.build(PutTransaction).item({
          ...turn,
          answered: [...turn.answered],
          asked: [...turn.asked],
          parts: [...turn.parts],
          offers: turn.offers.map((offer) => ({ ...offer })),
        }),
        ConversationEntity.build(UpdateTransaction)
          .item({
            projectId,
            conversationId,
            turns: turns + 1,
            turnId: $remove(),
            ...(counted === undefined ? {} : { countedTurn: $remove() }),
            ...(closed === undefined ? {} : { closedNoticeAt: turn.decidedAt }),
            messages: $add(turn.answered.length),
            lastTurnAt: turn.decidedAt,
            conversationsKey: keys.index.conversationsOfProject(projectId),
            ...(clientName === undefined ? {} : { clientName }),
            ...(turn.language === '' ? {} : { language: turn.language }),
            ...(handedOverUntil === undefined ? {} : { handedOverUntil }),
            ...(activeBookings === undefined ? {} : { activeBookings }),
            ...(delivery === undefined
              ? { delivery: $remove(), leaseToken: $remove(), leaseUntil: $remove() }
              : // What is stored says "perhaps touched": only a worker that lives to say otherwise knows better.
                { delivery: $set({ ...delivery, untouched: false }) }),
          })
          .options({
            condition: {
              and: [{ attr: 'leaseToken', eq: token }, countIs(turns)],
            },
          }),
        ...(spent.cost > 0 || spent.turns > 0
          ? [addSpending(projectId, conversationId, spent, turn.decidedAt)]
          : []),
        ...(isFree ? [uncountTurn(projectId, counted, turn.decidedAt)] : []),
        ...(summary?.archiveAt === undefined || closed !== undefined
          ? [armTimers(turn, summary, closed?.wakeAt)]
          : []),
      );
      if (isFree) noteCounted(projectId, counted, -1);
      return delivery ?? 'nothing_to_send';
    } catch (fault) {
      const reasons = cancellationReasons(fault);
      if (reasons.includes('ConditionalCheckFailed')) return 'lease_lost';
      if (!reasons.includes('TransactionConflict') || attempt === CONFLICT_TRIES) throw fault;
      await wait(Math.random() * 50 * 2 ** attempt);
    }
  }
}

/** The stream carries the row to the Scheduler. */
function armTimers(
  { projectId, conversationId, decidedAt }: Turn,
  summary: Summary | undefined,
  wakeAt: Instant | undefined,
) {
  const archiveAt = summary?.archiveAt ?? addSeconds(decidedAt, SILENCE_SECONDS);
  return SummaryEntity.build(UpdateTransaction).item({
    projectId,
    conversationId,
    archiveAt,
    ...(wakeAt === undefined ? {} : { wakeAt }),
  });
}
