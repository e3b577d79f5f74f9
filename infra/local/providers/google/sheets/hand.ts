import { type Call, type Calls, type Fields, Impossible, numberOf, textOf } from '../../control.ts';
import type { GoogleState } from '../state.ts';
import { columnIndex, columnLetters } from './a1.ts';
import { type Cell, isEmpty, shown, type Value } from './cell.ts';
import {
  addSheet,
  cellAt,
  deleteLines,
  endOfData,
  insertLines,
  isEmptyRow,
  makeSpreadsheet,
  moveLines,
  type Role,
  type Sheet,
  type Spreadsheet,
  setCell,
  sheetByTitle,
  sortBox,
} from './spreadsheet.ts';
import { typed } from './typing.ts';

const ROLES = ['owner', 'writer', 'reader'];

interface Asked extends Call {
  readonly state: GoogleState;
}

interface Place {
  readonly spreadsheet: Spreadsheet;
  readonly sheet: Sheet;
}

/** What a person does with spreadsheets; README.md lists the calls. */
export const SHEET_CALLS: Calls<{ state: GoogleState }> = {
  'GET /spreadsheets': ({ state }) => [...state.spreadsheets.values()].map(shownSpreadsheet),
  'POST /spreadsheets': declare,
  'POST /spreadsheets/share': share,
  'GET /sheet': (asked) => shownSheet(place(asked)),
  'POST /sheet/type': edit(type),
  'POST /sheet/clear': edit(clear),
  'POST /sheet/insert': edit(insert),
  'POST /sheet/delete': edit(remove),
  'POST /sheet/move': edit(move),
  'POST /sheet/copy': edit(copy),
  'POST /sheet/sort': edit(sort),
  'POST /sheet/hide': edit(hide),
  'POST /sheet/rename': edit(rename),
  'POST /sheet/place': edit(reorder),
  'POST /sheet/remove': edit(drop),
};

function declare({ state, body, now }: Asked): unknown {
  const id = textOf('id', body.id);
  const known = id === undefined ? undefined : state.spreadsheets.get(id);
  const title = textOf('title', body.title);
  const locale = textOf('locale', body.locale);
  const timeZone = textOf('time_zone', body.time_zone);
  const spreadsheet =
    known ??
    makeSpreadsheet({
      ...(id === undefined ? {} : { id }),
      ...(title === undefined ? {} : { title }),
      ...(locale === undefined ? {} : { locale }),
      ...(timeZone === undefined ? {} : { timeZone }),
    });
  for (const given of Array.isArray(body.sheets) ? body.sheets : []) {
    const one = (typeof given === 'string' ? { title: given } : given) as Fields;
    const name = textOf('title', one.title);
    if (name !== undefined && sheetByTitle(spreadsheet, name)) continue;
    const sheet = addSheet(spreadsheet, {
      ...(name === undefined ? {} : { title: name }),
      rowCount: numberOf('row_count', one.row_count, 1000),
      columnCount: numberOf('column_count', one.column_count, 26),
    });
    for (const [row, values] of (Array.isArray(one.rows) ? one.rows : []).entries()) {
      write({ spreadsheet, sheet }, row, 0, values as unknown[], now);
    }
  }
  if (spreadsheet.sheets.length === 0) addSheet(spreadsheet);
  state.spreadsheets.set(spreadsheet.id, spreadsheet);
  const shares = Array.isArray(body.share) ? body.share : known ? [] : [...state.accounts.keys()];
  for (const email of shares) spreadsheet.shares.set(String(email), 'writer');
  return shownSpreadsheet(spreadsheet);
}

function share({ state, body }: Asked): unknown {
  const spreadsheet = spreadsheetOf(state, body.spreadsheet);
  const email = textOf('email', body.email) ?? [...state.accounts.keys()][0] ?? '';
  const role = body.role === undefined ? 'writer' : body.role;
  if (role !== null && !ROLES.includes(String(role))) {
    throw new Impossible(400, 'bad_role', `role is null or one of ${ROLES.join(', ')}.`);
  }
  if (role === null) spreadsheet.shares.delete(email);
  else spreadsheet.shares.set(email, role as Role);
  return shownSpreadsheet(spreadsheet);
}

function spreadsheetOf(state: GoogleState, id: unknown): Spreadsheet {
  const only = state.spreadsheets.size === 1 ? [...state.spreadsheets.values()][0] : undefined;
  const found = id === undefined || id === null ? only : state.spreadsheets.get(String(id));
  if (found) return found;
  throw new Impossible(404, 'unknown_spreadsheet', `There is no spreadsheet ${String(id)}.`);
}

function place({ state, body }: Asked): Place {
  const { spreadsheet: id, sheet: title } = body;
  const spreadsheet = spreadsheetOf(state, id);
  const { sheets } = spreadsheet;
  const sheet =
    title === undefined || title === null ? sheets[0] : sheetByTitle(spreadsheet, String(title));
  if (sheet) return { spreadsheet, sheet };
  const names = sheets.map((one) => one.title).join(', ');
  throw new Impossible(
    404,
    'unknown_sheet',
    `There is no sheet ${String(title)}; there are ${names}.`,
  );
}

/** A change of a sheet, answered with the sheet as it is then. */
function edit(act: (at: Place, asked: Asked) => void) {
  return (asked: Asked): unknown => {
    const at = place(asked);
    act(at, asked);
    return shownSheet(at);
  };
}

/** Index of the row a person names by the number at its side. */
function rowOf({ sheet }: Place, name: string, value: unknown, otherwise?: number): number {
  if (value === undefined && otherwise !== undefined) return otherwise;
  const row = numberOf(name, value, 0) - 1;
  if (row >= 0 && row < sheet.rowCount) return row;
  throw new Impossible(400, 'bad_row', `${name} must be 1 to ${sheet.rowCount}.`);
}

function columnOf(name: string, value: unknown, otherwise: number): number {
  const letters = textOf(name, value);
  if (letters === undefined) return otherwise;
  if (/^[A-Za-z]{1,3}$/.test(letters)) return columnIndex(letters);
  throw new Impossible(400, 'bad_column', `${name} must be letters, as A.`);
}

function write(
  { spreadsheet, sheet }: Place,
  row: number,
  column: number,
  values: readonly unknown[],
  now: Date,
): void {
  const typing = { locale: spreadsheet.locale, year: now.getUTCFullYear() };
  for (const [across, value] of values.entries()) {
    if (value === null || value === undefined) continue;
    const old = cellAt(sheet, row, column + across);
    const kept: Cell = old?.format ? { format: old.format } : {};
    const cell =
      typeof value === 'string' ? typed(value, old, typing) : { ...kept, value: value as Value };
    setCell(sheet, row, column + across, cell);
  }
  sheet.rowCount = Math.max(sheet.rowCount, row + 1);
  sheet.columnCount = Math.max(sheet.columnCount, column + values.length);
}

function type(at: Place, { body, now }: Asked): void {
  if (!Array.isArray(body.values)) {
    throw new Impossible(
      400,
      'bad_values',
      'values must be a list of what is typed, cell by cell.',
    );
  }
  const row = rowOf(at, 'row', body.row, endOfData(at.sheet));
  write(at, row, columnOf('column', body.column, 0), body.values, now);
}

function clear(at: Place, { body }: Asked): void {
  const row = rowOf(at, 'row', body.row);
  const [from, to] = spanOf(at, body.columns);
  for (let column = from; column < to; column += 1) {
    const format = cellAt(at.sheet, row, column)?.format;
    if (cellAt(at.sheet, row, column)) setCell(at.sheet, row, column, format ? { format } : {});
  }
}

/** `A:F` as indices, the end not included; all columns when absent. */
function spanOf({ sheet }: Place, value: unknown): [number, number] {
  const span = textOf('columns', value);
  if (span === undefined) return [0, sheet.columnCount];
  const [, from = '', to = from] = /^([A-Za-z]{1,3})(?::([A-Za-z]{1,3}))?$/.exec(span) ?? [];
  if (from === '') throw new Impossible(400, 'bad_columns', 'columns must be as A:F.');
  return [columnIndex(from), Math.min(columnIndex(to) + 1, sheet.columnCount)];
}

function insert(at: Place, { body, now }: Asked): void {
  const row = rowOf(at, 'row', body.row);
  insertLines(at.sheet, 'ROWS', row, numberOf('count', body.count, 1));
  if (Array.isArray(body.values)) write(at, row, 0, body.values, now);
}

function remove(at: Place, { body }: Asked): void {
  const row = rowOf(at, 'row', body.row);
  const end = Math.min(row + numberOf('count', body.count, 1), at.sheet.rowCount);
  if (end - row >= at.sheet.rowCount) {
    throw new Impossible(400, 'last_row', "You can't delete all the rows on the sheet.");
  }
  deleteLines(at.sheet, 'ROWS', row, end);
}

function move(at: Place, { body }: Asked): void {
  const [row, to] = [rowOf(at, 'row', body.row), rowOf(at, 'to', body.to)];
  moveLines(at.sheet, 'ROWS', { at: row, end: row + 1, to: to > row ? to + 1 : to });
}

/** Copy and paste of a whole row, hidden columns with it. */
function copy(at: Place, { body }: Asked): void {
  const row = rowOf(at, 'row', body.row);
  const to = rowOf(at, 'to', body.to, endOfData(at.sheet));
  at.sheet.rowCount = Math.max(at.sheet.rowCount, to + 1);
  for (let column = 0; column < at.sheet.columnCount; column += 1) {
    const cell = cellAt(at.sheet, row, column);
    setCell(at.sheet, to, column, cell && { ...cell });
  }
}

function sort(at: Place, { body }: Asked): void {
  const [column, endColumn] = spanOf(at, body.columns);
  const by = columnOf('by', body.by, column);
  const row = rowOf(at, 'from', body.from, Math.min(1, at.sheet.rowCount - 1));
  const endRow = Math.max(endOfData(at.sheet), row);
  if (by < column || by >= endColumn) {
    throw new Impossible(400, 'bad_column', 'by must be one of the columns that are sorted.');
  }
  sortBox(at.sheet, { row, column, endRow, endColumn }, [
    { column: by, descending: body.descending === true },
  ]);
}

function hide(at: Place, { body }: Asked): void {
  const [from, to] = spanOf(at, body.columns);
  for (let column = from; column < to; column += 1) {
    at.sheet.columns[column] = { ...at.sheet.columns[column], hidden: body.hidden !== false };
  }
}

function rename(at: Place, { body }: Asked): void {
  const title = textOf('title', body.title) ?? '';
  const other = sheetByTitle(at.spreadsheet, title);
  if (title === '' || (other && other !== at.sheet)) {
    throw new Impossible(409, 'bad_title', 'title must be one that no other sheet has.');
  }
  at.sheet.title = title;
}

/** Drags its tab to another place among the others. */
function reorder({ spreadsheet: { sheets }, sheet }: Place, { body }: Asked): void {
  const at = numberOf('at', body.at, sheets.length) - 1;
  sheets.splice(sheets.indexOf(sheet), 1);
  sheets.splice(at, 0, sheet);
}

function drop({ spreadsheet, sheet }: Place): void {
  if (spreadsheet.sheets.length === 1) {
    throw new Impossible(409, 'last_sheet', "You can't remove all the sheets in a document.");
  }
  spreadsheet.sheets.splice(spreadsheet.sheets.indexOf(sheet), 1);
}

const shownSpreadsheet = ({
  id,
  title,
  locale,
  timeZone,
  sheets,
  shares,
}: Spreadsheet): Fields => ({
  id,
  title,
  locale,
  time_zone: timeZone,
  sheets: sheets.map((one) => one.title),
  shares: Object.fromEntries(shares),
});

/** `rows`: what a person sees, up to the last row with something; `all`: hidden columns and rows too. */
function shownSheet({ spreadsheet, sheet }: Place): Fields {
  const end = endOfData(sheet);
  const rowsOf = (everything: boolean) => {
    const rows: string[][] = [];
    for (let row = 0; row < end; row += 1) {
      if (!everything && sheet.rows[row]?.hidden) continue;
      const cells: string[] = [];
      const known = isEmptyRow(sheet, row) ? [] : (sheet.rows[row]?.cells ?? []);
      for (const [column, cell] of known.entries()) {
        if (!everything && sheet.columns[column]?.hidden) continue;
        cells.push(isEmpty(cell) ? '' : shown(cell, spreadsheet.locale));
      }
      while (cells.at(-1) === '') cells.pop();
      rows.push(cells);
    }
    return rows;
  };
  const hidden = Array.from({ length: sheet.columnCount }, (_, at) => at).filter(
    (at) => sheet.columns[at]?.hidden,
  );
  return {
    spreadsheet: spreadsheet.id,
    title: sheet.title,
    sheet_id: sheet.sheetId,
    rows: rowsOf(false),
    all: rowsOf(true),
    hidden_columns: hidden.map(columnLetters),
    row_count: sheet.rowCount,
    column_count: sheet.columnCount,
    frozen_rows: sheet.frozenRowCount,
  };
}
