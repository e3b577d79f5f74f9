import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { $remove } from 'dynamodb-toolbox/entity/actions/update';
import type { TransactionEntry } from '../bookings/index.ts';
import { type Mark, MarkEntity } from './mark.ts';

const TRIES = 8;
const FIRST_PAUSE_MS = 10;
const PASSING: ReadonlySet<string | undefined> = new Set([
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

/**
 * Writes what is known now and takes the mark away, both or neither. A mark that was set again meanwhile stays, as one
 * that never failed: what is known is written all the same.
 *
 * @throws the fault of the last try when DynamoDB refuses again and again: the mark stays, and all is done once more
 */
export async function commitAndClear(
  mark: Mark,
  ...entries: readonly TransactionEntry[]
): Promise<void> {
  const { projectId, destination, bookingId, marks } = mark;
  const key = { projectId, destination, bookingId };
  const clear = MarkEntity.build(DeleteTransaction)
    .key(key)
    .options({ condition: { attr: 'marks', eq: marks } });
  // The wish stays: it was made of this version, or it came with the newer mark.
  const keep = MarkEntity.build(UpdateTransaction)
    .item({ ...key, attempts: $remove(), nextTryAt: $remove() })
    .options({ condition: { attr: 'marks', exists: true } });
  if (await commit(clear, ...entries)) return;
  if (await commit(keep, ...entries)) return;
  // Nobody else takes marks away: this very call did, in a try whose answer was lost.
}

/** @returns whether it is written; `false` when the condition of `first` does not hold */
export async function commit(
  first: TransactionEntry,
  ...others: readonly TransactionEntry[]
): Promise<boolean> {
  for (let tried = 1; ; tried += 1) {
    try {
      await execute(first, ...others);
      return true;
    } catch (fault) {
      if (!(fault instanceof TransactionCanceledException)) throw fault;
      const codes = (fault.CancellationReasons ?? []).map(({ Code }) => Code);
      if (codes[0] === 'ConditionalCheckFailed') return false;
      if (tried >= TRIES || !codes.some((code) => PASSING.has(code))) throw fault;
      await pause(tried);
    }
  }
}

/** Full jitter: those who met each other do not meet again. */
function pause(tried: number): Promise<void> {
  const longest = FIRST_PAUSE_MS * 2 ** tried;
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
