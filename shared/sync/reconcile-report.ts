import { createHash } from 'node:crypto';
import { Entity } from 'dynamodb-toolbox/entity';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { any } from 'dynamodb-toolbox/schema/any';
import { boolean } from 'dynamodb-toolbox/schema/boolean';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Difference } from './judge-entries.ts';
import type { Comparison } from './reconcile-destination.ts';

/** Why it was compared: at night, since a member asked, or since the configuration names another place. */
export const RECONCILE_CAUSES = ['night', 'member', 'connected'] as const;
export type ReconcileCause = (typeof RECONCILE_CAUSES)[number];

/** One thing that was not as it should be, for people. */
export interface ReportedDifference {
  readonly bookingId: BookingId;
  /** The place's own id of its row or event; absent: there is none. */
  readonly entry?: string;
  /** Absent: the project has no such booking. */
  readonly code?: string;
  readonly startsAt?: Instant;
}

/** The first so many, and how many there were. */
export interface ReportedList {
  readonly total: number;
  readonly first: readonly ReportedDifference[];
}

/** What a place showed when it was compared last. */
export interface ReconcileReport {
  readonly projectId: ProjectId;
  readonly destination: string;
  readonly place: string;
  readonly at: Instant;
  readonly cause: ReconcileCause;
  readonly dryRun: boolean;
  /** Bookings that were compared, at all places of the destination. */
  readonly checked: number;
  /** Of these: on their way or changed just now, so not judged. */
  readonly inFlight: number;
  readonly missing: ReportedList;
  readonly extra: ReportedList;
  readonly different: ReportedList;
  /** Differences that are being put right. */
  readonly healing: number;
  /** Why it is not known what the place shows. */
  readonly failed?: string;
}

const ReportEntity = new Entity({
  name: 'ReconcileReport',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    destination: string().key(),
    placeHash: string().key(),
    place: string(),
    at: string(),
    cause: string().enum(...RECONCILE_CAUSES),
    dryRun: boolean(),
    checked: number(),
    inFlight: number(),
    missing: any().castAs<ReportedList>(),
    extra: any().castAs<ReportedList>(),
    different: any().castAs<ReportedList>(),
    healing: number(),
    failed: string().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, destination, placeHash }) =>
    keys.reconcileReport(projectId as ProjectId, destination, placeHash),
});

const KEPT_SECONDS = 90 * 86_400;
const MOST_LISTED = 100;
const LONGEST_WHY = 500;

/** A report for every place of a comparison. */
export function reportOf(
  of: Pick<ReconcileReport, 'projectId' | 'at' | 'cause' | 'dryRun'>,
  compared: Comparison,
  healed: readonly Difference[],
): ReconcileReport[] {
  const { destination, checked, inFlight, differences, places, failed } = compared;
  const list = (place: string, kind: Difference['kind']): ReportedList => {
    const own = differences.filter((one) => one.kind === kind && one.place === place);
    return { total: own.length, first: own.slice(0, MOST_LISTED).map(shown) };
  };
  const none: ReportedList = { total: 0, first: [] };
  return [
    ...places.map((place) => ({
      ...{ ...of, destination, place, checked, inFlight },
      missing: list(place, 'missing'),
      extra: list(place, 'extra'),
      different: list(place, 'different'),
      healing: healed.filter((one) => one.place === place).length,
    })),
    ...failed.map(({ place, why }) => ({
      ...{ ...of, destination, place, checked: 0, inFlight: 0 },
      ...{ missing: none, extra: none, different: none, healing: 0 },
      failed: why.slice(0, LONGEST_WHY),
    })),
  ];
}

function shown(one: Difference): ReportedDifference {
  const { booking } = one;
  const entry = one.kind === 'missing' ? {} : { entry: one.entry.id };
  if (booking) {
    const { bookingId, code, startsAt } = booking;
    return { bookingId, code, startsAt, ...entry };
  }
  const bookingId = one.kind === 'extra' ? one.entry.bookingId : undefined;
  return { bookingId: bookingId ?? ('' as BookingId), ...entry };
}

/** Keeps a report in the place of the one before. */
export async function keepReport(report: ReconcileReport): Promise<void> {
  const { place, at } = report;
  const placeHash = createHash('sha256').update(place).digest('base64url').slice(0, 16);
  const ttl = expiresAt(at, KEPT_SECONDS);
  await ReportEntity.build(PutItemCommand)
    .item({ ...report, placeHash, ttl })
    .send();
}

/** The last report of every place of a project. */
export async function listReports(projectId: ProjectId): Promise<readonly ReconcileReport[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(ReportEntity)
    .query({ partition: keys.reconcile(projectId), range: { beginsWith: 'REPORT#' } })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  return Items as unknown as readonly ReconcileReport[];
}
