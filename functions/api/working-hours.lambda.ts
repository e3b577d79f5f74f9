import { entitlementsOf as mayHave } from '../../shared/billing/index.ts';
import * as wire from '../../shared/contracts/integrations.ts';
import * as own from '../../shared/integrations/index.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { made } from '../../shared/platform/lambda/http-answer.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOfHeader } from '../../shared/projects/index.ts';

const refusals = own.HOURS_STATUS;
const all = { allow: memberOfHeader(), refusals };
const owner = { allow: memberOfHeader('owner'), refusals };
const row = { ...owner, path: wire.hoursPath };

export const handler = httpDoor(
  {
    'GET /api/integrations/api/{integration_id}/working_hours': route({
      ...{ ...all, path: wire.integrationPath, handle: own.showWorkingHours },
    }),
    'POST /api/integrations/api/{integration_id}/working_hours': route({
      ...{ ...owner, path: wire.integrationPath, body: wire.hoursWish },
      handle: (asked: own.SetWorkingHours) => own.setWorkingHours(asked, { mayHave }),
    }),
    'GET /api/integrations/api/working-hours': route({
      ...{ ...all, query: wire.hoursQuery, handle: own.listWorkingHours },
    }),
    'POST /api/integrations/api/working-hours': route({
      ...{ ...owner, body: wire.newHours },
      handle: async (asked: own.AddWorkingHours) =>
        made(await own.addWorkingHours(asked, { mayHave })),
    }),
    'PUT /api/integrations/api/working-hours/{hours_id}': route({
      ...{ ...row, body: wire.hoursChange },
      handle: (asked: own.ChangeWorkingHours) => own.changeWorkingHours(asked, { mayHave }),
    }),
    'DELETE /api/integrations/api/working-hours/{hours_id}': route({
      ...{ ...row, handle: own.removeWorkingHours },
    }),
  },
  { limit: perCaller },
);
