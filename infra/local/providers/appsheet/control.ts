import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { view } from './actions.ts';
import { emitChanges } from './emit.ts';
import { Refused } from './errors.ts';
import {
  type App,
  type AppSheetState,
  type Automation,
  type AutomationEvent,
  keyOf,
  keysOf,
  type Row,
  rowOf,
  type Table,
  typed,
} from './state.ts';
import { COLUMN_TYPES, type Column, LOCALES, type Locale } from './values.ts';

interface Asked extends Call {
  readonly state: AppSheetState;
}

const EVENTS: readonly AutomationEvent[] = ['add', 'edit', 'delete'];

const CALLS: Calls<{ state: AppSheetState }> = {
  'GET /apps': ({ state }) => [...state.apps.values()].map(shownApp),
  'POST /apps': declareApp,
  'POST /tables': declareTable,
  'GET /table': (asked) => shownTable(placeOf(asked)),
  'POST /rows/add': addRow,
  'POST /rows/edit': editRow,
  'POST /rows/delete': deleteRow,
  'POST /automation': automate,
  'GET /posted': (asked) => placeOf(asked).table.posted,
  'GET /quirks': ({ state }) => state.quirks,
  'POST /quirks': setQuirks,
  'POST /empty': emptyNext,
};

/** What stands behind `/_local/providers/appsheet`; README.md lists the calls. */
export const control = (state: AppSheetState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request, (fault) => {
    if (fault instanceof Refused) return new Impossible(fault.status, 'bad_value', fault.message);
    if (fault instanceof TypeError) return new Impossible(400, 'bad_fields', fault.message);
    return undefined;
  });

function declareApp({ state, body }: Asked): unknown {
  const { id, access_key: accessKey, api_enabled: enabled, owner, locale } = body;
  if (typeof id !== 'string' || id === '') throw new Impossible(400, 'bad_app', 'Give an id.');
  if (locale !== undefined && !LOCALES.includes(locale as Locale)) {
    throw new Impossible(400, 'bad_app', `locale is one of ${LOCALES.join(', ')}.`);
  }
  const known = state.apps.get(id)?.accessKey ?? `V2-stand-in-${id}`;
  const app = state.app(id, typeof accessKey === 'string' ? accessKey : known);
  if (typeof enabled === 'boolean') app.apiEnabled = enabled;
  if (typeof owner === 'string') app.owner = owner;
  if (locale !== undefined) app.locale = locale as Locale;
  return shownApp(app);
}

function declareTable(asked: Asked): unknown {
  const { state, body } = asked;
  const app = appOf(asked);
  const { name, columns } = body;
  if (typeof name !== 'string' || name === '') {
    throw new Impossible(400, 'bad_table', 'Give the name of the table.');
  }
  if (!Array.isArray(columns) || !columns.every(isColumn)) {
    throw new Impossible(
      400,
      'bad_table',
      `columns is a list of {name, type, key?, required?, values?, initial?, virtual?, iso?}; type is one of ${COLUMN_TYPES.join(', ')}.`,
    );
  }
  if (!columns.some(({ key }) => key === true)) {
    throw new Impossible(400, 'bad_table', 'A table needs a key column.');
  }
  return shownTable({ app, table: state.declare(app, name, columns) });
}

async function addRow(asked: Asked): Promise<unknown> {
  const { app, table } = placeOf(asked);
  const row = typed(app, table, fieldsOf(asked));
  if (keysOf(table).some((name) => (row[name] ?? '') === '')) {
    throw new Impossible(400, 'bad_row', 'The key must be filled in.');
  }
  if (rowOf(table, keyOf(table, row))) {
    throw new Impossible(409, 'key_taken', `There is a row ${keyOf(table, row)} already.`);
  }
  const at = asked.body.at === undefined ? table.rows.length : Number(asked.body.at);
  table.rows.splice(at, 0, row);
  return changedByHand(asked, { app, table }, 'add', {}, row);
}

function editRow(asked: Asked): Promise<unknown> {
  const { app, table } = placeOf(asked);
  const before = keyed(asked, table);
  const after = { ...before, ...typed(app, table, fieldsOf(asked)) };
  table.rows[table.rows.indexOf(before)] = after;
  return changedByHand(asked, { app, table }, 'edit', before, after);
}

function deleteRow(asked: Asked): Promise<unknown> {
  const { app, table } = placeOf(asked);
  const row = keyed(asked, table);
  table.rows.splice(table.rows.indexOf(row), 1);
  return changedByHand(asked, { app, table }, 'delete', row, row);
}

async function changedByHand(
  { state, body, now }: Asked,
  { app, table }: Place,
  event: AutomationEvent,
  before: Row,
  after: Row,
): Promise<unknown> {
  const email = typeof body.by === 'string' ? body.by : 'person@example.com';
  const changer = { by: 'person', email } as const;
  const posted = await emitChanges(state, app, table, [{ event, before, after }], changer, now);
  return { row: view({ table, locale: app.locale }, after), posted };
}

function automate(asked: Asked): unknown {
  const { table } = placeOf(asked);
  const { url, headers = {}, body, events = EVENTS, byApi = true } = asked.body;
  if (url === null) {
    table.automation = null;
    return null;
  }
  const wanted = Array.isArray(events) && events.every((one) => EVENTS.includes(one));
  if (typeof url !== 'string' || !URL.canParse(url) || body === undefined || !wanted) {
    throw new Impossible(
      400,
      'bad_automation',
      'Give url, body (a template) and perhaps headers, events (add, edit, delete) and byApi; url null takes it away.',
    );
  }
  table.automation = {
    url,
    headers: headers as Record<string, string>,
    body,
    events: [...events] as Automation['events'],
    byApi: byApi !== false,
  };
  return table.automation;
}

function setQuirks({ state, body }: Asked): unknown {
  const { emptyRate, perMinute, applied, seed } = body;
  const share = emptyRate === undefined || (Number(emptyRate) >= 0 && Number(emptyRate) <= 1);
  const limit =
    perMinute === undefined ||
    perMinute === null ||
    (Number.isInteger(perMinute) && Number(perMinute) >= 0);
  const sure = applied === undefined || applied === null || typeof applied === 'boolean';
  if (!share || !limit || !sure) {
    throw new Impossible(
      400,
      'bad_quirks',
      'emptyRate is 0 to 1, perMinute a whole number or null, applied true, false or null (by chance).',
    );
  }
  if (emptyRate !== undefined) state.quirks.emptyRate = Number(emptyRate);
  if (perMinute !== undefined) state.quirks.perMinute = perMinute as number | null;
  if (applied !== undefined) state.quirks.applied = applied as boolean | null;
  if (seed !== undefined) state.seed(Number(seed));
  return state.quirks;
}

function emptyNext({ state, body }: Asked): unknown {
  const { times = 1, applied = false, action } = body;
  if (!Number.isInteger(times) || Number(times) < 1 || typeof applied !== 'boolean') {
    throw new Impossible(
      400,
      'bad_empty',
      'times is a whole number from 1, applied true or false.',
    );
  }
  const order = { times: Number(times), applied };
  state.quirks.next.push(typeof action === 'string' ? { ...order, action } : order);
  return state.quirks;
}

interface Place {
  readonly app: App;
  readonly table: Table;
}

/** The app and table that are named; what is left out is the only one, or the first that was there. */
function placeOf(asked: Asked): Place {
  const app = appOf(asked);
  const { table: name } = asked.body;
  const table = name === undefined ? [...app.tables.values()][0] : app.tables.get(String(name));
  if (!table) throw new Impossible(404, 'unknown_table', `There is no table ${String(name)}.`);
  return { app, table };
}

function appOf({ state, body }: Asked): App {
  const app =
    body.app === undefined ? [...state.apps.values()][0] : state.apps.get(String(body.app));
  if (!app) throw new Impossible(404, 'unknown_app', `There is no app ${String(body.app)}.`);
  return app;
}

function keyed({ body }: Asked, table: Table): Row {
  const row = rowOf(table, String(body.key ?? ''));
  if (!row) throw new Impossible(404, 'unknown_row', `There is no row ${String(body.key)}.`);
  return row;
}

function fieldsOf({ body }: Asked): Fields {
  if (typeof body.fields === 'object' && body.fields !== null) return body.fields as Fields;
  throw new Impossible(400, 'bad_row', 'fields is an object of columns and values.');
}

function shownApp({ id, apiEnabled, owner, locale, tables }: App): unknown {
  return { id, api_enabled: apiEnabled, owner, locale, tables: [...tables.keys()] };
}

/** The table as a person sees it on the screen: days in the order of the app's locale. */
function shownTable({ app, table }: Place): unknown {
  const { name, columns, rows } = table;
  return {
    app: app.id,
    name,
    columns,
    rows: rows.map((row) => ({
      key: keyOf(table, row),
      ...view({ table, locale: app.locale }, row),
    })),
  };
}

function isColumn(value: unknown): value is Column {
  if (typeof value !== 'object' || value === null) return false;
  const { name, type } = value as Partial<Column>;
  return typeof name === 'string' && name !== '' && COLUMN_TYPES.some((known) => known === type);
}
