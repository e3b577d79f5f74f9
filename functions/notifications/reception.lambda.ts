import * as z from 'zod';
import {
  type AlertNews,
  alertNewsSchema,
  tellReceptionOfAlert,
} from '../../shared/notifications/index.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { telegramApi } from '../../shared/providers/telegram/index.ts';
import {
  type ReceptionNews,
  receptionNewsSchema,
  tellReception,
} from '../../shared/reception/index.ts';

const { RECEPTION_NOTIFICATION_QUEUE_URL: queue } = readEnv('RECEPTION_NOTIFICATION_QUEUE_URL');

const again = (news: ReceptionNews | AlertNews, delaySeconds: number): Promise<void> =>
  sendToQueue(queue, news.projectId, news, delaySeconds);

/** What is new about a booking, or needs people → everybody at reception; who cannot be told now gets a message of his own. */
export const handler = eachMessage(z.union([alertNewsSchema, receptionNewsSchema]), (news) =>
  orAgain<ReceptionNews | AlertNews>(queue, news, () => {
    const ports = { api: telegramApi, again, now: now() };
    return news.news === 'alert' ? tellReceptionOfAlert(news, ports) : tellReception(news, ports);
  }),
);
