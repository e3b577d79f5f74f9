import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { getBooking } from '../bookings/index.ts';
import type { SyncRecords } from '../contracts/sync.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type SyncRecord, SyncRecordEntity } from './sync-record.ts';

const NEWEST = 100;

/** The attempts to show a booking at its destinations, newest first, at most 100. */
export async function listSyncRecords({
  access: { projectId },
  path,
}: {
  readonly access: { readonly projectId: ProjectId };
  readonly path: { readonly booking_id: string };
}): Promise<SyncRecords | Refusal<'booking_not_found'>> {
  const bookingId = path.booking_id as BookingId;
  if (!(await getBooking(projectId, bookingId))) {
    return refuse('booking_not_found', 'There is no such booking.');
  }
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(SyncRecordEntity)
    .query({ partition: keys.booking(projectId, bookingId).pk, range: { beginsWith: 'SYNC#' } })
    .options({ reverse: true, consistent: true, limit: NEWEST, entityAttrFilter: false })
    .send();
  return { attempts: (Items as unknown as SyncRecord[]).map(shown) };
}

function shown(record: SyncRecord): SyncRecords['attempts'][number] {
  const { at, destination, action, status, attempt, version, reason, payload, response } = record;
  return {
    ...{ at, destination, entity: 'BOOKING', action, status, attempt, version },
    ...(reason === undefined ? {} : { reason }),
    ...(payload === undefined ? {} : { payload }),
    ...(response === undefined ? {} : { response }),
  };
}
