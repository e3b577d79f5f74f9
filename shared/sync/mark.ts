import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { $add, $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { map } from 'dynamodb-toolbox/schema/map';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { SYNC_WISHES, type SyncMessage } from './sync-message.ts';

/** A booking that a destination does not show as it stands, perhaps; gone as soon as it surely does. */
export const MarkEntity = new Entity({
  name: 'SyncMark',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    destination: string().key(),
    bookingId: string().key(),
    /** Counts how often it was marked: the same number means that nobody marked it meanwhile. */
    marks: number(),
    /** Tries that failed since it was last there. */
    attempts: number().optional(),
    nextTryAt: string().optional(),
    wish: map({ action: string().enum(...SYNC_WISHES), version: number() }).optional(),
  }),
  computeKey: ({ projectId, destination, bookingId }) =>
    keys.syncMark(projectId as ProjectId, destination, bookingId as BookingId),
});

export interface Mark {
  readonly projectId: ProjectId;
  readonly destination: string;
  readonly bookingId: BookingId;
  readonly marks: number;
  readonly attempts: number;
  /** Not before. */
  readonly nextTryAt?: Instant;
  readonly wish?: NonNullable<SyncMessage['wish']>;
}

/** Marks a booking as dirty. What it has failed at and waits for stays, unless it is put back. */
export async function markDirty(
  scope: Pick<Mark, 'projectId' | 'destination'>,
  bookingId: BookingId,
  { wish, again }: { readonly wish: SyncMessage['wish']; readonly again: boolean },
): Promise<void> {
  await MarkEntity.build(UpdateItemCommand)
    .item({
      ...{ ...scope, bookingId },
      marks: $add(1),
      ...(wish ? { wish: $set(wish) } : {}),
      ...(again ? { attempts: $remove(), nextTryAt: $remove() } : {}),
    })
    .send();
}

/** Whether a worker is about to write a booking. */
export async function isMarked(
  scope: Pick<Mark, 'projectId' | 'destination'>,
  bookingId: BookingId,
): Promise<boolean> {
  const { Item } = await MarkEntity.build(GetItemCommand)
    .key({ ...scope, bookingId })
    .options({ consistent: true })
    .send();
  return Item !== undefined;
}

/** Every mark of a project's destination, strongly read. */
export async function listMarks(projectId: ProjectId, destination: string): Promise<Mark[]> {
  const found: Mark[] = [];
  let exclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const { Items = [], LastEvaluatedKey } = await table
      .build(QueryCommand)
      .entities(MarkEntity)
      .query({ partition: keys.sync(projectId, destination), range: { beginsWith: 'DIRTY#' } })
      .options({
        consistent: true,
        entityAttrFilter: false,
        ...(exclusiveStartKey && { exclusiveStartKey }),
      })
      .send();
    found.push(...Items.map((one) => ({ ...one, attempts: one.attempts ?? 0 }) as unknown as Mark));
    exclusiveStartKey = LastEvaluatedKey;
  } while (exclusiveStartKey !== undefined);
  return found;
}
