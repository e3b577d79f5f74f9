import { type BotUpdate, botUpdateSchema, takeUpdate } from '../../shared/bots/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { orAgain } from '../../shared/platform/lambda/again.ts';
import { eachMessage } from '../../shared/platform/lambda/queue.ts';
import { telegramApi as api, parseUpdate } from '../../shared/providers/telegram/index.ts';
import { handleReceptionEvent } from '../../shared/reception/index.ts';
import { handleSpecialistEvent } from '../../shared/specialists/index.ts';

const { BOT_UPDATE_QUEUE_URL: queueUrl } = readEnv('BOT_UPDATE_QUEUE_URL', 'TABLE_NAME');
const handlers = { reception: handleReceptionEvent, specialist: handleSpecialistEvent };

/** An update that could not be worked on when it came → once more; one that cannot be read ends parked. */
export const handler = eachMessage(botUpdateSchema, (update: BotUpdate) =>
  orAgain(queueUrl, update, () => {
    const present = now();
    return takeUpdate(update, {
      parse: parseUpdate,
      handle: (event, projectId) => handlers[update.role](event, projectId, { api, now: present }),
      now: present,
    });
  }),
);
