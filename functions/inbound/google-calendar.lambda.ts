import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { receiveNotification } from '../../shared/sync/index.ts';

const { UPKEEP_QUEUE_URL: queue } = readEnv('UPKEEP_QUEUE_URL', 'TABLE_NAME');
// Begun while the container starts; a request waits for it only if it is the very first. A failed read is tried again.
platformSecret().catch(() => undefined);

/** `POST /webhook/google/calendar`: something changed in a specialist's calendar. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const headers = Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
  );
  const { status, body } = await receiveNotification({
    secret: await platformSecret(),
    headers,
    put: (message, delay) => sendToQueue(queue, message.projectId, message, delay),
    now: now(),
  });
  return {
    statusCode: status,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  };
}
