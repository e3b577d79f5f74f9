import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { type ConversationId, type ProjectId, randomId, type TurnId } from '../platform/ids.ts';
import { isConditionFailed } from './condition-failed.ts';
import { archivesAre, type Conversation, ConversationEntity, countIs } from './conversation.ts';
import type { Address } from './inbound-message.ts';

/** Longer than the worker's own timeout (90 s): while a lease lives, its holder may still be at work. */
export const LEASE_SECONDS = 120;

/** The right to work on a conversation, until it is released, taken over or outlived. */
export interface Lease {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly token: string;
  /** The outcomes that were recorded when it was taken. */
  readonly turns: number;
}

/**
 * Takes the conversation for this worker, if nobody has it and nothing was recorded since it was read.
 *
 * @param turnId the turn that is about to be worked on, kept so that a retry goes on with the same one
 * @returns `undefined` when another worker holds it or was quicker
 */
export async function claimTurn(input: {
  readonly projectId: ProjectId;
  readonly conversationId: ConversationId;
  readonly state: Conversation;
  readonly turnId: TurnId | undefined;
  readonly address: Address;
  readonly now: Instant;
}): Promise<Lease | undefined> {
  const { projectId, conversationId, state, now } = input;
  if (state.leaseUntil !== undefined && state.leaseUntil > now) return undefined;
  const lease: Lease = { projectId, conversationId, token: randomId(), turns: state.turns };
  try {
    await ConversationEntity.build(UpdateItemCommand)
      .item({
        projectId,
        conversationId,
        leaseToken: lease.token,
        leaseUntil: addSeconds(now, LEASE_SECONDS),
        turnId: input.turnId ?? $remove(),
        address: $set({ ...input.address }),
      })
      .options({
        condition: {
          and: [
            countIs(state.turns),
            // Whoever archived meanwhile left another history than the one that was read.
            archivesAre(state.archives),
            {
              or: [
                { attr: 'leaseUntil', exists: false },
                { attr: 'leaseUntil', lte: now },
                // The SDK repeats a call whose answer was lost: then the lease is already ours.
                { attr: 'leaseToken', eq: lease.token },
              ],
            },
          ],
        },
      })
      .send();
    return lease;
  } catch (fault) {
    if (isConditionFailed(fault)) return undefined;
    throw fault;
  }
}
