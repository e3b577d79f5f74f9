import { entitlementsOf } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/oauth.ts';
import * as signIn from '../../shared/integrations/index.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, publicRoute, route } from '../../shared/platform/lambda/http.ts';
import { answerPage } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { signIns } from '../../shared/providers/index.ts';

const { API_URL: apiUrl } = readEnv('API_URL', 'TABLE_NAME');
const ports: signIn.SignInPorts = { providers: signIns(), apiUrl, has: entitlementsOf };

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
