import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { expiresAt, type Instant } from '../platform/clock.ts';
import { derivedId } from '../platform/ids.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import { ownerOf } from './owner-of.ts';
import { ParkedEntity, ParkedPointerEntity, type Parking } from './parked-item.ts';

/** Longer than the 14 days a queue would have kept it. */
const KEPT_SECONDS = 30 * 24 * 3_600;

/**
 * Keeps a message that was given up, whole, where its project's members and the operator find it. The same message
 * again changes nothing.
 *
 * @param given `messageId` and `sentAt` are the queue's own
 */
export async function park(given: {
  readonly queue: Parking;
  readonly body: string;
  readonly messageId: string;
  readonly sentAt: Instant;
  readonly now: Instant;
}): Promise<void> {
  const { queue, body, messageId, sentAt, now } = given;
  const owner = ownerOf(body);
  const ttl = expiresAt(now, KEPT_SECONDS);
  const moment = String(Date.parse(sentAt)).padStart(13, '0');
  const parkedId = `${moment}-${derivedId([queue, messageId], 12)}`;
  // The item first: a crash between the two is mended by the queue's next delivery.
  const isNew = await ifAbsent(
    ParkedEntity.build(PutItemCommand)
      .item({ owner, parkedId, queue, body, sentAt, parkedAt: now, ttl })
      .options({ condition: { attr: 'parkedId', exists: false } }),
  );
  await ifAbsent(
    ParkedPointerEntity.build(PutItemCommand)
      .item({ parkedId, owner, ttl })
      .options({ condition: { attr: 'parkedId', exists: false } }),
  );
  if (!isNew) return;
  count('Parked', { queue, owner });
  logger.error('A queue message was given up and is parked.', { queue, owner, parkedId });
}

async function ifAbsent(put: { send(): Promise<unknown> }): Promise<boolean> {
  try {
    await put.send();
    return true;
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException') return false;
    throw fault;
  }
}
