import { createHash } from 'node:crypto';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { Entity } from 'dynamodb-toolbox/entity';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { any } from 'dynamodb-toolbox/schema/any';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { addSeconds, type Instant } from '../../platform/clock.ts';
import { type BookingId, type ProjectId, randomId, type SpecialistId } from '../../platform/ids.ts';
import { keys } from '../../platform/table/keys.ts';
import { table } from '../../platform/table/table.ts';
import type { UnmatchedPerson, UnreadableEntry } from './busy-source.ts';

/** Which place of a project, of which kind. */
export interface BusyPlaceKey {
  readonly projectId: ProjectId;
  /** The name of its source. */
  readonly source: string;
  /** A hash of the place: {@link hashOf}. */
  readonly hash: string;
}

/** What was imported last from a place, and who reads it now. */
export interface BusyPlace extends BusyPlaceKey {
  readonly place: string;
  /** Of who reads it now; gone when he is done. */
  readonly token?: string;
  readonly claimedAt?: Instant;
  /** Not before. */
  readonly nextReadAt?: Instant;
  /** What people had there at this moment is in the days of its specialists. Absent: never. */
  readonly importedAt?: Instant;
  /** How far into the future it was read. */
  readonly until?: Instant;
  /** Of the project's configuration by which it was read. */
  readonly configuration?: number;
  readonly cursor?: string;
  /** Of what the days of specialists have of it; absent while they are written. */
  readonly fingerprint?: string;
  /** In whose days there may be something of it. */
  readonly specialistIds?: readonly SpecialistId[];
  readonly unreadable?: readonly UnreadableEntry[];
  /** Who has time taken there and is none of the specialists, as far as anybody knows. */
  readonly unmatched?: readonly UnmatchedPerson[];
  /** Bookings whose time it takes as well. */
  readonly collisions?: readonly BookingId[];
  /** Why the last try failed; absent when it did not. */
  readonly why?: string;
  readonly failedAt?: Instant;
}

const BusyPlaceEntity = new Entity({
  name: 'BusyPlace',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    source: string().key(),
    hash: string().key(),
    place: string(),
    token: string().optional(),
    claimedAt: string().optional(),
    nextReadAt: string().optional(),
    importedAt: string().optional(),
    until: string().optional(),
    configuration: number().optional(),
    cursor: string().optional(),
    fingerprint: string().optional(),
    specialistIds: any().castAs<readonly SpecialistId[]>().optional(),
    unreadable: any().castAs<readonly UnreadableEntry[]>().optional(),
    unmatched: any().castAs<readonly UnmatchedPerson[]>().optional(),
    collisions: any().castAs<readonly BookingId[]>().optional(),
    why: string().optional(),
    failedAt: string().optional(),
  }),
  computeKey: ({ projectId, source, hash }) => keys.busyPlace(projectId as ProjectId, source, hash),
});

/** The name of a place in keys and in the intervals of specialists' days: short, and of characters that fit. */
export const hashOf = (place: string): string =>
  createHash('sha256').update(place).digest('base64url').slice(0, 10);

/** Every place of a project that was ever claimed, strongly read: one Query. */
export async function listBusyPlaces(projectId: ProjectId): Promise<BusyPlace[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(BusyPlaceEntity)
    .query({ partition: keys.busyPlaces(projectId), range: { beginsWith: 'PLACE#' } })
    .options({
      consistent: true,
      entityAttrFilter: false,
      maxPages: Number.POSITIVE_INFINITY,
    })
    .send();
  return Items as unknown as BusyPlace[];
}

/** When a place is claimed, and for how long. */
export interface ClaimBusyPlace {
  readonly now: Instant;
  readonly seconds: number;
  /** Whoever reads it now is overtaken. */
  readonly atOnce?: true;
}

/**
 * Makes this container the one that reads a place, for `seconds` at least: nobody else does meanwhile, also when it
 * dies over it.
 *
 * @returns the place as it was, with the new token; `undefined` when somebody else was faster, or it is too early
 */
export async function claimBusyPlace(
  { projectId, source, hash, place }: BusyPlaceKey & { readonly place: string },
  { now, seconds, atOnce }: ClaimBusyPlace,
): Promise<(BusyPlace & { readonly token: string }) | undefined> {
  const token = randomId();
  try {
    const { Attributes } = await BusyPlaceEntity.build(UpdateItemCommand)
      .item({
        ...{ projectId, source, hash, place, token },
        ...{ claimedAt: now, nextReadAt: addSeconds(now, seconds) },
      })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          or: [
            { attr: 'nextReadAt', exists: false },
            ...(atOnce ? [{ attr: 'nextReadAt', exists: true } as const] : []),
            { attr: 'nextReadAt', lte: now },
            // The SDK repeats a call whose answer was lost: then it is claimed already.
            { attr: 'token', eq: token },
          ],
        },
      })
      .send();
    return Attributes as unknown as BusyPlace & { token: string };
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return undefined;
    throw fault;
  }
}

/** What is written down about a place; what is `undefined` goes. */
export type BusyNews = {
  readonly [Name in Exclude<keyof BusyPlace, keyof BusyPlaceKey>]?: BusyPlace[Name] | undefined;
};

/** Writes down what the holder of the claim knows; `false`: somebody has taken over, and nothing is written. */
export async function noteBusyPlace(
  { projectId, source, hash, token = '' }: BusyPlace,
  news: BusyNews,
): Promise<boolean> {
  const changes = Object.entries(news).map(([name, value]) => [
    name,
    value === undefined ? $remove() : typeof value === 'object' ? $set(value) : value,
  ]);
  try {
    await BusyPlaceEntity.build(UpdateItemCommand)
      .item({ projectId, source, hash, ...Object.fromEntries(changes) })
      .options({ condition: { attr: 'token', eq: token } })
      .send();
    return true;
  } catch (fault) {
    if (fault instanceof ConditionalCheckFailedException) return false;
    throw fault;
  }
}

/** Forgets a place of which nothing is left in anybody's days. */
export async function forgetBusyPlace({
  projectId,
  source,
  hash,
  token = '',
}: BusyPlace): Promise<void> {
  try {
    await BusyPlaceEntity.build(DeleteItemCommand)
      .key({ projectId, source, hash })
      .options({ condition: { attr: 'token', eq: token } })
      .send();
  } catch (fault) {
    if (!(fault instanceof ConditionalCheckFailedException)) throw fault;
  }
}

/** That nobody has taken over, as an entry of a transaction. */
export function stillClaimed({
  projectId,
  source,
  hash,
  token = '',
}: BusyPlace): ConditionCheck<typeof BusyPlaceEntity> {
  return BusyPlaceEntity.build(ConditionCheck)
    .key({ projectId, source, hash })
    .condition({ attr: 'token', eq: token });
}
