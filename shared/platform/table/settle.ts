import {
  type ExecuteTransactWriteInput,
  type ExecuteTransactWriteOptions,
  execute,
} from 'dynamodb-toolbox/entity/actions/transactWrite';
import type { Instant } from '../clock.ts';
import { PassingFault } from '../errors.ts';

/** One write of a transaction, as the toolbox builds it (`PutTransaction`, `UpdateTransaction`, …). */
export type TransactionEntry = Exclude<
  ExecuteTransactWriteInput[number],
  ExecuteTransactWriteOptions
>;

/** What to answer, once `write` (absent: nothing) is committed as a whole. */
export interface Decision<Answer> {
  readonly answer: Answer;
  readonly write?: readonly TransactionEntry[];
  /** What others want committed with it, such as a conversation's receipt. */
  readonly alongside?: readonly TransactionEntry[];
}

/** Why the previous try did not settle. */
export interface Setback {
  /** Per entry of the transaction, the booking first, what DynamoDB said of it; empty when it did not say. */
  readonly codes: readonly string[];
  /** The transaction may have been applied although no answer came. */
  readonly unsure: boolean;
}

/** What DynamoDB says of an entry whose condition does not hold. */
export const REFUSED = 'ConditionalCheckFailed';

const TRIES = 8;
const FIRST_PAUSE_MS = 10;
const LONGEST_PAUSE_MS = 400;

/**
 * Decides on what is read now and commits it; when someone else was faster, or DynamoDB refuses for the moment, reads
 * and decides again. Only `decide` makes a loser, and only from what it has just read.
 *
 * @param decide reads and decides; gets what the previous try met
 * @throws PassingFault after {@link TRIES} tries; whatever is no passing matter as it came
 */
export async function settle<Answer>(
  decide: (setback: Setback | undefined) => Promise<Decision<Answer>>,
): Promise<Answer> {
  let setback: Setback | undefined;
  let cause: unknown;
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await pause(tried);
    let own = 0;
    try {
      const { answer, write = [], alongside = [] } = await decide(setback);
      own = write.length;
      if (own > 0) await execute(...write, ...alongside);
      return answer;
    } catch (fault) {
      const met = setbackOf(fault);
      if (met === undefined) throw fault;
      // The booking's own row says first whether a copy of this request was faster.
      if (met.codes[0] !== REFUSED && met.codes.slice(own).includes(REFUSED)) {
        throw new PassingFault('What is to be written alongside is there already.', {
          cause: fault,
        });
      }
      // A later try may meet a clear refusal of what an earlier, unanswered one has written.
      setback = { ...met, unsure: met.unsure || (setback?.unsure ?? false) };
      cause = fault;
    }
  }
  throw new PassingFault(`Not settled in ${TRIES} tries.`, { cause });
}

/** Whether what stands now was written by this very request, in a try whose answer was lost. */
export function isOwnWrite(
  setback: Setback | undefined,
  writtenAt: Instant,
  now: Instant,
): boolean {
  return setback?.unsure === true && writtenAt === now;
}

/** Whether DynamoDB refused for the moment, or gave no answer: the same may be tried again. */
export function isPassing(fault: unknown): boolean {
  return setbackOf(fault) !== undefined;
}

/** Full jitter: those who met each other do not meet again. */
function pause(tried: number): Promise<void> {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** (tried - 1), LONGEST_PAUSE_MS);
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}

const PASSING_CODES: ReadonlySet<string> = new Set([
  'None',
  REFUSED,
  'TransactionConflict',
  'ThrottlingError',
  'ProvisionedThroughputExceeded',
  'RequestLimitExceeded',
]);

const PASSING_NAMES: ReadonlySet<string> = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
]);

const UNSURE_NAMES: ReadonlySet<string> = new Set([
  'InternalServerError',
  'TransactionInProgressException',
  'TimeoutError',
  'AbortError',
]);

const UNSURE_NETWORK: ReadonlySet<string> = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

function setbackOf(fault: unknown): Setback | undefined {
  if (!(fault instanceof Error)) return undefined;
  const known = fault as Error & {
    code?: string;
    CancellationReasons?: { Code?: string }[];
    $metadata?: { httpStatusCode?: number };
  };
  if (known.CancellationReasons !== undefined) {
    const codes = known.CancellationReasons.map(({ Code }) => Code ?? 'None');
    return codes.every((code) => PASSING_CODES.has(code)) ? { codes, unsure: false } : undefined;
  }
  if (PASSING_NAMES.has(known.name)) return { codes: [], unsure: false };
  const unsure =
    UNSURE_NAMES.has(known.name) ||
    UNSURE_NETWORK.has(known.code ?? '') ||
    (known.$metadata?.httpStatusCode ?? 0) >= 500;
  return unsure ? { codes: [], unsure } : undefined;
}
