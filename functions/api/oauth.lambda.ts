import { entitlementsOf } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/oauth.ts';
import * as signIn from '../../shared/integrations/index.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, publicRoute, route } from '../../shared/platform/lambda/http.ts';
import { answerPage } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { signIns } from '../../shared/providers/index.ts';
import type { UpkeepMessage } from '../../shared/sync/index.ts';

const env = readEnv('API_URL', 'UPKEEP_QUEUE_URL', 'TABLE_NAME');
const { API_URL: apiUrl, UPKEEP_QUEUE_URL: queue } = env;
const ports: signIn.SignInPorts = {
  ...{ providers: signIns(), apiUrl, has: entitlementsOf },
  // Whatever changed while nobody was connected, or not any more.
  connected: ({ projectId, slug }) => {
    const wish: UpkeepMessage = { projectId, task: 'reconcile', destination: slug, attempt: 0 };
    return sendToQueue(queue, projectId, wish);
  },
};

export const handler = httpDoor(
  {
    'POST /api/integrations/oauth/{slug}/start': route({
      ...{ allow: memberOfHeader('owner'), path: wire.signInPath, refusals: signIn.START_STATUS },
      handle: (request: signIn.StartSignIn) => signIn.startForCaller(request, ports),
    }),
    'GET /api/integrations/oauth/{provider}/callback': publicRoute({
      ...{ path: wire.callbackPath, query: wire.callbackQuery },
      handle: async (request) => answerPage(await signIn.finishForCaller(request, ports)),
    }),
  },
  { limit: perCaller },
);
