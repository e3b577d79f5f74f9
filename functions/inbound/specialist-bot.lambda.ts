import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { receiveUpdate } from '../../shared/bots/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { telegramApi as api, parseUpdate } from '../../shared/providers/telegram/index.ts';
import { handleSpecialistEvent } from '../../shared/specialists/index.ts';

const { BOT_UPDATE_QUEUE_URL: updateQueueUrl } = readEnv('BOT_UPDATE_QUEUE_URL', 'TABLE_NAME');
// Begun while the container starts; a request waits for it only if it is the very first. A failed read is tried again.
platformSecret().catch(() => undefined);

/** `POST /api/integrations/telegram/kesha`: what happened in a chat with the specialist bot. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const header = Object.entries(event.headers ?? {}).find(
    ([name]) => name.toLowerCase() === 'x-telegram-bot-api-secret-token',
  );
  const present = now();
  const { status, body } = await receiveUpdate({
    secret: await platformSecret(),
    role: 'specialist',
    token: header?.[1],
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    parse: parseUpdate,
    handle: (what, projectId) => handleSpecialistEvent(what, projectId, { api, now: present }),
    updateQueueUrl,
    now: present,
  });
  const headers = { 'content-type': 'application/json' };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
