import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../platform/aws/dynamodb.ts';
import { sendToQueue } from '../platform/aws/sqs.ts';
import { expiresAt, type Instant } from '../platform/clock.ts';
import { type ConversationId, derivedId, type MessageId, type ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import type { Address, InboundMessage } from './inbound-message.ts';

/** How long a message stays, and with it the knowledge that it was seen: longer than any provider redelivers (7 days). */
const KEPT_SECONDS = 9 * 24 * 3600;

/** The conversation of a client's address: the same address is always the same conversation. */
export function conversationOf(address: Address): ConversationId {
  const { channel, service, botId, contactId } = address;
  return derivedId([channel, service, botId, contactId]) as ConversationId;
}

/**
 * Takes one message in: first the timer of its turn, then the message itself. In this order every stored message has
 * its timer, also when the worker dies between the two.
 *
 * @param input `providerMessageId` decides what a duplicate is; `quietWindowSeconds` is the timer's delay
 * @returns `stored`, or `duplicate` when the message was there already
 * @throws when either call failed: answer the provider with 5xx, so that it sends again
 */
export async function acceptMessage(input: {
  readonly projectId: ProjectId;
  readonly message: InboundMessage;
  readonly providerMessageId: string;
  readonly quietWindowSeconds: number;
  readonly queueUrl: string;
  readonly receivedAt: Instant;
}): Promise<'stored' | 'duplicate'> {
  const { projectId, message, receivedAt } = input;
  const conversationId = conversationOf(message);
  const messageId = derivedId([
    message.service,
    message.botId,
    message.contactId,
    input.providerMessageId,
  ]) as MessageId;
  await sendToQueue(
    input.queueUrl,
    projectId,
    { projectId, conversationId, messageId, attempt: 0 },
    input.quietWindowSeconds,
  );
  const { pk, sk } = keys.message(projectId, conversationId, messageId);
  const texts = {
    pk,
    sk,
    entity: 'Message',
    projectId,
    conversationId,
    messageId,
    receivedAt,
    messagesKey: keys.index.messagesOfProject(projectId),
    ...message,
  };
  const stored = Object.entries(texts).map(([name, value]) => [name, { S: value }]);
  try {
    await dynamodb.send(
      new PutItemCommand({
        TableName: process.env.TABLE_NAME,
        Item: {
          ...Object.fromEntries(stored),
          ttl: { N: String(expiresAt(receivedAt, KEPT_SECONDS)) },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );
    return 'stored';
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException')
      return 'duplicate';
    throw fault;
  }
}
