import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { receiveWebhook } from '../../shared/conversations/inbound.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { parseEvents, readBody } from '../../shared/providers/sendpulse/inbound.ts';

const { TURN_QUEUE_URL: queueUrl } = readEnv('TURN_QUEUE_URL', 'TABLE_NAME');
// Begun while the container starts; a request waits for it only if it is the very first. A failed read is tried again.
platformSecret().catch(() => undefined);

/** `POST /webhook/sendpulse`: what clients wrote, into the table and the turn queue. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const header = Object.entries(event.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'x-webhook-secret',
  );
  const secret = await platformSecret();
  const { status, body } = await receiveWebhook({
    secret,
    channel: 'sendpulse',
    token: event.queryStringParameters?.token ?? header?.[1],
    own: { secret: secret.SENDPULSE_WEBHOOK_SECRET, projectId: secret.SENDPULSE_PROJECT_ID },
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    readBody,
    parseEvents,
    queueUrl,
    receivedAt: now(),
  });
  const headers = { 'content-type': 'application/json' };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
