import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { type Parking, parkAll } from '../../shared/parked/index.ts';
import { readEnv } from '../../shared/platform/env.ts';

/** Where given-up work lies, by the variable that holds the ARN of the queue. */
const PARKED: Readonly<Record<string, Parking>> = {
  DEAD_TURN_QUEUE_ARN: 'turn',
  DEAD_ARRANGE_QUEUE_ARN: 'arrange',
  DEAD_CLIENT_NOTIFICATION_QUEUE_ARN: 'client-notification',
  DEAD_RECEPTION_NOTIFICATION_QUEUE_ARN: 'reception-notification',
  DEAD_SPECIALIST_NOTIFICATION_QUEUE_ARN: 'specialist-notification',
  DEAD_MAIL_QUEUE_ARN: 'mail',
  DEAD_REMINDER_QUEUE_ARN: 'reminder',
  DEAD_EXPIRY_QUEUE_ARN: 'expiry',
  DEAD_ARCHIVE_QUEUE_ARN: 'archive',
  DEAD_BOT_UPDATE_QUEUE_ARN: 'bot-update',
  DEAD_SYNC_QUEUE_ARN: 'sync',
  DEAD_UPKEEP_QUEUE_ARN: 'upkeep',
  PARKED_CHANGES_QUEUE_ARN: 'changes',
  SKIPPED_CHANGES_QUEUE_ARN: 'skipped-changes',
};
const env = readEnv('TABLE_NAME', ...Object.keys(PARKED));
const parking = Object.fromEntries(
  Object.entries(PARKED).map(([variable, queue]) => [env[variable] ?? '', queue]),
);

/** What queues gave up → items that members and the operator can see and replay. */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return parkAll(event.Records, parking);
}
