/**
 * The smallest handler that makes the webhook's AWS calls with the same SDK: what a careful person would write if
 * nothing but speed counted. No token is checked, nothing is validated, no duplicate is recognised.
 */
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';

const settings = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};
const table = new DynamoDBClient(settings);
const queue = new SQSClient(settings);
const secret = new SecretsManagerClient(settings).send(
  new GetSecretValueCommand({ SecretId: process.env.PLATFORM_SECRET_ARN }),
);
let quietWindow: Promise<number> | undefined;

async function readQuietWindow(): Promise<number> {
  const { Item } = await table.send(
    new GetItemCommand({
      TableName: process.env.TABLE_NAME,
      Key: { pk: { S: 'P#demo-salon' }, sk: { S: 'INBOUND' } },
    }),
  );
  return Number(Item?.quietWindowSeconds?.N);
}

/** Takes a SendPulse webhook. */
export async function handler(event: { body: string }) {
  await secret;
  const [sent] = JSON.parse(event.body);
  const { message_id, message } = sent.info.message.channel_data;
  quietWindow ??= readQuietWindow();
  await queue.send(
    new SendMessageCommand({
      QueueUrl: process.env.TURN_QUEUE_URL,
      MessageBody: JSON.stringify({
        projectId: 'demo-salon',
        conversationId: sent.contact.id,
        messageId: String(message_id),
        attempt: 0,
      }),
      MessageGroupId: 'demo-salon',
      DelaySeconds: await quietWindow,
    }),
  );
  const present = new Date();
  await table.send(
    new PutItemCommand({
      TableName: process.env.TABLE_NAME,
      Item: {
        pk: { S: `P#demo-salon#CONVERSATION#${sent.contact.id}` },
        sk: { S: `MESSAGE#${message_id}` },
        entity: { S: 'Message' },
        projectId: { S: 'demo-salon' },
        conversationId: { S: sent.contact.id },
        messageId: { S: String(message_id) },
        receivedAt: { S: present.toISOString() },
        channel: { S: 'sendpulse' },
        service: { S: sent.service },
        botId: { S: sent.bot.id },
        contactId: { S: sent.contact.id },
        kind: { S: 'text' },
        text: { S: message.text },
        sentAt: { S: new Date(sent.date).toISOString() },
        name: { S: sent.contact.name },
        username: { S: sent.contact.username },
        ttl: { N: String(Math.floor(present.getTime() / 1000) + 777_600) },
      },
      ConditionExpression: 'attribute_not_exists(pk)',
    }),
  );
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body: '{}' };
}
