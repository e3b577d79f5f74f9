import { receptionAlert } from '../../shared/contracts/telegram.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { type AskReception, askReception } from '../../shared/reception/index.ts';

const { RECEPTION_NOTIFICATION_QUEUE_URL: queue } = readEnv('RECEPTION_NOTIFICATION_QUEUE_URL');

export const handler = httpDoor(
  {
    'POST /api/integrations/telegram/diva': route({
      allow: memberOfHeader(),
      body: receptionAlert,
      handle: (request: AskReception) =>
        askReception(request, { put: (news) => sendToQueue(queue, news.projectId, news) }),
      refusals: { booking_not_found: 404, booking_not_pending: 409 },
    }),
  },
  { limit: perCaller },
);
