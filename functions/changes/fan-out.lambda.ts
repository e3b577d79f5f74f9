import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { fanOut, SUBSCRIBER_QUEUES } from '../../shared/changes/index.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';

const PARKED = 'PARKED_CHANGES_QUEUE_URL';
const queues = readEnv(PARKED, ...SUBSCRIBER_QUEUES);

/** The stream of the table → a message for every room that wants to know. */
export async function handler(event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> {
  return fanOut(event.Records, {
    send: (queue, { body, delaySeconds }) =>
      sendToQueue(queues[queue], body.projectId, body, delaySeconds),
    park: (record, reason) => sendToQueue(queues[PARKED], undefined, { reason, record }),
  });
}
