import type { DynamoDBRecord } from 'aws-lambda';
import type { Parking, ReplayPorts } from '../parked/index.ts';
import { sendToQueue } from '../platform/aws/sqs.ts';
import { type ProjectId, parseProjectId } from '../platform/ids.ts';
import { fanOut } from './fan-out.ts';

/** The variables that hold the URLs of the queues to which parked items go back. */
export const REPLAY_QUEUES = [
  'TURN_QUEUE_URL',
  'ARRANGE_QUEUE_URL',
  'CLIENT_NOTIFICATION_QUEUE_URL',
  'RECEPTION_NOTIFICATION_QUEUE_URL',
  'SPECIALIST_NOTIFICATION_QUEUE_URL',
  'MAIL_QUEUE_URL',
  'REMINDER_QUEUE_URL',
  'EXPIRY_QUEUE_URL',
  'ARCHIVE_QUEUE_URL',
  'BOT_UPDATE_QUEUE_URL',
  'SYNC_QUEUE_URL',
  'UPKEEP_QUEUE_URL',
] as const;

/** Only what lay in a queue has a queue to go back to. */
const QUEUE_OF = {
  turn: 'TURN_QUEUE_URL',
  arrange: 'ARRANGE_QUEUE_URL',
  'client-notification': 'CLIENT_NOTIFICATION_QUEUE_URL',
  'reception-notification': 'RECEPTION_NOTIFICATION_QUEUE_URL',
  'specialist-notification': 'SPECIALIST_NOTIFICATION_QUEUE_URL',
  mail: 'MAIL_QUEUE_URL',
  reminder: 'REMINDER_QUEUE_URL',
  expiry: 'EXPIRY_QUEUE_URL',
  archive: 'ARCHIVE_QUEUE_URL',
  'bot-update': 'BOT_UPDATE_QUEUE_URL',
  sync: 'SYNC_QUEUE_URL',
  upkeep: 'UPKEEP_QUEUE_URL',
} as const satisfies Partial<Record<Parking, (typeof REPLAY_QUEUES)[number]>>;

/**
 * How parked items go back: a message onto its queue, a record of the stream to everybody on the list of subscribers.
 *
 * @param urls of the queues, by the variable that names each
 */
export function handBack(
  urls: Readonly<Record<(typeof REPLAY_QUEUES)[number], string>>,
): ReplayPorts {
  return {
    async deliver(queue, body, owner) {
      const projectId: ProjectId | undefined = parseProjectId(owner);
      if (queue in QUEUE_OF) {
        const url = urls[QUEUE_OF[queue as keyof typeof QUEUE_OF]];
        return sendToQueue(url, projectId, body);
      }
      const { record } = body as { record: DynamoDBRecord };
      const { batchItemFailures } = await fanOut([record], {
        send: (subscriber, { body: message, delaySeconds }) =>
          sendToQueue(urls[subscriber], message.projectId, message, delaySeconds),
        park: async (_, reason) => {
          throw new Error(`The change still cannot be understood: ${reason}`);
        },
      });
      if (batchItemFailures.length > 0) throw new Error('The change could not be handed on.');
    },
  };
}
