import { setTimeout as wait } from 'node:timers/promises';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import {
  type CountedOn,
  counterWithRoom,
  countTurn,
  noteCounted,
  type Quota,
} from '../billing/index.ts';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import { type ConversationId, type ProjectId, randomId, type TurnId } from '../platform/ids.ts';
import { cancellationReasons } from './cancellation-reasons.ts';
import { isConditionFailed } from './condition-failed.ts';
import { archivesAre, type Conversation, ConversationEntity, countIs } from './conversation.ts';
import type { Address } from './inbound-message.ts';

/** Longer than the worker's own timeout (90 s): while a lease lives, its holder may still be at work. */
export const LEASE_SECONDS = 120;
/** Turns of one project that are claimed at the same moment meet on its counters. */
const CONFLICT_TRIES = 9;
const LONGEST_PAUSE_MS = 2_000;

/** The right to work on a conversation, until it is released, taken over or outlived. */
export interface Lease {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly token: string;
  /** The outcomes that were recorded when it was taken. */
  readonly turns: number;
  /** Where this turn was counted against the project's month, now or by an earlier try of it. */
  readonly counted?: CountedOn;
  /** The project's month is used up: this turn is not counted, and no model is asked. */
  readonly quotaSpent?: true;
}

export interface ClaimTurn {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly state: Conversation;
  /** The turn that is about to be worked on, kept so that a retry goes on with the same one. */
  readonly turnId: TurnId | undefined;
  readonly address: Address;
  /** What the turn has to be counted against; absent: it is not counted. */
  readonly quota?: Quota | undefined;
  readonly now: Instant;
}

/**
 * Takes the conversation for this worker, if nobody has it and nothing was recorded since it was read. A turn that
 * counts is counted in the same transaction, once however often it is tried; where its month has no room, the
 * conversation is taken without.
 *
 * @returns `undefined` when another worker holds it or was quicker
 * @throws PassingFault when turns of the project meet on its counters again and again
 */
export async function claimTurn(claim: ClaimTurn): Promise<Lease | undefined> {
  const { projectId, conversationId, state, turnId, quota, now } = claim;
  if (state.leaseUntil !== undefined && state.leaseUntil > now) return undefined;
  const lease: Lease = { projectId, conversationId, token: randomId(), turns: state.turns };
  const { countedTurn } = state;
  if (countedTurn !== undefined && countedTurn.turnId === turnId) {
    const { month, shard } = countedTurn;
    return take(claim, { ...lease, counted: { month, shard } });
  }
  if (quota === undefined || turnId === undefined) return take(claim, lease);
  let counter = await counterWithRoom(quota, now);
  for (let attempt = 1; counter !== undefined; attempt += 1) {
    const counted = await takeAndCount(claim, { ...lease, counted: counter });
    if (counted === 'taken') return undefined;
    if (counted !== 'conflict' && counted !== 'full') return counted;
    if (attempt === CONFLICT_TRIES) {
      throw new PassingFault('Too many turns of one project are claimed at this moment.');
    }
    if (counted === 'conflict') {
      await wait(Math.random() * Math.min(25 * 2 ** attempt, LONGEST_PAUSE_MS));
    }
    counter = await counterWithRoom(quota, now, { anew: counted === 'full' });
  }
  return take(claim, { ...lease, quotaSpent: true });
}

async function take(claim: ClaimTurn, lease: Lease): Promise<Lease | undefined> {
  try {
    await ConversationEntity.build(UpdateItemCommand)
      .item(taken(claim, lease))
      .options({ condition: free(claim, lease) })
      .send();
    return lease;
  } catch (fault) {
    if (isConditionFailed(fault)) return undefined;
    throw fault;
  }
}

/** `full`: the counter has its share; `taken`: the conversation is another's. */
async function takeAndCount(
  claim: ClaimTurn,
  lease: Lease & { readonly counted: CountedOn },
): Promise<Lease | 'taken' | 'full' | 'conflict'> {
  const { projectId, turnId, quota, now } = claim;
  if (quota === undefined || turnId === undefined) throw new Error('Nothing is to be counted.');
  try {
    await execute(
      // The SDK repeats a call whose answer was lost: under one token it counts once.
      { clientRequestToken: lease.token },
      ConversationEntity.build(UpdateTransaction)
        .item({
          ...taken(claim, lease),
          countedTurn: $set({ turnId, month: lease.counted.month, shard: lease.counted.shard }),
        })
        .options({ condition: free(claim, lease) }),
      countTurn(projectId, lease.counted, quota.limit, now),
    );
    noteCounted(projectId, lease.counted, 1);
    return lease;
  } catch (fault) {
    const [conversation, counter] = cancellationReasons(fault);
    if (conversation === 'ConditionalCheckFailed') return 'taken';
    if (counter === 'ConditionalCheckFailed') return 'full';
    if ([conversation, counter].includes('TransactionConflict')) return 'conflict';
    throw fault;
  }
}

function taken({ projectId, conversationId, turnId, address, now }: ClaimTurn, lease: Lease) {
  return {
    projectId,
    conversationId,
    leaseToken: lease.token,
    leaseUntil: addSeconds(now, LEASE_SECONDS),
    turnId: turnId ?? $remove(),
    address: $set({ ...address }),
  };
}

function free({ state, now }: ClaimTurn, { token }: Lease) {
  return {
    and: [
      countIs(state.turns),
      // Whoever archived meanwhile left another history than the one that was read.
      archivesAre(state.archives),
      {
        or: [
          { attr: 'leaseUntil' as const, exists: false as const },
          { attr: 'leaseUntil' as const, lte: now },
          // The SDK repeats a call whose answer was lost: then the lease is already ours.
          { attr: 'leaseToken' as const, eq: token },
        ],
      },
    ],
  };
}
