import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { ProjectId } from '../ids.ts';
import { clientDefaults } from './client-defaults.ts';

let client: SQSClient | undefined;

/** The longest delay SQS takes, in seconds. Anything later is a schedule's work. */
export const MAX_DELAY_SECONDS = 900;

/**
 * Puts one message on a standard queue.
 *
 * @param queueUrl where to
 * @param projectId the fairness group: one noisy project does not delay the others; `undefined` when it is nobody's
 * @param body serialised as JSON
 * @param delaySeconds how long it stays invisible, 0–900
 */
export async function sendToQueue(
  queueUrl: string,
  projectId: ProjectId | undefined,
  body: unknown,
  delaySeconds = 0,
): Promise<void> {
  client ??= new SQSClient(clientDefaults);
  await client.send(
    new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: JSON.stringify(body),
      ...(projectId && { MessageGroupId: projectId }),
      DelaySeconds: Math.min(Math.ceil(delaySeconds), MAX_DELAY_SECONDS),
    }),
  );
}
