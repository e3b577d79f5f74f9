import { bookingPath } from '../../shared/contracts/bookings.ts';
import { syncWish } from '../../shared/contracts/sync.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf, memberOfHeader } from '../../shared/projects/index.ts';
import { appSheet } from '../../shared/providers/appsheet/index.ts';
import {
  type AskSync,
  appSheetDestination,
  askSync,
  listBusyTimes,
  listSyncRecords,
} from '../../shared/sync/index.ts';

const { SYNC_QUEUE_URL: queue } = readEnv('SYNC_QUEUE_URL');
const table = appSheetDestination({ api: appSheet });

export const handler = httpDoor(
  {
    'POST /api/integrations/appsheet/sync': route({
      allow: memberOfHeader(),
      body: syncWish,
      handle: (request: AskSync) =>
        askSync(request, table, {
          put: (message) => sendToQueue(queue, message.projectId, message),
        }),
      refusals: { booking_not_found: 404, not_connected: 409 },
    }),
    'GET /projects/{project_id}/busy-times': route({ allow: memberOf(), handle: listBusyTimes }),
    'GET /projects/{project_id}/bookings/{booking_id}/sync': route({
      ...{ allow: memberOf(), path: bookingPath },
      ...{ handle: listSyncRecords, refusals: { booking_not_found: 404 } },
    }),
  },
  { limit: perCaller },
);
