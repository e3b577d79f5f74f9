import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { $add, $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, expiresAt, type Instant, secondsBetween } from '../clock.ts';
import { PassingFault } from '../errors.ts';
import type { ProjectId } from '../ids.ts';
import { count } from '../metrics.ts';
import { NotificationEntity } from './notification.ts';

/** A message to one recipient about one fact. Its id is a pure function of the two: that is what makes it once. */
export interface Delivery<Payload> {
  readonly projectId: ProjectId;
  readonly notificationId: string;
  readonly kind: string;
  readonly recipient: string;
  /** The truth, read after the claim: what to say now, or `undefined` when there is nothing left to say. */
  readonly render: () => Promise<Payload | undefined>;
  /** Sends it, once: no retry inside. Never throws for what the provider answers. */
  readonly send: (payload: Payload) => Promise<Sent>;
}

/** What the provider said. */
export type Sent =
  | { readonly kind: 'delivered'; readonly providerMessageId?: string }
  /** This recipient or this text will never do. */
  | { readonly kind: 'unreachable' | 'refused'; readonly why: string }
  /** No for now. `untouched`: it surely did not arrive; otherwise nobody knows, since no channel takes a key. */
  | {
      readonly kind: 'not_now';
      readonly why: string;
      readonly untouched: boolean;
      readonly retryAfterSeconds?: number;
    };

export type DeliveryResult = 'sent' | 'skipped' | 'refused' | 'already done';

/** Longer than any provider's timeout, so a slow send is never overtaken by its own copy. */
const CLAIM_SECONDS = 60;
/** How long the record stays as proof. */
const KEPT_SECONDS = 90 * 24 * 3_600;

/**
 * The one protocol of every send to the outside (law 5): claim → read the truth again → send → mark.
 *
 * @throws PassingFault when another copy holds the claim or the provider asked for patience; the caller queues the
 *   message again after `retryAfterSeconds`
 */
export async function sendOnce<Payload>(
  delivery: Delivery<Payload>,
  now: Instant,
): Promise<DeliveryResult> {
  if (!(await claim(delivery, now))) return 'already done';
  const payload = await delivery.render();
  if (payload === undefined) {
    await mark(delivery, { status: 'SKIPPED' });
    return 'skipped';
  }
  const sent = await delivery.send(payload);
  switch (sent.kind) {
    case 'delivered': {
      const proof = sent.providerMessageId ? { providerMessageId: sent.providerMessageId } : {};
      await mark(delivery, { status: 'SENT', sentAt: now, ...proof });
      return 'sent';
    }
    case 'unreachable':
    case 'refused':
      await mark(delivery, { status: 'FAILED', reason: sent.why });
      return 'refused';
    case 'not_now': {
      // Surely not sent: the claim is given back. Perhaps sent: it has to expire, so a slow answer is never overtaken.
      if (sent.untouched) await mark(delivery, 'given back');
      const wait = Math.max(sent.retryAfterSeconds ?? 1, sent.untouched ? 0 : CLAIM_SECONDS);
      throw new PassingFault(`Not sent: ${sent.why}`, { retryAfterSeconds: wait });
    }
  }
}

/**
 * Whether this call may send: `false` when the message is done, a fault when a live copy is at it. A claim that expired
 * in the hands of its holder (a crash, or a send nobody knows the end of) may have been sent: the one honest gap.
 */
async function claim<Payload>(delivery: Delivery<Payload>, now: Instant): Promise<boolean> {
  const { projectId, notificationId, kind, recipient } = delivery;
  try {
    const { Attributes: claimed } = await NotificationEntity.build(UpdateItemCommand)
      .item({
        projectId,
        notificationId,
        kind,
        recipient,
        status: 'CLAIMED',
        claimedUntil: addSeconds(now, CLAIM_SECONDS),
        claims: $add(1),
        ttl: expiresAt(now, KEPT_SECONDS),
      })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          or: [
            { attr: 'status', exists: false },
            {
              and: [
                { attr: 'status', eq: 'CLAIMED' },
                {
                  or: [
                    { attr: 'claimedUntil', exists: false },
                    { attr: 'claimedUntil', lte: now },
                  ],
                },
              ],
            },
          ],
        },
      })
      .send();
    if ((claimed?.claims ?? 1) > 1) count('NotificationMayRepeat', { notificationId });
    return true;
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
    const { Item } = await NotificationEntity.build(GetItemCommand)
      .key({ projectId, notificationId })
      .options({ consistent: true })
      .send();
    if (Item?.status !== 'CLAIMED') return false;
    throw new PassingFault('Another copy of this message is being sent.', {
      retryAfterSeconds: Math.max(1, secondsBetween(now, Item.claimedUntil ?? now)),
    });
  }
}

type Mark =
  | 'given back'
  | {
      readonly status: 'SENT' | 'SKIPPED' | 'FAILED';
      readonly sentAt?: Instant;
      readonly reason?: string;
      readonly providerMessageId?: string;
    };

async function mark<Payload>(delivery: Delivery<Payload>, outcome: Mark): Promise<void> {
  const { projectId, notificationId } = delivery;
  const done = outcome === 'given back' ? { claims: $add(-1) } : outcome;
  await NotificationEntity.build(UpdateItemCommand)
    .item({ projectId, notificationId, ...done, claimedUntil: $remove() })
    .send();
}
