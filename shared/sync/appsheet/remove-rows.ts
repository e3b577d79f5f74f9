import type { BookingId } from '../../platform/ids.ts';
import type { AppSheetApi, AppSheetBatch } from './api.ts';
import { SHAPE } from './row.ts';

/** What became of a row that shall not be in the table. */
export type Removal = {
  readonly payload: unknown;
  readonly response?: unknown;
} & (
  | { readonly kind: 'gone' }
  | { readonly kind: 'failed'; readonly why: string; readonly retryAfterSeconds?: number }
);

/**
 * Has none of these rows in the table. Only what is there is deleted, since one row that is not refuses its whole call;
 * a row counts as gone when the table says so.
 *
 * @returns an outcome for every booking
 */
export async function removeRows(
  table: AppSheetApi,
  bookingIds: readonly BookingId[],
): Promise<ReadonlyMap<BookingId, Removal>> {
  const outcomes = new Map<BookingId, Removal>();
  const settle = (batch: AppSheetBatch, bookingId: BookingId, failure?: AppSheetBatch['result']) =>
    outcomes.set(bookingId, removalOf(batch, bookingId, failure));

  const present: BookingId[] = [];
  for (const batch of await table.find(bookingIds)) {
    const { result } = batch;
    for (const bookingId of carriedBy(batch, bookingIds)) {
      if (result.kind !== 'ok') settle(batch, bookingId, result);
      else if (shows(batch, bookingId)) present.push(bookingId);
      else settle(batch, bookingId);
    }
  }
  const doubts: { batch: AppSheetBatch; bookingId: BookingId }[] = [];
  for (const batch of await table.remove(present)) {
    for (const bookingId of carriedBy(batch, present)) {
      if (batch.result.kind === 'ok') settle(batch, bookingId);
      else if (batch.result.kind === 'unknown') doubts.push({ batch, bookingId });
      else settle(batch, bookingId, batch.result);
    }
  }
  const looked = await table.find(doubts.map(({ bookingId }) => bookingId));
  for (const { batch, bookingId } of doubts) {
    const look = looked.find(({ keys }) => keys.includes(bookingId));
    const gone = look?.result.kind === 'ok' && !shows(look, bookingId);
    settle(batch, bookingId, gone ? undefined : batch.result);
  }
  return outcomes;
}

function removalOf(
  { exchange: { payload, response } }: AppSheetBatch,
  bookingId: BookingId,
  failure?: AppSheetBatch['result'],
): Removal {
  const row = { [SHAPE.key]: bookingId };
  const asked = { payload: { Action: payload.Action, Rows: [row] } };
  if (failure === undefined || failure.kind === 'ok') return { kind: 'gone', ...asked };
  return {
    kind: 'failed',
    why: failure.why,
    ...(failure.kind === 'not_now' && failure.retryAfterSeconds !== undefined
      ? { retryAfterSeconds: failure.retryAfterSeconds }
      : {}),
    ...asked,
    ...(response === undefined ? {} : { response }),
  };
}

const carriedBy = ({ keys }: AppSheetBatch, bookingIds: readonly BookingId[]): BookingId[] =>
  bookingIds.filter((bookingId) => keys.includes(bookingId));

const shows = ({ result }: AppSheetBatch, bookingId: BookingId): boolean =>
  result.kind === 'ok' && result.rows.some((row) => row[SHAPE.key] === bookingId);
