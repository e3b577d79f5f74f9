import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { telegramApi as api } from '../../shared/providers/telegram/index.ts';
import { specialistNewsSchema, tellSpecialist } from '../../shared/specialists/index.ts';

const { SPECIALIST_NOTIFICATION_QUEUE_URL: queueUrl } = readEnv(
  'SPECIALIST_NOTIFICATION_QUEUE_URL',
  'TABLE_NAME',
);

/** What became of a specialist's booking → one message in her chat. */
export const handler = eachMessage(specialistNewsSchema, (news) =>
  orAgain(queueUrl, news, () => tellSpecialist(news, { api, now: now() })),
);
