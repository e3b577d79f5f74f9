import { type HttpAnswer, requestJson } from '../../platform/http-client.ts';
import type { AppSheetConnection } from '../../projects/index.ts';
import type {
  AppSheetApi,
  AppSheetBatch,
  AppSheetResult,
  AppSheetRow,
  AppSheetShape,
} from '../../sync/index.ts';
import { type Action, judgeAnswer, judgeFault } from './errors.ts';
import { wireRow } from './parse.ts';
import { askable, selectorOf } from './selector.ts';

/** The most rows one call carries. */
export const MOST_ROWS = 100;
const TIMEOUT_MS = 10_000;
/** A list of calls begins none after this. */
const DEADLINE_MS = 25_000;
/** Americans write days in one way only, and every table reads it; the zone is there because a call wants one. */
const PROPERTIES = { Locale: 'en-US', Timezone: 'UTC' } as const;

/** For tests that do not wait. */
export interface AppSheetLimits {
  readonly timeoutMs?: number;
  readonly deadlineMs?: number;
}

/**
 * The table of an app, over the AppSheet API v2. It acts as the app's owner: nobody is named in its calls.
 * `APPSHEET_API_ROOT` names another server than the connection does.
 *
 * @param shape the key column, and which columns hold days
 */
export function appSheet(
  connection: AppSheetConnection,
  shape: AppSheetShape,
  { timeoutMs = TIMEOUT_MS, deadlineMs = DEADLINE_MS }: AppSheetLimits = {},
): AppSheetApi {
  const { host, appId, accessKey, table } = connection;
  const root = process.env.APPSHEET_API_ROOT || `https://${host}`;
  const path = `/api/v2/apps/${encodeURIComponent(appId)}/tables/${encodeURIComponent(table)}/Action`;

  const call = async (
    action: Action,
    keys: readonly string[],
    rows: readonly AppSheetRow[],
    selector?: string,
  ): Promise<AppSheetBatch> => {
    const payload = {
      Action: action,
      Properties: { ...PROPERTIES, ...(selector === undefined ? {} : { Selector: selector }) },
      Rows: rows.map((row) => wireRow(row, shape)),
    };
    let answer: HttpAnswer;
    try {
      answer = await requestJson({
        method: 'POST',
        url: `${root}${path}`,
        headers: { applicationaccesskey: accessKey },
        body: payload,
        timeoutMs,
      });
    } catch (fault) {
      return { keys, result: judgeFault(action, fault), exchange: { payload } };
    }
    const result = judgeAnswer(action, answer, shape);
    return { keys, result, exchange: { payload, response: answer.body } };
  };

  /** One call for every hundred, until the time is over. */
  const inBatches = async <Item>(
    items: readonly Item[],
    keyOf: (item: Item) => string,
    one: (batch: readonly Item[], keys: readonly string[]) => Promise<AppSheetBatch>,
  ): Promise<AppSheetBatch[]> => {
    const until = performance.now() + deadlineMs;
    const batches: AppSheetBatch[] = [];
    for (let from = 0; from < items.length; from += MOST_ROWS) {
      const batch = items.slice(from, from + MOST_ROWS);
      const keys = batch.map(keyOf);
      const late = from > 0 && performance.now() + timeoutMs > until;
      batches.push(late ? unsaid(keys, NO_TIME) : await one(batch, keys));
    }
    return batches;
  };

  const write = (action: Action, rows: readonly AppSheetRow[]) =>
    inBatches(
      rows,
      (row) => String(row[shape.key] ?? ''),
      (batch, keys) => call(action, keys, batch),
    );

  return {
    async find(keys) {
      if (!askable(table)) return [unsaid(keys, STRANGE_TABLE)];
      const strange = keys.filter((key) => !askable(key));
      const found = await inBatches(
        keys.filter(askable),
        (key) => key,
        async (batch) => {
          const answered = await call('Find', batch, [], selectorOf(table, shape.key, batch));
          return { ...answered, result: onlyOf(answered.result, shape.key, batch) };
        },
      );
      return strange.length === 0 ? found : [...found, unsaid(strange, UNASKABLE)];
    },
    all: () => call('Find', [], []),
    add: (rows) => write('Add', rows),
    edit: (rows) => write('Edit', rows),
    remove: (keys) =>
      write(
        'Delete',
        keys.map((key) => ({ [shape.key]: key })),
      ),
  };
}

const NO_TIME: AppSheetResult = { kind: 'not_now', why: 'no time was left' };
const UNASKABLE: AppSheetResult = {
  kind: 'refused',
  why: 'a key that no expression can carry',
  by: 'row',
};
const STRANGE_TABLE: AppSheetResult = {
  kind: 'refused',
  why: 'the name of the table is none that an expression can carry',
  by: 'place',
};

const unsaid = (keys: readonly string[], result: AppSheetResult): AppSheetBatch => ({
  keys,
  result,
  exchange: { payload: {} },
});

/** AppSheet ignores a selector it takes for none, and its `=` does not see the case of letters. */
function onlyOf(result: AppSheetResult, key: string, keys: readonly string[]): AppSheetResult {
  if (result.kind !== 'ok') return result;
  const asked = new Set(keys);
  return { ...result, rows: result.rows.filter((row) => asked.has(String(row[key]))) };
}
