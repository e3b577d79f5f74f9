import { handBack, REPLAY_QUEUES } from '../../shared/changes/index.ts';
import { parkedPath, parkedQuery } from '../../shared/contracts/parked.ts';
import * as parked from '../../shared/parked/index.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf } from '../../shared/projects/index.ts';

const ports = handBack(readEnv(...REPLAY_QUEUES));

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/parked': route({
      allow: memberOf(),
      query: parkedQuery,
      handle: parked.listForCaller,
    }),
    'GET /projects/{project_id}/parked/{parked_id}': route({
      allow: memberOf(),
      path: parkedPath,
      handle: parked.showParked,
      refusals: { parked_not_found: 404 },
    }),
    'POST /projects/{project_id}/parked/{parked_id}/replay': route({
      allow: memberOf('owner'),
      path: parkedPath,
      handle: (request: parked.ReplayForCaller) => parked.replayForCaller(request, ports),
      refusals: {
        parked_not_found: 404,
        already_replayed: 409,
        replay_running: 409,
        not_replayable: 422,
      },
    }),
  },
  { limit: perCaller },
);
