import { showPackage } from '../../shared/billing/index.ts';
import { alertsQuery } from '../../shared/contracts/alerts.ts';
import { answeredTurns } from '../../shared/conversations/index.ts';
import { listAlerts } from '../../shared/notifications/index.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf } from '../../shared/projects/index.ts';
import { showQueue, showStats } from '../../shared/stats/index.ts';

export const handler = httpDoor(
  {
    'GET /projects/{project_id}/stats': route({ allow: memberOf(), handle: showStats }),
    'GET /projects/{project_id}/queue': route({ allow: memberOf(), handle: showQueue }),
    'GET /projects/{project_id}/alerts': route({
      ...{ allow: memberOf(), query: alertsQuery, handle: listAlerts },
      refusals: { project_not_found: 404, invalid_cursor: 400 },
    }),
    'GET /projects/{project_id}/package': route({
      allow: memberOf(),
      handle: ({ access }) => showPackage(access.projectId, answeredTurns),
      refusals: { project_not_found: 404 },
    }),
  },
  { limit: perCaller },
);
