import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { $add, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { addSeconds, expiresAt, type Instant, secondsBetween } from '../clock.ts';
import { type NotNow, PassingFault } from '../errors.ts';
import type { BookingId, ProjectId } from '../ids.ts';
import { count } from '../metrics.ts';
import { type Check, type Mark, writeMark, writeMarkIf } from './mark.ts';
import { NotificationEntity } from './notification.ts';
import { untilWritten } from './until-written.ts';

/** A message to one recipient about one fact. Its id is a pure function of the two: that is what makes it once. */
export interface Delivery<Payload> {
  readonly projectId: ProjectId;
  readonly notificationId: string;
  readonly kind: string;
  readonly recipient: string;
  /** The booking it is about: the record then stands beside it, where `notificationsAbout` finds it. */
  readonly about?: BookingId;
  /** What is said, as data for the record; a function is asked when it is known what was rendered. */
  readonly payload?: Data | ((payload: Payload) => Data);
  /** The truth, read after the claim: what to say now, or `undefined` when there is nothing left to say. */
  readonly render: () => Promise<Payload | undefined>;
  /** Sends it, once: no retry inside. Never throws for what the provider answers. */
  readonly send: (payload: Payload) => Promise<Sent>;
  /** That the truth still is what was rendered: a condition check, written in one transaction with the mark. */
  readonly check?: (payload: Payload) => Check;
  /**
   * Puts the sent message right after the check failed: reads the truth once more and edits. Runs until it has once
   * succeeded, so perhaps more than once. `payload` is what was said; `undefined` when an earlier copy of this
   * delivery died before it was done.
   */
  readonly late?: (payload: Payload | undefined, providerMessageId: string) => Promise<void>;
}

type Data = Readonly<Record<string, unknown>>;

/** What the provider said. */
export type Sent =
  | { readonly kind: 'delivered'; readonly providerMessageId?: string }
  /** This recipient or this text will never do. */
  | { readonly kind: 'unreachable' | 'refused'; readonly why: string }
  /** No for now. `untouched`: it surely did not arrive; otherwise nobody knows, since no channel takes a key. */
  | NotNow;

export type DeliveryResult = 'sent' | 'skipped' | 'refused' | 'already done';

/** Longer than any provider's timeout, so a slow send is never overtaken by its own copy. */
const CLAIM_SECONDS = 60;
/** How long the record stays as proof. */
const KEPT_SECONDS = 90 * 24 * 3_600;

/**
 * The one protocol of every send to the outside (law 5): claim → read the truth again → send → mark. Three calls to
 * the table with one read of the truth.
 *
 * @throws PassingFault when another copy holds the claim or the provider asked for patience; the caller queues the
 *   message again after `retryAfterSeconds`
 */
export async function sendOnce<Payload>(
  delivery: Delivery<Payload>,
  now: Instant,
): Promise<DeliveryResult> {
  const claimed = await claim(delivery, now);
  if (claimed !== 'claimed') {
    if (claimed.unmended !== undefined) await mend(delivery, undefined, claimed.unmended);
    return 'already done';
  }
  const payload = await delivery.render();
  if (payload === undefined) {
    await writeMark(delivery, { status: 'SKIPPED' });
    return 'skipped';
  }
  const said = typeof delivery.payload === 'function' ? { payload: delivery.payload(payload) } : {};
  const sent = await delivery.send(payload);
  switch (sent.kind) {
    case 'delivered': {
      const proof = sent.providerMessageId ? { providerMessageId: sent.providerMessageId } : {};
      await finish(delivery, payload, { status: 'SENT', sentAt: now, ...proof, ...said });
      return 'sent';
    }
    case 'unreachable':
    case 'refused':
      await writeMark(delivery, { status: 'FAILED', reason: sent.why, ...said });
      return 'refused';
    case 'not_now': {
      // Surely not sent: the claim is given back. Perhaps sent: it has to expire, so a slow answer is never overtaken.
      if (sent.untouched) await writeMark(delivery, 'given back');
      const wait = Math.max(sent.retryAfterSeconds ?? 1, sent.untouched ? 0 : CLAIM_SECONDS);
      throw new PassingFault(`Not sent: ${sent.why}`, { retryAfterSeconds: wait });
    }
  }
}

/** The mark of what was delivered; when the truth moved meanwhile, the message is put right. */
async function finish<Payload>(
  delivery: Delivery<Payload>,
  payload: Payload,
  mark: Exclude<Mark, string>,
): Promise<void> {
  const check = delivery.check?.(payload);
  if (check === undefined) return untilWritten(() => writeMark(delivery, mark));
  if (await untilWritten(() => writeMarkIf(delivery, mark, check))) return;
  const { providerMessageId } = mark;
  if (delivery.late === undefined || providerMessageId === undefined) {
    return untilWritten(() => writeMark(delivery, mark));
  }
  // Marked first: from here on it is known to have been sent, and a copy of this call goes on with the mending.
  await untilWritten(() => writeMark(delivery, { ...mark, unmended: true }));
  await mend(delivery, payload, providerMessageId);
}

async function mend<Payload>(
  delivery: Delivery<Payload>,
  payload: Payload | undefined,
  providerMessageId: string,
): Promise<void> {
  await delivery.late?.(payload, providerMessageId);
  await writeMark(delivery, 'mended');
}

/** The message is done already; `unmended` names it when it still has to be put right. */
interface Done {
  readonly unmended: string | undefined;
}

/**
 * Whether this call may send, or the message is done; a fault when a live copy is at it. A claim that expired in the
 * hands of its holder (a crash, or a send nobody knows the end of) may have been sent: the one honest gap.
 */
async function claim<Payload>(
  delivery: Delivery<Payload>,
  now: Instant,
): Promise<'claimed' | Done> {
  const { projectId, notificationId, kind, recipient, about, payload } = delivery;
  const key = { projectId, notificationId, ...(about === undefined ? {} : { about }) };
  try {
    const { Attributes: claimed } = await NotificationEntity.build(UpdateItemCommand)
      .item({
        ...key,
        kind,
        recipient,
        status: 'CLAIMED',
        claimedUntil: addSeconds(now, CLAIM_SECONDS),
        claims: $add(1),
        ttl: expiresAt(now, KEPT_SECONDS),
        ...(typeof payload === 'object' ? { payload: $set(payload) } : {}),
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
    return 'claimed';
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
    const { Item } = await NotificationEntity.build(GetItemCommand)
      .key(key)
      .options({ consistent: true })
      .send();
    if (Item?.status !== 'CLAIMED') {
      return { unmended: Item?.unmended === true ? Item.providerMessageId : undefined };
    }
    throw new PassingFault('Another copy of this message is being sent.', {
      retryAfterSeconds: Math.max(1, secondsBetween(now, Item.claimedUntil ?? now)),
    });
  }
}
