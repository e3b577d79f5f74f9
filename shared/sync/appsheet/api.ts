import type { AppSheetConnection } from '../../projects/index.ts';

/** A row by column. Days are `YYYY-MM-DD` in both directions, however the app writes them; what is read is text. */
export type AppSheetRow = Readonly<Record<string, string | number>>;

/** What went over the wire, for the record: never the key. */
export interface AppSheetExchange {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Absent when nothing came back. */
  readonly response?: unknown;
}

/** What became of one call. */
export type AppSheetResult =
  | { readonly kind: 'ok'; readonly rows: readonly AppSheetRow[] }
  /** It may have been carried out, or not: only a look at the table tells. */
  | { readonly kind: 'unknown'; readonly why: string }
  /** Nothing was done, and the same call would be refused again. `by`: a row of it, or app, table or key. */
  | { readonly kind: 'refused'; readonly why: string; readonly by: 'row' | 'place' }
  /** Nothing was done; later it may be. */
  | { readonly kind: 'not_now'; readonly why: string; readonly retryAfterSeconds?: number };

/** One call with the keys of its rows; none of them when it asked for every row. */
export interface AppSheetBatch {
  readonly keys: readonly string[];
  readonly result: AppSheetResult;
  readonly exchange: AppSheetExchange;
}

/**
 * The calls of one table. Each takes any number of rows and makes as few calls as it can, one after the other; nothing
 * is retried inside and nothing is thrown for what the service answers. What a deadline leaves is `not_now`.
 */
export interface AppSheetApi {
  /** The rows of these keys; those that are not there are left out. */
  find(keys: readonly string[]): Promise<readonly AppSheetBatch[]>;
  /** Every row. */
  all(): Promise<AppSheetBatch>;
  /** Only of keys that are not there: what an Add of another does is not known. */
  add(rows: readonly AppSheetRow[]): Promise<readonly AppSheetBatch[]>;
  /** Changes the columns named; a row whose key is not there is refused, and with it every row of its call. */
  edit(rows: readonly AppSheetRow[]): Promise<readonly AppSheetBatch[]>;
  remove(keys: readonly string[]): Promise<readonly AppSheetBatch[]>;
}

/** How the columns of a table are read. */
export interface AppSheetShape {
  /** The one key column. */
  readonly key: string;
  /** Columns that hold days. */
  readonly dates: readonly string[];
}

/** The calls of a table whose rows have this shape. */
export type AppSheetApiFor = (connection: AppSheetConnection, shape: AppSheetShape) => AppSheetApi;
