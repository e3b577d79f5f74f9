import type { BookingId } from '../../platform/ids.ts';
import type { AppSheetApi, AppSheetBatch, AppSheetExchange, AppSheetRow } from './api.ts';
import { differencesOf, SHAPE } from './row.ts';

/** A row that shall be in the table. */
export interface RowWish {
  readonly bookingId: BookingId;
  /** Every column: what an Add carries. */
  readonly whole: AppSheetRow;
  /** Without the columns that are people's own: what an Edit carries, and what a row is compared by. */
  readonly own: AppSheetRow;
  /** It was written before, so its Edit needs no look. */
  readonly known: boolean;
}

type WriteAction = 'Add' | 'Edit';

/** What became of a row, with the call that decided it cut down to this row. */
export type RowOutcome = { readonly action: WriteAction } & AppSheetExchange & (Shown | Failed);

interface Shown {
  readonly kind: 'written' | 'already there';
  /** As the table shows it, with what is people's own. */
  readonly row: AppSheetRow;
}

interface Failed extends Failure {
  readonly kind: 'failed';
}

interface Failure {
  readonly why: string;
  readonly retryAfterSeconds?: number;
  /** The same row would be refused again. */
  readonly forGood?: true;
  readonly refusedBy?: 'appsheet';
}

/** One call and the wishes it carried. */
interface Carried {
  readonly wishes: readonly RowWish[];
  readonly batch: AppSheetBatch;
}

interface Writing {
  readonly table: AppSheetApi;
  readonly late: () => boolean;
  readonly outcomes: Map<BookingId, RowOutcome>;
  /** Writes that nobody answered. */
  readonly doubts: (Carried & { readonly action: WriteAction; readonly why: string })[];
}

/**
 * Has every row in the table once and as it should be. A row that may be there is looked for before it is added; after
 * a write that was not answered the table is asked what became of it. A row that AppSheet refuses is told from its
 * neighbours by halving their call, and they are written all the same.
 *
 * @param late whether the time is over: what is not done by then fails, to be tried again
 * @returns an outcome for every wish
 */
export async function writeRows(
  table: AppSheetApi,
  wishes: readonly RowWish[],
  late: () => boolean,
): Promise<ReadonlyMap<BookingId, RowOutcome>> {
  const writing: Writing = { table, late, outcomes: new Map(), doubts: [] };
  const known = wishes.filter((wish) => wish.known);
  for (const { wishes: refused } of await put(writing, 'Edit', known)) {
    // A row that somebody deleted in the app takes its whole call down.
    await lookThenWrite(writing, 'Edit', refused);
  }
  const others = wishes.filter((wish) => !wish.known);
  await lookThenWrite(writing, 'Add', others);
  await lookAfter(writing);
  return writing.outcomes;
}

async function lookThenWrite(
  writing: Writing,
  action: WriteAction,
  wishes: readonly RowWish[],
): Promise<void> {
  const missing: RowWish[] = [];
  const different: RowWish[] = [];
  for (const looked of await look(writing, wishes)) {
    const { result } = looked.batch;
    if (result.kind !== 'ok') {
      for (const wish of looked.wishes)
        settle(writing, action, wish, looked.batch, failureOf(result));
      continue;
    }
    for (const wish of looked.wishes) {
      const row = rowOf(looked.batch, wish);
      if (row === undefined) missing.push(wish);
      else if (differencesOf(wish.own, row).length > 0) different.push(wish);
      else settle(writing, action, wish, looked.batch, { kind: 'already there', row });
    }
  }
  for (const refused of await put(writing, 'Add', missing)) await halve(writing, 'Add', refused);
  for (const refused of await put(writing, 'Edit', different))
    await halve(writing, 'Edit', refused);
}

async function look(writing: Writing, wishes: readonly RowWish[]): Promise<Carried[]> {
  if (outOfTime(writing, 'Add', wishes)) return [];
  const batches = await writing.table.find(wishes.map(({ bookingId }) => bookingId));
  return batches.map((batch) => ({ batch, wishes: carriedBy(batch, wishes) }));
}

/** Writes rows. @returns the calls that were refused because of one of their rows */
async function put(
  writing: Writing,
  action: WriteAction,
  wishes: readonly RowWish[],
): Promise<Carried[]> {
  if (outOfTime(writing, action, wishes)) return [];
  const batches =
    action === 'Add'
      ? await writing.table.add(wishes.map(({ whole }) => whole))
      : await writing.table.edit(wishes.map(({ own }) => own));
  const refused: Carried[] = [];
  for (const batch of batches) {
    const { result } = batch;
    const carried = { batch, wishes: carriedBy(batch, wishes) };
    if (result.kind === 'refused' && result.by === 'row') refused.push(carried);
    else if (result.kind === 'unknown')
      writing.doubts.push({ ...carried, action, why: result.why });
    else if (result.kind === 'ok') confirm(writing, action, carried);
    else {
      const failure = failureOf(result);
      for (const wish of carried.wishes) settle(writing, action, wish, batch, failure);
    }
  }
  return refused;
}

/** Only a row that comes back was surely written. */
function confirm(writing: Writing, action: WriteAction, { wishes, batch }: Carried): void {
  for (const wish of wishes) {
    const row = rowOf(batch, wish);
    if (row) settle(writing, action, wish, batch, { kind: 'written', row });
    else writing.doubts.push({ wishes: [wish], batch, action, why: 'its row did not come back' });
  }
}

async function halve(
  writing: Writing,
  action: WriteAction,
  { wishes, batch }: Carried,
): Promise<void> {
  const [only, second] = wishes;
  if (only && !second) {
    settle(writing, action, only, batch, { ...failureOf(batch.result), forGood: true });
    return;
  }
  const middle = Math.ceil(wishes.length / 2);
  for (const half of [wishes.slice(0, middle), wishes.slice(middle)]) {
    for (const refused of await put(writing, action, half)) await halve(writing, action, refused);
  }
}

async function lookAfter(writing: Writing): Promise<void> {
  const wishes = writing.doubts.flatMap((doubt) => doubt.wishes);
  const found = new Map<BookingId, AppSheetRow>();
  for (const { batch, wishes: looked } of await look(writing, wishes)) {
    for (const wish of looked) {
      const row = rowOf(batch, wish);
      if (row) found.set(wish.bookingId, row);
    }
  }
  for (const { action, batch, why, wishes: doubtful } of writing.doubts) {
    for (const wish of doubtful) {
      const row = found.get(wish.bookingId);
      const written = row !== undefined && differencesOf(wish.own, row).length === 0;
      // Absent or different now does not say that it was not done: the call may still be on its way.
      const verdict = written
        ? ({ kind: 'written', row } as const)
        : ({ kind: 'failed', why } as const);
      settle(writing, action, wish, batch, verdict);
    }
  }
}

function outOfTime(writing: Writing, action: WriteAction, wishes: readonly RowWish[]): boolean {
  if (wishes.length === 0) return true;
  if (!writing.late()) return false;
  for (const { bookingId } of wishes) {
    const why = 'no time was left';
    writing.outcomes.set(bookingId, { kind: 'failed', action, why, payload: {} });
  }
  return true;
}

function settle(
  writing: Writing,
  action: WriteAction,
  wish: RowWish,
  batch: AppSheetBatch,
  verdict: Shown | Failed,
): void {
  writing.outcomes.set(wish.bookingId, { action, ...verdict, ...exchangeOf(batch, wish) });
}

function failureOf(result: AppSheetBatch['result']): Failed {
  if (result.kind === 'ok') return { kind: 'failed', why: '' };
  const { why } = result;
  if (result.kind === 'refused' && result.by === 'place') {
    return { kind: 'failed', why, refusedBy: 'appsheet' };
  }
  return result.kind === 'not_now' && result.retryAfterSeconds !== undefined
    ? { kind: 'failed', why, retryAfterSeconds: result.retryAfterSeconds }
    : { kind: 'failed', why };
}

const carriedBy = ({ keys }: AppSheetBatch, wishes: readonly RowWish[]): RowWish[] => {
  const carried = new Set(keys);
  return wishes.filter(({ bookingId }) => carried.has(bookingId));
};

function rowOf({ result }: AppSheetBatch, { bookingId }: RowWish): AppSheetRow | undefined {
  return result.kind === 'ok' ? result.rows.find((row) => row[SHAPE.key] === bookingId) : undefined;
}

/** What is kept of a call for one of its rows: a hundred records of a hundred rows each help nobody. */
function exchangeOf(batch: AppSheetBatch, wish: RowWish): AppSheetExchange {
  const { payload, response } = batch.exchange;
  const {
    Action,
    Properties,
    Rows = [],
  } = payload as {
    Action?: string;
    Properties?: Readonly<Record<string, unknown>>;
    Rows?: readonly AppSheetRow[];
  };
  const ofWish = (row: AppSheetRow) => row[SHAPE.key] === wish.bookingId;
  const { Selector: _, ...properties } = Properties ?? {};
  const key = { [SHAPE.key]: wish.bookingId };
  const sent = {
    Action,
    Properties: properties,
    Rows: Action === 'Find' ? [key] : Rows.filter(ofWish),
  };
  if (batch.result.kind === 'ok') {
    return { payload: sent, response: { Rows: batch.result.rows.filter(ofWish) } };
  }
  return { payload: sent, ...(response === undefined ? {} : { response }) };
}
