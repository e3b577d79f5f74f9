import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Remote } from './destination.ts';

/** What a destination shows of a booking, as far as is known. Kept as long as the booking: ids there do not expire. */
export const StateEntity = new Entity({
  name: 'SyncState',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    destination: string().key(),
    bookingId: string().key(),
    version: number(),
    place: string(),
    remote: map({
      id: string(),
      version: number(),
      fingerprint: string(),
      unfinished: number().optional(),
    }).optional(),
    writtenAt: string(),
    unsure: boolean().optional(),
  }),
  computeKey: ({ projectId, destination, bookingId }) =>
    keys.syncState(projectId as ProjectId, destination, bookingId as BookingId),
});

export interface SyncState {
  readonly projectId: ProjectId;
  readonly destination: string;
  readonly bookingId: BookingId;
  /** The version of the booking that was settled last. */
  readonly version: number;
  readonly place: string;
  /** Absent: it was taken out. */
  readonly remote?: Remote;
  /** When that was known. */
  readonly writtenAt: Instant;
  /** It was given up: what any place shows of it may not be what is remembered here. */
  readonly unsure?: boolean;
}

/** What a destination is known to show of a booking; `undefined`: nothing is known. */
export async function getState(
  projectId: ProjectId,
  destination: string,
  bookingId: BookingId,
): Promise<SyncState | undefined> {
  const { Item } = await StateEntity.build(GetItemCommand)
    .key({ projectId, destination, bookingId })
    .options({ consistent: true })
    .send();
  return Item as SyncState | undefined;
}

/** All that a destination is known to show of a project, strongly read, by booking. */
export async function listStates(
  projectId: ProjectId,
  destination: string,
): Promise<ReadonlyMap<BookingId, SyncState>> {
  const found = new Map<BookingId, SyncState>();
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(StateEntity)
      .query({ partition: keys.sync(projectId, destination), range: { beginsWith: 'STATE#' } })
      .options({
        consistent: true,
        entityAttrFilter: false,
        ...(exclusiveStartKey && { exclusiveStartKey }),
      })
      .send();
    for (const one of Items as unknown as SyncState[]) found.set(one.bookingId, one);
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return found;
}
