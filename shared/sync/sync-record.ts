import { Entity } from 'dynamodb-toolbox/entity';
import { any } from 'dynamodb-toolbox/schema/any';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { expiresAt, type Instant } from '../platform/clock.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { SYNC_ACTIONS, type SyncAction, type SyncOutcome } from './destination.ts';

/** One attempt to show a booking at a destination, for people who ask why it is not there. */
export const SyncRecordEntity = new Entity({
  name: 'SyncRecord',
  table,
  timestamps: false,
  schema: item({
    projectId: string().key(),
    bookingId: string().key(),
    at: string().key(),
    destination: string().key(),
    kind: string().const('BOOKING'),
    action: string().enum(...SYNC_ACTIONS),
    status: string().enum('SUCCESS', 'FAILED'),
    /** Which try since it was last there, from 1. */
    attempt: number(),
    /** Of the booking. */
    version: number(),
    reason: string().optional(),
    payload: any().optional(),
    response: any().optional(),
    ttl: number(),
  }),
  computeKey: ({ projectId, bookingId, at, destination }) =>
    keys.syncRecord(projectId as ProjectId, bookingId as BookingId, at, destination),
});

export interface SyncRecord {
  readonly at: Instant;
  readonly destination: string;
  readonly action: SyncAction;
  readonly status: 'SUCCESS' | 'FAILED';
  readonly attempt: number;
  readonly version: number;
  readonly reason?: string;
  readonly payload?: unknown;
  readonly response?: unknown;
}

const KEPT_SECONDS = 90 * 24 * 3_600;
/** What is longer is cut: the record is to be read, and an item has its limit. */
const LONGEST = 8_000;

/** The record of an outcome, as the item to put. */
export function recordOf(
  which: {
    readonly projectId: ProjectId;
    readonly bookingId: BookingId;
    readonly destination: string;
    readonly version: number;
    readonly attempt: number;
    readonly at: Instant;
  },
  outcome: SyncOutcome,
) {
  const { action, payload, response } = outcome;
  return {
    ...which,
    kind: 'BOOKING',
    action,
    status: outcome.kind === 'failed' ? 'FAILED' : 'SUCCESS',
    ...(outcome.kind === 'failed' ? { reason: outcome.why.slice(0, 500) } : {}),
    ...(payload === undefined ? {} : { payload: shortened(payload) }),
    ...(response === undefined ? {} : { response: shortened(response) }),
    ttl: expiresAt(which.at, KEPT_SECONDS),
  } as const;
}

function shortened(value: unknown): unknown {
  const text = JSON.stringify(value) ?? '';
  return text.length <= LONGEST
    ? (JSON.parse(text || 'null') as unknown)
    : `${text.slice(0, LONGEST)}…`;
}
