import type { TestCloud } from './local-cloud.ts';

/** A row as a person sees it on the screen of the app: `key`, and text by column (days as the app writes them). */
export type ScreenRow = Readonly<Record<string, string>> & { readonly key: string };

/** A call of the table's webhook after a row was changed. */
export interface WebhookCall {
  readonly event: 'add' | 'edit' | 'delete';
  readonly by: 'person' | 'api';
  readonly body: unknown;
  /** HTTP status, or why there was none. */
  readonly status: number | string | null;
}

/** What somebody did by hand, once the table's webhook has answered. */
export interface ByHand {
  readonly row: ScreenRow;
  readonly posted: readonly WebhookCall[];
}

export type AppSheetAction = 'Find' | 'Add' | 'Edit' | 'Delete';

/** How the next calls of the product end; see the README of the stand-in. */
export interface AppSheetFailure {
  readonly status?: 200 | 400 | 401 | 403 | 404 | 429 | 500 | 503;
  readonly hang?: boolean;
  readonly applyThenFail?: boolean;
  readonly times?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only calls of this action. */
  readonly action?: AppSheetAction;
}

/** A table of an AppSheet app, and the people who use it. */
export interface AppSheetTable {
  rows(): Promise<ScreenRow[]>;
  /** The row of a booking. */
  row(bookingId: string): Promise<ScreenRow | undefined>;
  /** Somebody adds a row; `at` 0 is above all others. */
  adds(fields: object, options?: { at?: number; by?: string }): Promise<ByHand>;
  edits(key: string, fields: object, options?: { by?: string }): Promise<ByHand>;
  deletes(key: string, options?: { by?: string }): Promise<ByHand>;
  /**
   * Sets the table's automation: every edit posts what the product asks for in its README to `url`.
   *
   * @param options `byApi: false`: the product's own edits do not run it; at AppSheet they do
   */
  automates(
    url: string,
    options?: {
      headers?: Readonly<Record<string, string>>;
      body?: object;
      byApi?: boolean;
      events?: readonly WebhookCall['event'][];
    },
  ): Promise<void>;
  /** What the automation posted, oldest first. */
  posted(): Promise<WebhookCall[]>;
  /** The next calls answer 200 with nothing, carried out or not. */
  empties(order?: { times?: number; applied?: boolean; action?: AppSheetAction }): Promise<void>;
  /** A share of all calls answers 200 with nothing; calls beyond so many a minute as well. */
  quirks(quirks: {
    emptyRate?: number;
    applied?: boolean | null;
    perMinute?: number | null;
    seed?: number;
  }): Promise<void>;
  /** The next calls go wrong. */
  fails(plan: AppSheetFailure): Promise<void>;
  /** The product's calls, oldest first: their action and how many rows they carried. */
  calls(
    action?: AppSheetAction,
  ): Promise<{ action: AppSheetAction; rows: object[]; status: number | null }[]>;
}

/** The template of the automation's body, as the owner of an app copies it from the product's README. */
export const AUTOMATION_BODY = {
  BookingID: '<<[BookingID]>>',
  Status: '<<[Status]>>',
  StatusBefore: '<<[_THISROW_BEFORE].[Status]>>',
  ChangedBy: '<<USEREMAIL()>>',
} as const;

/**
 * A table at AppSheet; the demo's unless told.
 *
 * @param place `app` id and `table` name
 */
export function appsheet(
  cloud: TestCloud,
  place: { readonly app?: string; readonly table?: string } = {},
): AppSheetTable {
  const answered = async (method: string, path: string, body?: object) => {
    const url = `/_local/providers/appsheet${path}`;
    const answer = await cloud.api(method, url, body === undefined ? {} : { body });
    if (answer.status === 200) return answer.body;
    throw new Error(`${method} ${url}: ${answer.status} ${JSON.stringify(answer.body)}`);
  };
  const tell = (path: string, body: object = {}) => answered('POST', path, { ...place, ...body });
  const look = (path: string) => answered('GET', `${path}?${new URLSearchParams(place)}`);
  const rows = async (): Promise<ScreenRow[]> => (await look('/table')).rows;
  return {
    rows,
    row: async (bookingId) => (await rows()).find(({ key }) => key === bookingId),
    adds: (fields, options = {}) => tell('/rows/add', { fields, ...options }),
    edits: (key, fields, options = {}) => tell('/rows/edit', { key, fields, ...options }),
    deletes: (key, options = {}) => tell('/rows/delete', { key, ...options }),
    async automates(url, { body = AUTOMATION_BODY, events = ['edit'], ...options } = {}) {
      await tell('/automation', { url, body, events, ...options });
    },
    posted: () => look('/posted'),
    async empties(order = {}) {
      await answered('POST', '/empty', order);
    },
    async quirks(quirks) {
      await answered('POST', '/quirks', quirks);
    },
    async fails({ action, ...plan }) {
      const where = action === undefined ? {} : { where: { Action: action } };
      await cloud.providers.fail('appsheet', { ...plan, ...where });
    },
    async calls(action) {
      const requests = await cloud.providers.requests('appsheet');
      const calls = requests.map(({ body, status }) => {
        const { Action, Rows = [] } = body as { Action: AppSheetAction; Rows?: object[] };
        return { action: Action, rows: Rows, status };
      });
      return action === undefined ? calls : calls.filter((call) => call.action === action);
    },
  };
}

/** Makes another app with a table of the demo's columns. @returns its id and access key */
export async function appsheetApp(
  cloud: TestCloud,
  id: string,
  table = 'Bookings',
): Promise<{ app: string; table: string; accessKey: string }> {
  const control = '/_local/providers/appsheet';
  const { columns } = (await cloud.api('GET', `${control}/table`)).body;
  const accessKey = `V2-stand-in-${id}`;
  await cloud.api('POST', `${control}/apps`, { body: { id, access_key: accessKey } });
  await cloud.api('POST', `${control}/tables`, { body: { app: id, name: table, columns } });
  return { app: id, table, accessKey };
}
