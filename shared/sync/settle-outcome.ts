import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import type { Instant } from '../platform/clock.ts';
import { logger } from '../platform/logger.ts';
import { count } from '../platform/metrics.ts';
import { MOST_ATTEMPTS, nextLook, nextTry } from './backoff.ts';
import { commit, commitAndClear } from './commit.ts';
import type { SyncOutcome } from './destination.ts';
import { type Mark, MarkEntity } from './mark.ts';
import type { Plan } from './plan-item.ts';
import { StateEntity, type SyncState } from './state.ts';
import type { SyncMessage } from './sync-message.ts';
import { recordOf, SyncRecordEntity } from './sync-record.ts';

/** Puts a booking that is given up where a person sees it and can put it back. */
export type GiveUp = (body: Readonly<Record<string, unknown>> & SyncKey) => Promise<void>;

/** What settling needs. */
export interface SettlePorts {
  readonly giveUp: GiveUp;
  /** Puts a message back onto the queue, seconds later. */
  readonly again: (message: SyncMessage, delaySeconds: number) => Promise<void>;
}

type SyncKey = Pick<SyncState, 'projectId' | 'destination' | 'bookingId'>;
type Written = Extract<Plan, { kind: 'write' }>;
type Failure = Extract<SyncOutcome, { kind: 'failed' }>;

/** Notes of a booking that nothing is to be done about. */
export async function settleNothing({
  mark,
  heard,
}: {
  readonly mark: Mark;
  readonly heard?: SyncState;
}): Promise<void> {
  await commitAndClear(mark, ...(heard ? [putState(heard)] : []));
}

/**
 * Writes down what became of a booking: the record of the attempt, what the destination shows now, and that it is no
 * longer dirty, or when it is tried again. A booking that failed too often, or for good, is given up.
 *
 * @param at when the answer came
 */
export async function settleOutcome(
  plan: Written,
  outcome: SyncOutcome,
  at: Instant,
  { giveUp, again }: SettlePorts,
): Promise<void> {
  const { mark, booking, place } = plan;
  const { projectId, destination, bookingId } = mark;
  const key = { projectId, destination, bookingId };
  const { version } = booking;
  const attempt = mark.attempts + 1;
  const record = SyncRecordEntity.build(PutTransaction).item(
    recordOf({ ...key, version, attempt, at }, outcome),
  );
  if (outcome.kind === 'failed') return await settleFailure(plan, outcome, at, record, giveUp);
  const remote = outcome.kind === 'gone' ? {} : { remote: outcome.remote };
  const looks = remote.remote?.unfinished;
  // First this: a message too many finds nothing to do, and one too few would be missed for ever.
  if (looks !== undefined) await again({ ...key, attempt: 0 }, nextLook(looks));
  const state = putState({ ...key, version, place, ...remote, writtenAt: at });
  // Nothing was asked of the service: no attempt.
  const asked = outcome.kind !== 'already there' || outcome.response !== undefined;
  await commitAndClear(mark, state, ...(asked ? [record] : []));
}

async function settleFailure(
  { mark, booking, place, state }: Written,
  { action, why, retryAfterSeconds = 0, forGood = false }: Failure,
  at: Instant,
  record: PutTransaction<typeof SyncRecordEntity>,
  giveUp: GiveUp,
): Promise<void> {
  const { projectId, destination, bookingId } = mark;
  const key = { projectId, destination, bookingId };
  const attempts = mark.attempts + 1;
  logger.warn('A destination does not show a booking.', { ...key, action, attempts, forGood });
  if (!forGood && attempts < MOST_ATTEMPTS) {
    const nextTryAt = nextTry(attempts, retryAfterSeconds, at);
    const later = MarkEntity.build(UpdateTransaction)
      .item({ ...key, attempts, nextTryAt })
      .options({ condition: { attr: 'marks', exists: true } });
    await commit(later, record);
    return;
  }
  count('SyncGivenUp', key);
  // First this: a crash between the two gives it up once more, and nothing is ever forgotten.
  await giveUp({ ...key, again: true, attempt: 0, version: booking.version, why });
  // Once the tries are forgotten, nothing else says that what is there may not be what is remembered.
  const doubt = { ...key, place, version: 0, writtenAt: at, ...state, unsure: true };
  await commitAndClear(mark, record, putState(doubt));
}

function putState(state: SyncState): PutTransaction<typeof StateEntity> {
  const { remote, ...rest } = state;
  return StateEntity.build(PutTransaction).item({
    ...rest,
    ...(remote ? { remote: { ...remote } } : {}),
  });
}
