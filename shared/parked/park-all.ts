import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { now } from '../platform/clock.ts';
import { describeFault, logger } from '../platform/logger.ts';
import { park } from './park.ts';
import type { Parking } from './parked-item.ts';

/**
 * Parks a batch of given-up messages. One that cannot be kept stays in its queue, which tries again for 14 days.
 *
 * @param parking the queue by the ARN that its messages name
 */
export async function parkAll(
  records: readonly SQSRecord[],
  parking: Readonly<Record<string, Parking>>,
): Promise<SQSBatchResponse> {
  const failed = await Promise.all(
    records.map(async ({ messageId, body, attributes, eventSourceARN }) => {
      try {
        const queue = parking[eventSourceARN];
        if (!queue) throw new Error('This queue is none of those that are parked from.');
        const sentAt = new Date(Number(attributes.SentTimestamp)).toISOString();
        await park({ queue, body, messageId, sentAt, now: now() });
        return [];
      } catch (fault) {
        logger.error('A given-up message could not be parked.', {
          messageId,
          ...describeFault(fault),
        });
        return [{ itemIdentifier: messageId }];
      }
    }),
  );
  return { batchItemFailures: failed.flat() };
}
