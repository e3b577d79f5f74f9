import { $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { count } from '../platform/metrics.ts';
import { getParked } from './get-parked.ts';
import { NOBODY, type Owner, ParkedEntity, type ParkedItem, type Parking } from './parked-item.ts';

/** Where parked items go back to. */
export interface ReplayPorts {
  /** Hands `body` to what reads `queue`. `projectId` is the fairness group; absent when it is nobody's. */
  readonly deliver: (queue: Parking, body: unknown, projectId: string | undefined) => Promise<void>;
}

export type ReplayRefusal = Refusal<
  'parked_not_found' | 'already_replayed' | 'replay_running' | 'not_replayable'
>;

/** Longer than a send may take. */
const CLAIM_SECONDS = 60;

/**
 * Puts a parked item back to where it came from, once: claim → send → mark. Two people who ask at the same time send
 * it once; only a crash between the send and its mark lets a later replay send it again, which every consumer is built
 * for (law 5). A message starts over: its own requeues are counted from zero again.
 *
 * @param actor who asked, kept with the item
 */
export async function replayParked(
  wish: {
    readonly owner: Owner;
    readonly parkedId: string;
    readonly actor: string;
    readonly now: Instant;
  },
  { deliver }: ReplayPorts,
): Promise<ParkedItem | ReplayRefusal> {
  const { owner, parkedId, actor, now } = wish;
  const item = await getParked(owner, parkedId);
  if (!item) return refuse('parked_not_found', 'There is no such parked item.');
  if (item.replayedAt) return refuse('already_replayed', 'It was replayed already.');
  const body = bodyOf(item);
  if (body === undefined) {
    return refuse('not_replayable', 'This item only tells what to look for; see the runbook.');
  }
  if (!(await claim(item, now))) {
    return refuse('replay_running', 'Somebody is replaying it, or just did.');
  }
  try {
    await deliver(item.queue, body, owner === NOBODY ? undefined : owner);
  } catch (fault) {
    // Perhaps sent, perhaps not: the claim is left to run out, as for a crash.
    count('ReplayFailed', { queue: item.queue });
    throw fault;
  }
  const { Attributes } = await ParkedEntity.build(UpdateItemCommand)
    .item({ owner, parkedId, replayedAt: now, replayedBy: actor, claimedUntil: $remove() })
    .options({ returnValues: 'ALL_NEW' })
    .send();
  return Attributes as unknown as ParkedItem;
}

async function claim({ owner, parkedId }: ParkedItem, now: Instant): Promise<boolean> {
  try {
    await ParkedEntity.build(UpdateItemCommand)
      .item({ owner, parkedId, claimedUntil: addSeconds(now, CLAIM_SECONDS) })
      .options({
        condition: {
          and: [
            { attr: 'parkedId', exists: true },
            { attr: 'replayedAt', exists: false },
            {
              or: [
                { attr: 'claimedUntil', exists: false },
                { attr: 'claimedUntil', lte: now },
              ],
            },
          ],
        },
      })
      .send();
    return true;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
    throw fault;
  }
}

/** What goes back; `undefined` when the item is no message that anybody could read. */
function bodyOf({ queue, body }: ParkedItem): unknown {
  if (queue === 'skipped-changes') return undefined;
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    return undefined;
  }
  if (typeof parsed !== 'object' || parsed === null) return undefined;
  return 'attempt' in parsed ? { ...parsed, attempt: 0 } : parsed;
}
