import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { receiveEdit } from '../../shared/sync/index.ts';

const { SYNC_QUEUE_URL: queue } = readEnv('SYNC_QUEUE_URL', 'TABLE_NAME');
// Begun while the container starts; a request waits for it only if it is the very first. A failed read is tried again.
platformSecret().catch(() => undefined);

/** `POST /webhook/appsheet`: what people edit in the AppSheet app. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const header = Object.entries(event.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'x-webhook-secret',
  );
  const { status, body } = await receiveEdit({
    secret: await platformSecret(),
    token: event.queryStringParameters?.token ?? header?.[1],
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    put: (message) => sendToQueue(queue, message.projectId, message),
    now: now(),
  });
  const headers = { 'content-type': 'application/json' };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
