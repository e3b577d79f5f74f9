import { bookingPath } from '../../shared/contracts/bookings.ts';
import { reconcileQuery } from '../../shared/contracts/reconcile.ts';
import { syncWish } from '../../shared/contracts/sync.ts';
import { sendToQueue } from '../../shared/platform/aws/sqs.ts';
import { now } from '../../shared/platform/clock.ts';
import { readEnv } from '../../shared/platform/env.ts';
import { httpDoor, route } from '../../shared/platform/lambda/http.ts';
import { perCaller } from '../../shared/platform/lambda/per-caller.ts';
import { memberOf, memberOfHeader } from '../../shared/projects/index.ts';
import { appSheet } from '../../shared/providers/appsheet/index.ts';
import { destinations } from '../../shared/providers/index.ts';
import * as sync from '../../shared/sync/index.ts';

const { SYNC_QUEUE_URL: queue } = readEnv('SYNC_QUEUE_URL');
const put = (message: sync.SyncMessage) => sendToQueue(queue, message.projectId, message);
const table = sync.appSheetDestination({ api: appSheet });
const all = destinations();
const allow = memberOf();

export const handler = httpDoor(
  {
    'POST /api/integrations/appsheet/sync': route({
      ...{ allow: memberOfHeader(), body: syncWish },
      handle: (request: sync.AskSync) => sync.askSync(request, table, { put }),
      refusals: { booking_not_found: 404, not_connected: 409 },
    }),
    'GET /projects/{project_id}/busy-times': route({ allow, handle: sync.listBusyTimes }),
    'GET /projects/{project_id}/bookings/{booking_id}/sync': route({
      ...{ allow, path: bookingPath },
      ...{ handle: sync.listSyncRecords, refusals: { booking_not_found: 404 } },
    }),
    'GET /projects/{project_id}/reconcile': route({ allow, handle: sync.showReconciled }),
    'POST /projects/{project_id}/reconcile': route({
      ...{ allow, query: reconcileQuery, refusals: { not_connected: 409 } },
      handle: (request: sync.ReconcileForCaller) =>
        sync.reconcileForCaller(request, all, { put, now }),
    }),
  },
  { limit: perCaller },
);
