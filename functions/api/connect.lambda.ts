import { entitlementsOf as mayHave } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/integrations.ts';
import { integrationLost as lost } from '../../shared/conversations/index.ts';
import * as own from '../../shared/integrations/index.ts';
import { now } from '../../shared/platform/clock.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { made } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';
import { credentialChecks, signIns } from '../../shared/providers/index.ts';

const ports: own.ConnectPorts & own.RecheckPorts = {
  ...{ mayHave, checks: credentialChecks(), providers: signIns(), lost, now },
  revoke: ({ projectId, slug }, actor) => own.endSignIn({ projectId, slug, actor }, signIns()),
};
const owner = { allow: memberOfHeader('owner'), refusals: own.CONNECT_STATUS };
const owned = { ...owner, path: wire.integrationPath };

export const handler = httpDoor(
  {
    'POST /api/integrations/api': route({
      ...{ ...owner, body: wire.newIntegration },
      handle: async (one: own.CreateIntegration) => made(await own.createIntegration(one, ports)),
    }),
    'PUT /api/integrations/api/{integration_id}': route({
      ...{ ...owned, body: wire.integrationChange },
      handle: (one: own.UpdateIntegration) => own.updateIntegration(one, ports),
    }),
    'DELETE /api/integrations/api/{integration_id}': route({
      ...{ ...owned, handle: (one: own.DeleteIntegration) => own.deleteIntegration(one, ports) },
    }),
    'POST /api/integrations/api/{integration_id}/activate': route({
      ...{ ...owned, handle: (one: own.AboutIntegration) => own.activateIntegration(one, ports) },
    }),
    'POST /api/integrations/api/{integration_id}/check': route({
      ...{ ...owned, handle: (one: own.AboutIntegration) => own.checkIntegration(one, ports) },
    }),
  },
  { limit: perCaller },
);
