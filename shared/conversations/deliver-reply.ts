import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import { untilWritten } from '../platform/delivery/index.ts';
import { PassingFault } from '../platform/errors.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import type { Channel } from './channel.ts';
import type { Lease } from './claim-turn.ts';
import { isConditionFailed } from './condition-failed.ts';
import { ConversationEntity, type Delivery } from './conversation.ts';
import type { Address } from './inbound-message.ts';

/** A delivery that could not be finished now; `delivery` says how far it came. */
export class DeliveryInterrupted extends PassingFault {
  readonly delivery: Delivery;

  constructor(why: string, delivery: Delivery, retryAfterSeconds?: number) {
    super(`The reply could not be delivered: ${why}`, {
      ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    });
    this.delivery = delivery;
  }
}

/**
 * Sends the parts of a recorded outcome that were not sent yet, one by one, and marks each; the last mark also gives
 * the conversation back, unless `keep` says that its holder goes on working. No channel takes an idempotency key: a
 * crash between a send and its mark repeats that one part, the one honest gap, and a metric counts every such retry.
 *
 * @returns `lost` when another worker took the conversation over meanwhile; nothing more is sent then
 * @throws DeliveryInterrupted when the channel says "not now"
 */
export async function deliverReply(input: {
  readonly lease: Lease;
  readonly delivery: Delivery;
  readonly parts: readonly string[];
  readonly to: Address;
  readonly channel: Channel;
  readonly keep: boolean;
  readonly now: () => Instant;
}): Promise<'delivered' | 'lost'> {
  const { lease, parts, to, channel } = input;
  const ids = { projectId: lease.projectId, conversationId: lease.conversationId };
  let delivery = input.delivery;
  if (!delivery.untouched) count('ReplyPartMayRepeat', { ...ids, turnId: delivery.turnId });
  while (delivery.sent < parts.length) {
    const result = await channel.send(lease.projectId, to, parts[delivery.sent] ?? '');
    if (result.kind === 'not_now') {
      const stopped = { ...delivery, untouched: result.untouched };
      throw new DeliveryInterrupted(result.why, stopped, result.retryAfterSeconds);
    }
    if (result.kind !== 'delivered') {
      count(result.kind === 'refused' ? 'ReplyRefused' : 'ClientUnreachable', ids);
      logger.error('A reply will not reach its client.', {
        ...ids,
        kind: result.kind,
        why: result.why,
      });
    }
    const unreachable = result.kind === 'unreachable';
    // Whoever cannot be reached gets no further parts either.
    delivery = {
      ...delivery,
      untouched: false,
      sent: unreachable ? parts.length : delivery.sent + 1,
    };
    const finished = delivery.sent >= parts.length;
    const come = finished ? undefined : delivery;
    const more = {
      release: finished && !input.keep,
      ...(unreachable ? { unreachableSince: input.now() } : {}),
    };
    const marked = await untilWritten(() => mark(lease, come, more));
    if (!marked) return 'lost';
  }
  return 'delivered';
}

async function mark(
  lease: Lease,
  delivery: Delivery | undefined,
  more: { readonly release: boolean; readonly unreachableSince?: Instant },
): Promise<boolean> {
  try {
    await ConversationEntity.build(UpdateItemCommand)
      .item({
        projectId: lease.projectId,
        conversationId: lease.conversationId,
        delivery: delivery === undefined ? $remove() : $set({ ...delivery }),
        ...(more.release ? { leaseToken: $remove(), leaseUntil: $remove() } : {}),
        ...(more.unreachableSince === undefined ? {} : { unreachableSince: more.unreachableSince }),
      })
      .options({ condition: { attr: 'leaseToken', eq: lease.token } })
      .send();
    return true;
  } catch (fault) {
    if (isConditionFailed(fault)) return false;
    throw fault;
  }
}
