import type { Fields } from '../form.ts';
import { badRequest, unknownRow } from './errors.ts';
import { selected } from './expression.ts';
import {
  type App,
  type AppSheetState,
  type AutomationEvent,
  keyOf,
  keysOf,
  type Row,
  rowOf,
  type Table,
} from './state.ts';
import { type Column, canonical, type Locale, shown } from './values.ts';

/** One call to a table. */
export interface Call {
  readonly state: AppSheetState;
  readonly app: App;
  readonly table: Table;
  readonly locale: Locale;
  readonly selector: string | undefined;
  readonly rows: readonly Fields[];
  readonly now: Date;
}

/** A row that a call changed. */
export interface Changed {
  readonly event: AutomationEvent;
  readonly before: Row;
  readonly after: Row;
}

/** What a call did and what it answers. */
export interface Done {
  readonly rows: readonly Record<string, string>[];
  readonly changed: readonly Changed[];
}

/** The actions every table has. A call is carried out whole or not at all. */
export const ACTIONS: Readonly<Record<string, (call: Call) => Done>> = {
  Find: find,
  Add: add,
  Edit: edit,
  Delete: remove,
};

function find(call: Call): Done {
  const { app, table, selector, rows } = call;
  if (selector !== undefined) {
    return { rows: selected(app, table, selector).map((row) => view(call, row)), changed: [] };
  }
  const found =
    rows.length === 0
      ? table.rows
      : rows.map((fields) => rowOf(table, named(call, fields))).filter((row) => row !== undefined);
  return { rows: found.map((row) => view(call, row)), changed: [] };
}

/** A key that is there already: its row is overwritten. AppSheet says nothing of it; nobody may rely on it. */
function add(call: Call): Done {
  const { state, table } = call;
  const changed = call.rows.map((fields): Changed => {
    const given = readFields(call, fields);
    for (const { name, initial } of table.columns) {
      if (initial === 'UNIQUEID()' && (given[name] ?? '') === '') given[name] = state.uniqueId();
    }
    for (const name of keysOf(table)) {
      if ((given[name] ?? '') === '') {
        throw badRequest(`Row is missing a value for key field '${name}'`);
      }
    }
    required(table, given);
    return { event: 'add', before: {}, after: stamped(call, given) };
  });
  for (const { after } of changed) {
    const known = rowOf(table, keyOf(table, after));
    if (known) table.rows[table.rows.indexOf(known)] = after;
    else table.rows.push(after);
  }
  return done(call, changed);
}

function edit(call: Call): Done {
  const { table } = call;
  const pending = new Map<Row, Row>();
  const changed = call.rows.map((fields): Changed => {
    const known = existing(call, fields);
    const before = pending.get(known) ?? known;
    const after = stamped(call, { ...before, ...readFields(call, fields) });
    required(table, after);
    pending.set(known, after);
    return { event: 'edit', before, after };
  });
  for (const [known, after] of pending) table.rows[table.rows.indexOf(known)] = after;
  return done(call, changed);
}

function remove(call: Call): Done {
  const { table } = call;
  const known = call.rows.map((fields) => existing(call, fields));
  const rows = known.map((row) => view(call, row));
  table.rows = table.rows.filter((row) => !known.includes(row));
  return { rows, changed: known.map((row) => ({ event: 'delete', before: row, after: row })) };
}

function done(call: Call, changed: readonly Changed[]): Done {
  return { rows: changed.map(({ after }) => view(call, after)), changed };
}

function existing(call: Call, fields: Fields): Row {
  const key = named(call, fields);
  const row = rowOf(call.table, key);
  if (!row) throw unknownRow(key);
  return row;
}

/** The key that the fields carry: each of its columns, or the computed one. */
function named({ table }: Call, fields: Fields): string {
  const names = keysOf(table);
  const missing = names.filter((name) => String(fields[name] ?? '') === '');
  if (missing.length === 0) return names.map((name) => String(fields[name])).join(': ');
  throw badRequest(`Row is missing a value for key field '${missing.join("', '")}'`);
}

function readFields({ table, locale }: Call, fields: Fields): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name === '_RowNumber' || name === '_ComputedKey') continue;
    const column = table.columns.find((one) => one.name === name);
    if (!column) throw badRequest(`Field '${name}' is not a column of table '${table.name}'`);
    if (column.virtual !== undefined) continue;
    row[name] = canonical(column, value, locale);
  }
  return row;
}

function required(table: Table, row: Row): void {
  const missing = table.columns.find(
    ({ name, required: must }) => must === true && (row[name] ?? '') === '',
  );
  if (missing) throw badRequest(`Row is missing a value for required field '${missing.name}'`);
}

function stamped({ table, now }: Call, row: Row): Row {
  const stamps = table.columns
    .filter(({ type }) => type === 'ChangeTimestamp')
    .map(({ name }) => [name, now.toISOString().slice(0, 19)]);
  return { ...row, ...Object.fromEntries(stamps) };
}

/** A row as an answer shows it: texts only; a column that is blank in every row is left out. */
export function view({ table, locale }: Pick<Call, 'table' | 'locale'>, row: Row) {
  const cells: Record<string, string> = { _RowNumber: String(table.rows.indexOf(row) + 2) };
  const visible = (column: Column) =>
    column.virtual !== undefined || table.rows.some((one) => (one[column.name] ?? '') !== '');
  for (const column of table.columns.filter(visible)) {
    cells[column.name] = shown(column, column.virtual ?? row[column.name] ?? '', locale);
  }
  if (keysOf(table).length > 1) cells._ComputedKey = keyOf(table, row);
  return cells;
}
