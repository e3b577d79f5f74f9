import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { parkAll } from '../../shared/parked/index.ts';
import { readEnv } from '../../shared/platform/env.ts';

const env = readEnv(
  'TABLE_NAME',
  'DEAD_TURN_QUEUE_ARN',
  'DEAD_ARRANGE_QUEUE_ARN',
  'DEAD_CLIENT_NOTIFICATION_QUEUE_ARN',
  'DEAD_RECEPTION_NOTIFICATION_QUEUE_ARN',
  'DEAD_SPECIALIST_NOTIFICATION_QUEUE_ARN',
  'DEAD_REMINDER_QUEUE_ARN',
  'DEAD_EXPIRY_QUEUE_ARN',
  'DEAD_ARCHIVE_QUEUE_ARN',
  'DEAD_BOT_UPDATE_QUEUE_ARN',
  'DEAD_SYNC_QUEUE_ARN',
  'DEAD_UPKEEP_QUEUE_ARN',
  'PARKED_CHANGES_QUEUE_ARN',
  'SKIPPED_CHANGES_QUEUE_ARN',
);
const parking = {
  [env.DEAD_TURN_QUEUE_ARN]: 'turn',
  [env.DEAD_ARRANGE_QUEUE_ARN]: 'arrange',
  [env.DEAD_CLIENT_NOTIFICATION_QUEUE_ARN]: 'client-notification',
  [env.DEAD_RECEPTION_NOTIFICATION_QUEUE_ARN]: 'reception-notification',
  [env.DEAD_SPECIALIST_NOTIFICATION_QUEUE_ARN]: 'specialist-notification',
  [env.DEAD_REMINDER_QUEUE_ARN]: 'reminder',
  [env.DEAD_EXPIRY_QUEUE_ARN]: 'expiry',
  [env.DEAD_ARCHIVE_QUEUE_ARN]: 'archive',
  [env.DEAD_BOT_UPDATE_QUEUE_ARN]: 'bot-update',
  [env.DEAD_SYNC_QUEUE_ARN]: 'sync',
  [env.DEAD_UPKEEP_QUEUE_ARN]: 'upkeep',
  [env.PARKED_CHANGES_QUEUE_ARN]: 'changes',
  [env.SKIPPED_CHANGES_QUEUE_ARN]: 'skipped-changes',
} as const;

/** What queues gave up → items that members and the operator can see and replay. */
export function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return parkAll(event.Records, parking);
}
