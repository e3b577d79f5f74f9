import { setTimeout as wait } from 'node:timers/promises';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, $remove, $set } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import { keys } from '../platform/table/keys.ts';
import type { Lease } from './claim-turn.ts';
import { ConversationEntity, countIs, type Delivery } from './conversation.ts';
import { type Turn, TurnEntity } from './turn.ts';

const CONFLICT_TRIES = 4;

/**
 * Writes what a turn decided, once: on condition that this worker still holds the conversation and nothing was
 * recorded since it was read. Only after this may anything be sent. An outcome with nothing to send gives the
 * conversation back at once.
 *
 * @param clientName as the messenger said it, kept for lists of conversations
 * @returns the delivery to make; `nothing_to_send`; or `lease_lost` when another worker took the turn over, and nothing
 *   was written
 */
export async function recordOutcome(
  lease: Lease,
  turn: Turn,
  handedOverUntil?: Instant,
  clientName?: string,
): Promise<Delivery | 'nothing_to_send' | 'lease_lost'> {
  const { projectId, conversationId, token, turns } = lease;
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
            messages: $add(turn.answered.length),
            lastTurnAt: turn.decidedAt,
            conversationsKey: keys.index.conversationsOfProject(projectId),
            ...(clientName === undefined ? {} : { clientName }),
            ...(turn.language === '' ? {} : { language: turn.language }),
            ...(handedOverUntil === undefined ? {} : { handedOverUntil }),
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
      );
      return delivery ?? 'nothing_to_send';
    } catch (fault) {
      const reasons = cancellationReasons(fault);
      if (reasons.includes('ConditionalCheckFailed')) return 'lease_lost';
      if (!reasons.includes('TransactionConflict') || attempt === CONFLICT_TRIES) throw fault;
      await wait(Math.random() * 50 * 2 ** attempt);
    }
  }
}

function cancellationReasons(fault: unknown): string[] {
  const reasons = (fault as { CancellationReasons?: { Code?: string }[] }).CancellationReasons;
  return (reasons ?? []).map(({ Code }) => Code ?? '');
}
