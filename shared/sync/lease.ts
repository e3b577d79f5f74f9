import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { $add, $remove, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { addSeconds, type Instant } from '../platform/clock.ts';
import { type ProjectId, randomId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** One worker at a time writes to a project's destination; and what the next one has to know. */
const LeaseEntity = new Entity({
  name: 'SyncLease',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    destination: string().key(),
    token: string().optional(),
    until: string().optional(),
    /** Counts the times it was taken. */
    taken: number().optional(),
    /** The last of them that ended well: all that was written is known. */
    ended: number().optional(),
    pausedUntil: string().optional(),
    wakeAt: string().optional(),
  }),
  computeKey: ({ projectId, destination }) => keys.syncLease(projectId as ProjectId, destination),
});

/** Longer than the worker's timeout (90 s): while a lease lives, its holder may still be writing. */
export const LEASE_SECONDS = 120;

/** Whose bookings, and at which kind of destination. */
export interface Scope {
  readonly projectId: ProjectId;
  readonly destination: string;
}

/** What stands beside the lease. */
export interface Notes {
  /** The service asked for patience until then. */
  readonly pausedUntil?: Instant;
  /** A message that wakes a worker is under way, and due then. */
  readonly wakeAt?: Instant;
}

export interface Lease extends Notes {
  readonly token: string;
  readonly taken: number;
  /** A holder before did not give it back: what he wrote last, nobody knows. */
  readonly inherited: boolean;
}

/** The lease for this worker, or until when another one has it. */
export async function takeLease(
  scope: Scope,
  now: Instant,
): Promise<{ readonly lease: Lease } | ({ readonly heldUntil: Instant } & Notes)> {
  const token = randomId();
  try {
    const { Attributes: row } = await LeaseEntity.build(UpdateItemCommand)
      .item({ ...scope, token, until: addSeconds(now, LEASE_SECONDS), taken: $add(1) })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          or: [
            { attr: 'token', exists: false },
            { attr: 'until', lte: now },
            // The SDK repeats a call whose answer was lost: then the lease is already ours.
            { attr: 'token', eq: token },
          ],
        },
      })
      .send();
    const { taken = 1, ended = 0 } = row ?? {};
    return { lease: { token, taken, inherited: ended !== taken - 1, ...notesOf(row) } };
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
    const { Item } = await LeaseEntity.build(GetItemCommand)
      .key(scope)
      .options({ consistent: true })
      .send();
    return { heldUntil: Item?.until ?? now, ...notesOf(Item) };
  }
}

/**
 * Gives the lease back with what the next worker has to know. One that was taken over meanwhile is left alone.
 *
 * @param notes `doubted`: not everything that an earlier holder left in doubt was written again
 */
export async function releaseLease(
  scope: Scope,
  { token, taken }: Lease,
  notes: { readonly pausedUntil: Instant | undefined; readonly doubted: boolean },
): Promise<void> {
  try {
    await LeaseEntity.build(UpdateItemCommand)
      .item({
        ...scope,
        token: $remove(),
        until: $remove(),
        pausedUntil: notes.pausedUntil ?? $remove(),
        ...(notes.doubted ? {} : { ended: taken }),
      })
      .options({ condition: { attr: 'token', eq: token } })
      .send();
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
  }
}

/** Notes that a message which wakes a worker is under way, while somebody else has the lease. */
export async function noteWake(scope: Scope, wakeAt: Instant): Promise<void> {
  await LeaseEntity.build(UpdateItemCommand)
    .item({ ...scope, wakeAt })
    .send();
}

function notesOf(
  row: { pausedUntil?: string | undefined; wakeAt?: string | undefined } | undefined,
): Notes {
  return {
    ...(row?.pausedUntil === undefined ? {} : { pausedUntil: row.pausedUntil }),
    ...(row?.wakeAt === undefined ? {} : { wakeAt: row.wakeAt }),
  };
}
