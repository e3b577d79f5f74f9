import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Lease } from './claim-turn.ts';
import { isConditionFailed } from './condition-failed.ts';
import { ConversationEntity, type Delivery } from './conversation.ts';

/**
 * Gives a conversation back before its work is done, so that the timer that was sent again need not wait for the lease
 * to end. What is on its way stays noted; so does the turn's id.
 *
 * @param delivery its state as the holder last knew it, when something is still to be delivered
 */
export async function releaseTurn(lease: Lease, delivery?: Delivery): Promise<void> {
  const { projectId, conversationId, token } = lease;
  try {
    await ConversationEntity.build(UpdateItemCommand)
      .item({
        projectId,
        conversationId,
        leaseToken: $remove(),
        leaseUntil: $remove(),
        ...(delivery === undefined ? {} : { delivery: $set({ ...delivery }) }),
      })
      .options({ condition: { attr: 'leaseToken', eq: token } })
      .send();
  } catch (fault) {
    // Taken over by another worker: it is theirs to give back.
    if (!isConditionFailed(fault)) throw fault;
  }
}
