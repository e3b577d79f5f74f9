import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { receiveUpdate } from '../../shared/bots/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { parseUpdate, telegramApi } from '../../shared/providers/telegram/index.ts';
import { handleReceptionEvent } from '../../shared/reception/index.ts';

const { BOT_UPDATE_QUEUE_URL: updateQueueUrl } = readEnv('BOT_UPDATE_QUEUE_URL', 'TABLE_NAME');
// Begun while the container starts; a request waits for it only if it is the very first. A failed read is tried again.
platformSecret().catch(() => undefined);

/** `POST /webhook/telegram/diva`: what reception taps and writes. */
export async function handler(
  event: APIGatewayProxyEventV2,
): Promise<APIGatewayProxyStructuredResultV2> {
  const moment = now();
  const { status, body } = await receiveUpdate({
    ...{ secret: await platformSecret(), role: 'reception', updateQueueUrl, now: moment },
    token: event.headers?.['x-telegram-bot-api-secret-token'],
    body: event.body,
    isBase64Encoded: event.isBase64Encoded,
    parse: parseUpdate,
    handle: (happened, projectId) =>
      handleReceptionEvent(happened, projectId, { api: telegramApi, now: moment }),
  });
  const headers = { 'content-type': 'application/json' };
  return { statusCode: status, headers, body: JSON.stringify(body) };
}
