import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import {
  type ExecuteTransactWriteInput,
  type ExecuteTransactWriteOptions,
  execute,
} from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $add, $remove, $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../clock.ts';
import type { BookingId, ProjectId } from '../ids.ts';
import { NotificationEntity } from './notification.ts';

/** A condition on another row, as the toolbox builds it (`ConditionCheck`). */
export type Check = Exclude<ExecuteTransactWriteInput[number], ExecuteTransactWriteOptions>;

/** The record that is marked. */
export interface Marked {
  readonly projectId: ProjectId;
  readonly notificationId: string;
  readonly about?: BookingId;
}

export type Mark =
  | 'given back'
  | 'mended'
  | {
      readonly status: 'SENT' | 'SKIPPED' | 'FAILED';
      readonly sentAt?: Instant;
      readonly reason?: string;
      readonly providerMessageId?: string;
      readonly payload?: Readonly<Record<string, unknown>>;
      readonly unmended?: boolean;
    };

/** What passes: others check the same booking at the same moment, and transactions on one row exclude each other. */
const PASSING: ReadonlySet<string | undefined> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);
const TRIES = 6;
const FIRST_PAUSE_MS = 10;

/** Writes how far a message has come. */
export async function writeMark(record: Marked, mark: Mark): Promise<void> {
  await NotificationEntity.build(UpdateItemCommand).item(itemOf(record, mark)).send();
}

/**
 * Writes the mark together with a check of the truth, or neither.
 *
 * @returns `false` when the check does not hold, or nobody could say it does: then nothing is written
 */
export async function writeMarkIf(record: Marked, mark: Mark, check: Check): Promise<boolean> {
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await pause(tried);
    try {
      await execute(NotificationEntity.build(UpdateTransaction).item(itemOf(record, mark)), check);
      return true;
    } catch (fault) {
      if (!(fault instanceof TransactionCanceledException)) throw fault;
      const codes = (fault.CancellationReasons ?? []).map(({ Code }) => Code);
      if (codes[1] === 'ConditionalCheckFailed') return false;
      if (!codes.some((code) => PASSING.has(code))) throw fault;
    }
  }
  return false;
}

function itemOf({ projectId, notificationId, about }: Marked, mark: Mark) {
  const key = { projectId, notificationId, ...(about === undefined ? {} : { about }) };
  if (mark === 'mended') return { ...key, unmended: $remove() };
  if (mark === 'given back') return { ...key, claims: $add(-1), claimedUntil: $remove() };
  const { payload, ...done } = mark;
  return { ...key, ...done, ...(payload && { payload: $set(payload) }), claimedUntil: $remove() };
}

/** Full jitter: those who met each other do not meet again. */
function pause(tried: number): Promise<void> {
  const longest = FIRST_PAUSE_MS * 2 ** tried;
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
