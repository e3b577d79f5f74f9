import { clientNewsSchema, tellClient } from '../../shared/notifications/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { platformSecret } from '../../shared/platform/secrets/platform-secret.ts';
import { sendPulseChannel } from '../../shared/providers/sendpulse/index.ts';

const { CLIENT_NOTIFICATION_QUEUE_URL } = readEnv('CLIENT_NOTIFICATION_QUEUE_URL');
const channels = { sendpulse: sendPulseChannel({ secret: await platformSecret() }) };

/** What became of a booking → one message to its client. */
export const handler = eachMessage(clientNewsSchema, (news) =>
  orAgain(CLIENT_NOTIFICATION_QUEUE_URL, news, () => tellClient(news, { channels, now: now() })),
);
