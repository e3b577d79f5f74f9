import { type Column, canonical, type Locale } from './values.ts';

/** A row as the table keeps it: canonical text per column (dates ISO, yes/no as Y and N). Blank ones are absent. */
export type Row = Record<string, string>;

/** Which changes of a table call its webhook. */
export type AutomationEvent = 'add' | 'edit' | 'delete';

/** What an AppSheet bot of the table does: it posts a body, made from a template, to a URL. */
export interface Automation {
  url: string;
  headers: Record<string, string>;
  /** A JSON value whose texts carry `<<[Column]>>`, `<<[_THISROW_BEFORE].[Column]>>`, `<<USEREMAIL()>>`. */
  body: unknown;
  events: AutomationEvent[];
  /** Whether changes made through the API call it as well; at AppSheet they do. */
  byApi: boolean;
}

/** One call of a webhook and how it ended. */
export interface Posted {
  event: AutomationEvent;
  by: 'person' | 'api';
  body: unknown;
  at: string;
  /** HTTP status, or why there was none; null while it is on its way. */
  status: number | string | null;
}

export interface Table {
  name: string;
  columns: Column[];
  rows: Row[];
  automation: Automation | null;
  posted: Posted[];
}

export interface App {
  id: string;
  accessKey: string;
  /** Settings > Integrations > IN. */
  apiEnabled: boolean;
  /** Who a call without `RunAsUserEmail` acts as. */
  owner: string;
  /** Order in which people without a locale of their own read dates. */
  locale: Locale;
  tables: Map<string, Table>;
}

/** When a 200 comes with an empty body. */
export interface Quirks {
  /** Share of calls, 0 to 1. */
  emptyRate: number;
  /** Calls of an app within a minute beyond which every answer is empty, and nothing is done; null = no limit. */
  perMinute: number | null;
  /** Whether a call that `emptyRate` meets is carried out: `null` leaves it to chance. */
  applied: boolean | null;
  /** The next calls, counted down: those of this action, or all. */
  next: { times: number; applied: boolean; action?: string }[];
}

const NO_QUIRKS: Quirks = { emptyRate: 0, perMinute: null, applied: null, next: [] };

/** The app that is there from the start: its table has the columns the product was asked to fill. */
export const DEMO_APP = {
  id: '5e7a1c90-0000-4000-8000-000000000001',
  accessKey: 'V2-stand-in-demo-key',
  table: 'Bookings',
} as const;

export const BOOKING_COLUMNS: readonly Column[] = [
  { name: 'BookingID', type: 'Text', key: true },
  { name: 'ModelName', type: 'Name' },
  { name: 'ClientName', type: 'Name' },
  { name: 'ClientEmail', type: 'Email' },
  { name: 'ClientPhone', type: 'Phone' },
  { name: 'Date', type: 'Date' },
  { name: 'Time', type: 'Time' },
  { name: 'Duration', type: 'Number' },
  { name: 'Location', type: 'Text' },
  { name: 'LocationType', type: 'Text' },
  { name: 'TotalAmount', type: 'Price' },
  { name: 'Status', type: 'Text' },
  { name: 'ConfirmationCode', type: 'Text' },
];

/** Everything the stand-in remembers between two requests. */
export class AppSheetState {
  apps = new Map<string, App>();
  quirks: Quirks = structuredClone(NO_QUIRKS);
  /** Webhooks that are being posted. */
  posting = 0;
  #arrivals = new Map<string, number[]>();
  #random = 1;
  #ids = 0;

  constructor() {
    this.reset();
  }

  reset(): void {
    this.apps.clear();
    this.quirks = structuredClone(NO_QUIRKS);
    this.#arrivals.clear();
    this.#random = 1;
    const { id, accessKey, table } = DEMO_APP;
    this.declare(this.app(id, accessKey), table, [...BOOKING_COLUMNS]);
  }

  /** The app of this id, made when it is new. */
  app(id: string, accessKey: string): App {
    const app = this.apps.get(id) ?? {
      id,
      accessKey,
      apiEnabled: true,
      owner: 'owner@example.com',
      locale: 'en-US',
      tables: new Map<string, Table>(),
    };
    app.accessKey = accessKey;
    this.apps.set(id, app);
    return app;
  }

  /** Makes a table, or gives it other columns; its rows stay. */
  declare(app: App, name: string, columns: Column[]): Table {
    const table = app.tables.get(name) ?? {
      name,
      columns,
      rows: [],
      automation: null,
      posted: [],
    };
    table.columns = columns;
    app.tables.set(name, table);
    return table;
  }

  /** Whether this call is answered with nothing, and whether it is carried out all the same. */
  emptied(app: string, action: string, now: Date): { applied: boolean } | undefined {
    const time = now.getTime();
    const arrivals = (this.#arrivals.get(app) ?? []).filter((at) => at > time - 60_000);
    arrivals.push(time);
    this.#arrivals.set(app, arrivals);
    const { next, perMinute, emptyRate, applied } = this.quirks;
    const ordered = next.find((one) => one.action === undefined || one.action === action);
    if (ordered) {
      ordered.times -= 1;
      if (ordered.times === 0) next.splice(next.indexOf(ordered), 1);
      return { applied: ordered.applied };
    }
    if (perMinute !== null && arrivals.length > perMinute) return { applied: false };
    if (emptyRate > 0 && this.#chance() < emptyRate) {
      return { applied: applied ?? this.#chance() < 0.5 };
    }
    return undefined;
  }

  /** Sets the sequence of chances, so that a run can be repeated. */
  seed(seed: number): void {
    this.#random = seed >>> 0 || 1;
  }

  /** What `UNIQUEID()` gives: eight characters. */
  uniqueId(): string {
    this.#ids += 1;
    return this.#ids.toString(16).padStart(8, '0');
  }

  #chance(): number {
    // mulberry32
    this.#random = (this.#random + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), this.#random | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }
}

/** The names of the key columns. */
export const keysOf = ({ columns }: Table): string[] =>
  columns.filter(({ key }) => key === true).map(({ name }) => name);

/** The text by which a row is known: of one key column its value, of several `a: b`. */
export function keyOf(table: Table, row: Row): string {
  return keysOf(table)
    .map((name) => row[name] ?? '')
    .join(': ');
}

/** The row of this key, upper and lower case told apart as the sheet below does. */
export const rowOf = (table: Table, key: string): Row | undefined =>
  table.rows.find((row) => keyOf(table, row) === key);

/** What a person typed into a form, in the locale of the app, as the table keeps it. */
export function typed(app: App, table: Table, fields: Record<string, unknown>): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(fields)) {
    const column = table.columns.find((one) => one.name === name);
    if (!column) throw new TypeError(`The table has no column ${name}.`);
    row[name] = canonical(column, value, app.locale, { lenient: true });
  }
  return row;
}
