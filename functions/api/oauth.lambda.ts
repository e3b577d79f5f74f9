import { entitlementsOf } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/oauth.ts';
import * as signIn from '../../shared/integrations/index.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, publicRoute, route } from '../../shared/platform/lambda/http.ts';
import { answerElsewhere, answerPage } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { signIns } from '../../shared/providers/index.ts';

const { API_URL: apiUrl } = readEnv('API_URL', 'TABLE_NAME');
const ports: signIn.SignInPorts = { providers: signIns(), apiUrl, has: entitlementsOf };

const shown = (page: signIn.Page) => answerPage(page.html, page.cookies);

export const handler = httpDoor(
  {
    'POST /api/integrations/oauth/{slug}/start': route({
      ...{ allow: memberOfHeader('owner'), path: wire.signInPath, refusals: signIn.START_STATUS },
      handle: (request: signIn.StartSignIn) => signIn.startForCaller(request, ports),
    }),
    'GET /api/integrations/oauth/{slug}/continue': publicRoute({
      ...{ path: wire.signInPath, query: wire.consentQuery },
      handle: async (request) => shown(await signIn.showConsent(request, ports)),
    }),
    'POST /api/integrations/oauth/{slug}/continue': publicRoute({
      ...{ path: wire.signInPath, query: wire.consentQuery },
      handle: async (request) => {
        const next = await signIn.giveConsent(request, ports);
        return 'location' in next ? answerElsewhere(next.location) : shown(next);
      },
    }),
    'GET /api/integrations/oauth/{provider}/callback': publicRoute({
      ...{ path: wire.callbackPath, query: wire.callbackQuery },
      handle: async (request) => shown(await signIn.finishForCaller(request, ports)),
    }),
  },
  { limit: perCaller },
);
