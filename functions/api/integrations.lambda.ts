import * as wire from '../../shared/contracts/integrations.ts';
import * as own from '../../shared/integrations/index.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';

const all = { allow: memberOfHeader(), refusals: own.CONNECT_STATUS };
const path = wire.integrationPath;

export const handler = httpDoor(
  {
    'GET /api/integrations/api': route({
      ...{ ...all, query: wire.integrationsQuery, handle: own.listIntegrations },
    }),
    'GET /api/integrations/api/{integration_id}': route({
      ...{ ...all, path, handle: own.showIntegration },
    }),
    'POST /api/integrations/api/{integration_id}/deactivate': route({
      ...{ ...all, allow: memberOfHeader('owner'), path },
      handle: own.deactivateIntegration,
    }),
  },
  { limit: perCaller },
);
