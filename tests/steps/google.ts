import type { TestCloud } from './local-cloud.ts';

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of an event
type Json = any;

/** A worksheet as a person at the screen works with it. Rows are counted from 1, as at the side of the sheet. */
export interface Sheet {
  readonly title: string;
  /** What a person sees: without hidden columns, up to the last row with anything. */
  rows(): Promise<string[][]>;
  /** The same with hidden columns. */
  all(): Promise<string[][]>;
  hiddenColumns(): Promise<string[]>;
  /** Types cell by cell from column A, below everything when no row is named. Null leaves a cell. */
  types(values: readonly (string | number | null)[], row?: number): Promise<void>;
  /** Types into one cell. */
  edits(row: number, column: string, value: string | number): Promise<void>;
  /** Empties a row, or some of its columns (`A:F`). */
  clears(row: number, columns?: string): Promise<void>;
  /** Puts a row in; those from here on move down. */
  inserts(row: number, values?: readonly (string | number | null)[]): Promise<void>;
  deletes(row: number, count?: number): Promise<void>;
  moves(row: number, to: number): Promise<void>;
  /** Copies a whole row with its hidden columns, below everything when it is not said where to. */
  copies(row: number, to?: number): Promise<void>;
  /** Sorts below the heading. `columns` (`A:F`) leaves the others where they are: what careless people do. */
  sorts(options?: {
    by?: string;
    descending?: boolean;
    columns?: string;
    from?: number;
  }): Promise<void>;
  renames(title: string): Promise<Sheet>;
  removes(): Promise<void>;
}

export interface Spreadsheet {
  readonly id: string;
  sheet(title: string): Sheet;
  /** Titles of the tabs. */
  titles(): Promise<string[]>;
  /** Shares it with an account (the default one when absent); null takes it away. */
  shares(role: 'writer' | 'reader' | null, email?: string): Promise<void>;
}

/** An event by hand: `start` and `end` are a day, a time on the wall of the calendar's zone, or an instant with offset. */
export interface HandEvent {
  readonly summary?: string;
  readonly start?: string;
  readonly end?: string;
  /** `transparent`: does not make busy. */
  readonly transparency?: 'opaque' | 'transparent';
  /** `['RRULE:FREQ=WEEKLY;BYDAY=MO']`. */
  readonly recurrence?: readonly string[];
  readonly [field: string]: unknown;
}

export interface GoogleCalendar {
  readonly id: string;
  /** What stands in it, as the API shows it, by start; series as their occurrences. */
  events(bounds?: { from?: string; to?: string }): Promise<Json[]>;
  adds(event: HandEvent): Promise<Json>;
  changes(id: string, event: HandEvent): Promise<Json>;
  deletes(id: string): Promise<void>;
  expiresSyncTokens(): Promise<void>;
  /** Posts a notification although nothing changed. */
  notifies(): Promise<void>;
  shares(
    role: 'owner' | 'writer' | 'reader' | 'freeBusyReader' | null,
    email?: string,
  ): Promise<void>;
  /** What free/busy says of this calendar instead of an answer; null ends it. */
  failsFreeBusy(reason: 'notFound' | 'internalError' | null): Promise<void>;
}

/** A push channel as Google keeps it. */
export interface PushChannel {
  readonly id: string;
  readonly calendar: string;
  readonly resource_id: string;
  readonly address: string;
  readonly token: string | null;
  readonly expires_at: string;
  readonly stopped: boolean;
  readonly sent: readonly {
    readonly number: number;
    readonly state: string;
    readonly dropped: boolean;
    readonly answers: readonly (number | string)[];
  }[];
}

/** How the next calls end; see the README of the stand-ins. */
export interface GoogleFailure {
  readonly status?: number;
  readonly times?: number;
  readonly hang?: boolean;
  readonly applyThenFail?: boolean;
  readonly delayMs?: number;
  readonly body?: unknown;
}

/** Google as a test plays it. */
export interface Google {
  /** A service account (the default one when absent): the JSON file that is given out for it. */
  credentials(email?: string): Promise<Record<string, string>>;
  /** A spreadsheet shared with every account there is. Asked for again by its id it is the same. */
  spreadsheet(options?: {
    id?: string;
    title?: string;
    locale?: string;
    timeZone?: string;
    sheets?: readonly (
      | string
      | { title: string; rows?: readonly (readonly (string | number | null)[])[] }
    )[];
    share?: readonly string[];
  }): Promise<Spreadsheet>;
  /** A calendar shared with every account there is. */
  calendar(options?: {
    id?: string;
    summary?: string;
    timeZone?: string;
    /** Whether Meet links can be made. */
    meet?: boolean;
    share?: readonly string[];
  }): Promise<GoogleCalendar>;
  channels(): Promise<PushChannel[]>;
  /** The next notifications are lost, or come twice. */
  loses(notifications: number): Promise<void>;
  repeats(notifications: number): Promise<void>;
  failsMeet(times: number): Promise<void>;
  /** Every access token is dead at once. */
  expiresTokens(): Promise<void>;
  /** Quotas and the like; `GET /limits` of the stand-in lists them. */
  limits(limits: Record<string, number | boolean | null>): Promise<void>;
  /** The next calls of one part go wrong; `all` is whatever is asked next, `sheets requests` is `:batchUpdate`. */
  fails(part: keyof typeof PATHS, plan: GoogleFailure): Promise<void>;
  /** Everything works again. */
  recovers(): Promise<void>;
  /** Calls the product made, newest last. */
  calls(part?: 'token' | 'sheets' | 'calendar'): Promise<
    {
      method: string;
      path: string;
      query?: Record<string, string>;
      body: Json;
      status: number | null;
      applied: boolean;
    }[]
  >;
}

const BASE = '/_local/providers/google';
const PATHS = {
  token: '/token',
  sheets: '/v4/spreadsheets',
  'sheets requests': '/v4/spreadsheets/*:batchUpdate',
  'sheets values': '/v4/spreadsheets/*/values:batchUpdate',
  'sheets reads': '/v4/spreadsheets/*/values:batchGet',
  calendar: '/calendar/v3',
  all: '/',
} as const;

type Ask = (method: string, path: string, body?: object) => Promise<Json>;

/** The words in which a flow test speaks of Google. */
export function google(cloud: TestCloud): Google {
  const ask: Ask = async (method, path, body) => {
    const answer = await cloud.api(method, BASE + path, body === undefined ? {} : { body });
    if (answer.status !== 200) {
      throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  return {
    async credentials(email) {
      return (await ask('POST', '/accounts', email === undefined ? {} : { email })).credentials;
    },
    async spreadsheet({ timeZone, ...options } = {}) {
      const { id } = await ask('POST', '/spreadsheets', {
        ...options,
        ...(timeZone ? { time_zone: timeZone } : {}),
      });
      return spreadsheetOf(ask, id);
    },
    async calendar({ timeZone, ...options } = {}) {
      const { id } = await ask('POST', '/calendars', {
        ...options,
        ...(timeZone ? { time_zone: timeZone } : {}),
      });
      return calendarOf(ask, id);
    },
    channels: () => ask('GET', '/channels'),
    loses: (drop) => ask('POST', '/channels/mischief', { drop }),
    repeats: (duplicate) => ask('POST', '/channels/mischief', { duplicate }),
    failsMeet: (fail) => ask('POST', '/meet', { fail }),
    expiresTokens: () => ask('POST', '/tokens/expire', {}),
    limits: (limits) => ask('POST', '/limits', limits),
    fails: (part, plan) => cloud.providers.fail('google', { ...plan, path: PATHS[part] }),
    recovers: () => ask('DELETE', '/fail'),
    async calls(part) {
      const all = await cloud.providers.requests('google');
      return part === undefined ? all : all.filter(({ path }) => path.startsWith(PATHS[part]));
    },
  };
}

function spreadsheetOf(ask: Ask, id: string): Spreadsheet {
  return {
    id,
    sheet: (title) => sheetOf(ask, id, title),
    async titles() {
      const all: { id: string; sheets: string[] }[] = await ask('GET', '/spreadsheets');
      return all.find((one) => one.id === id)?.sheets ?? [];
    },
    shares: (role, email) =>
      ask('POST', '/spreadsheets/share', { spreadsheet: id, role, ...(email ? { email } : {}) }),
  };
}

function sheetOf(ask: Ask, spreadsheet: string, title: string): Sheet {
  const tell = (verb: string, body: object = {}) =>
    ask('POST', `/sheet/${verb}`, { spreadsheet, sheet: title, ...body });
  const look = (): Promise<{ rows: string[][]; all: string[][]; hidden_columns: string[] }> =>
    ask('GET', `/sheet?${new URLSearchParams({ spreadsheet, sheet: title })}`);
  return {
    title,
    rows: async () => (await look()).rows,
    all: async () => (await look()).all,
    hiddenColumns: async () => (await look()).hidden_columns,
    types: (values, row) => tell('type', { values, ...(row === undefined ? {} : { row }) }),
    edits: (row, column, value) => tell('type', { row, column, values: [value] }),
    clears: (row, columns) => tell('clear', { row, ...(columns ? { columns } : {}) }),
    inserts: (row, values) => tell('insert', { row, ...(values ? { values } : {}) }),
    deletes: (row, count = 1) => tell('delete', { row, count }),
    moves: (row, to) => tell('move', { row, to }),
    copies: (row, to) => tell('copy', { row, ...(to === undefined ? {} : { to }) }),
    sorts: (options = {}) => tell('sort', options),
    async renames(name) {
      await tell('rename', { title: name });
      return sheetOf(ask, spreadsheet, name);
    },
    removes: () => tell('remove'),
  };
}

function calendarOf(ask: Ask, calendar: string): GoogleCalendar {
  const tell = (path: string, body: object = {}) => ask('POST', path, { calendar, ...body });
  return {
    id: calendar,
    events: (bounds = {}) => ask('GET', `/events?${new URLSearchParams({ calendar, ...bounds })}`),
    adds: (event) => tell('/events/add', event),
    changes: (id, event) => tell('/events/change', { ...event, id }),
    deletes: (id) => tell('/events/delete', { id }),
    expiresSyncTokens: () => tell('/calendars/expire-sync-tokens'),
    notifies: () => tell('/channels/notify'),
    shares: (role, email) => tell('/calendars/share', { role, ...(email ? { email } : {}) }),
    failsFreeBusy: (reason) => ask('POST', '/calendars', { id: calendar, free_busy_error: reason }),
  };
}
