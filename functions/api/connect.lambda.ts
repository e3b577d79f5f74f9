import { entitlementsOf as mayHave } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/integrations.ts';
import * as own from '../../shared/integrations/index.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { made } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { credentialChecks, signIns } from '../../shared/providers/index.ts';

const ports: own.ConnectPorts = {
  ...{ mayHave, checks: credentialChecks() },
  revoke: ({ projectId, slug }, actor) => own.endSignIn({ projectId, slug, actor }, signIns()),
};
const owner = { allow: memberOfHeader('owner'), refusals: own.CONNECT_STATUS };
const owned = { ...owner, path: wire.integrationPath };

export const handler = httpDoor(
  {
    'POST /api/integrations/api': route({
      ...{ ...owner, body: wire.newIntegration },
      handle: async (asked: own.CreateIntegration) =>
        made(await own.createIntegration(asked, ports)),
    }),
    'PUT /api/integrations/api/{integration_id}': route({
      ...{ ...owned, body: wire.integrationChange },
      handle: (asked: own.UpdateIntegration) => own.updateIntegration(asked, ports),
    }),
    'DELETE /api/integrations/api/{integration_id}': route({
      ...owned,
      handle: (asked: own.DeleteIntegration) => own.deleteIntegration(asked, ports),
    }),
  },
  { limit: perCaller },
);
