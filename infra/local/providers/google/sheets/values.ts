import type { Fields } from '../../form.ts';
import { invalidArgument } from '../errors.ts';
import { beyondGrid, nameOf, onGrid, parseRange, type Range } from './a1.ts';
import {
  type Cell,
  type DateRender,
  isEmpty,
  rendered,
  type Value,
  type ValueRender,
} from './cell.ts';
import {
  type Box,
  cellAt,
  endOfData,
  insertLines,
  isEmptyRow,
  type Sheet,
  type Spreadsheet,
  setCell,
} from './spreadsheet.ts';
import { type Typing, typed } from './typing.ts';

type Dimension = 'ROWS' | 'COLUMNS';
type Input = 'RAW' | 'USER_ENTERED';

/** How values are to be read. */
export interface Reading {
  readonly dimension: Dimension;
  readonly render: ValueRender;
  readonly dates: DateRender;
}

const RENDERS = ['FORMATTED_VALUE', 'UNFORMATTED_VALUE', 'FORMULA'] as const;
const DATES = ['SERIAL_NUMBER', 'FORMATTED_STRING'] as const;
const INPUTS = ['RAW', 'USER_ENTERED'] as const;
const DIMENSIONS = ['ROWS', 'COLUMNS'] as const;

/** One of the words an option may be. */
export function option<T extends string>(
  name: string,
  value: unknown,
  words: readonly T[],
  otherwise: T,
): T {
  if (value === undefined || value === null) return otherwise;
  const known = words.find((word) => word === value);
  if (known) return known;
  throw invalidArgument(
    `Invalid value at '${name}' (type.googleapis.com/google.apps.sheets.v4.Enum), ${JSON.stringify(value)}`,
  );
}

export function readingOf(get: (name: string) => unknown, prefix = ''): Reading {
  const named = (name: string) =>
    prefix === '' ? name : `${prefix}${name[0]?.toUpperCase()}${name.slice(1)}`;
  const ask = <T extends string>(name: string, words: readonly T[], otherwise: T) =>
    option(named(name), get(named(name)), words, otherwise);
  return {
    dimension: prefix === '' ? ask('majorDimension', DIMENSIONS, 'ROWS') : 'ROWS',
    render: ask('valueRenderOption', RENDERS, 'FORMATTED_VALUE'),
    dates: prefix === '' ? ask('dateTimeRenderOption', DATES, 'SERIAL_NUMBER') : 'SERIAL_NUMBER',
  };
}

/** One range as `values.get` answers: no empty cells at the ends of rows, no empty rows at the end, nothing at all when all is empty. */
export function readValues(
  { locale }: Spreadsheet,
  sheet: Sheet,
  box: Box,
  { dimension, render, dates }: Reading,
): Fields {
  const [from, to, across, end] =
    dimension === 'ROWS'
      ? [box.row, box.endRow, box.column, box.endColumn]
      : [box.column, box.endColumn, box.row, box.endRow];
  const values: Value[][] = [];
  for (let line = from; line < to; line += 1) {
    if (dimension === 'ROWS' && line >= sheet.rows.length) break;
    const cells: Value[] = [];
    for (let at = across; at < end; at += 1) {
      const cell = dimension === 'ROWS' ? cellAt(sheet, line, at) : cellAt(sheet, at, line);
      if (isEmpty(cell)) continue;
      while (cells.length < at - across) cells.push('');
      cells.push(rendered(cell, locale, render, dates));
    }
    values.push(cells);
  }
  while (values.at(-1)?.length === 0) values.pop();
  return {
    range: nameOf(sheet, box),
    majorDimension: dimension,
    ...(values.length > 0 ? { values } : {}),
  };
}

/** `values.get` and each range of `values:batchGet`. */
export function getRange(spreadsheet: Spreadsheet, text: string, reading: Reading): Fields {
  const range = parseRange(spreadsheet, text);
  return readValues(spreadsheet, range.sheet, onGrid(range), reading);
}

/** Rows of cells to write: null leaves one as it is. */
type Lines = (Value | null)[][];

function linesOf(where: string, values: unknown): Lines {
  if (values === undefined) return [];
  const strange = (path: string, kind: string, value: unknown) =>
    invalidArgument(`Invalid ${where}: Invalid ${path}: ${kind} ${JSON.stringify(value)}`);
  if (!Array.isArray(values) || !values.every((line) => Array.isArray(line))) {
    throw invalidArgument(
      `Invalid value at '${where}.values' (type.googleapis.com/google.protobuf.ListValue), ${JSON.stringify(values)}`,
    );
  }
  for (const [row, line] of values.entries()) {
    for (const [column, value] of (line as unknown[]).entries()) {
      if (typeof value !== 'object' || value === null) continue;
      const kind = Array.isArray(value) ? 'list_value' : 'struct_value';
      throw strange(`values[${row}][${column}]`, kind, value);
    }
  }
  return values as Lines;
}

function byRows(lines: Lines, dimension: Dimension): Lines {
  if (dimension === 'ROWS') return lines;
  const height = Math.max(0, ...lines.map((line) => line.length));
  return Array.from({ length: height }, (_, row) => lines.map((line) => line[row] ?? null));
}

/** What a write says of itself. */
export interface Written {
  readonly box: Box;
  readonly rows: Set<number>;
  readonly columns: Set<number>;
  readonly cells: number;
}

function put(
  sheet: Sheet,
  start: { row: number; column: number },
  lines: Lines,
  input: Input,
  typing: Typing,
): Written {
  const width = Math.max(1, ...lines.map((line) => line.length));
  const rows = new Set<number>();
  const columns = new Set<number>();
  let cells = 0;
  for (const [down, line] of lines.entries()) {
    for (const [across, value] of line.entries()) {
      if (value === null) continue;
      const [row, column] = [start.row + down, start.column + across];
      setCell(sheet, row, column, entered(value, cellAt(sheet, row, column), input, typing));
      rows.add(row);
      columns.add(column);
      cells += 1;
    }
  }
  const box = {
    ...start,
    endRow: start.row + Math.max(1, lines.length),
    endColumn: start.column + width,
  };
  return { box, rows, columns, cells };
}

function entered(value: Value, old: Cell | undefined, input: Input, typing: Typing): Cell {
  if (input === 'USER_ENTERED' && typeof value === 'string') return typed(value, old, typing);
  const { value: _, formula: __, ...kept } = old ?? {};
  return value === '' ? kept : { ...kept, value };
}

/** One range of `values.update`. @param where its name in error messages */
function write(
  spreadsheet: Spreadsheet,
  text: string,
  { values, majorDimension }: Fields,
  { input, typing, where }: { input: Input; typing: Typing; where: string },
): { sheet: Sheet; written: Written } {
  const range = parseRange(spreadsheet, text);
  const dimension = option(`${where}.majorDimension`, majorDimension, DIMENSIONS, 'ROWS');
  const lines = byRows(linesOf(where, values), dimension);
  checkRoom(range, text, lines);
  return { sheet: range.sheet, written: put(range.sheet, range, lines, input, typing) };
}

function checkRoom(range: Range, text: string, lines: Lines): void {
  const { sheet, row, column, endRow, endColumn, single } = range;
  onGrid(range);
  const [height, width] = [lines.length, Math.max(0, ...lines.map((line) => line.length))];
  if (!single) {
    const within = `Requested writing within range [${text}], but tried writing to`;
    if (endRow !== undefined && row + height > endRow) {
      throw invalidArgument(`${within} row [${endRow + 1}]`);
    }
    if (endColumn !== undefined && column + width > endColumn) {
      const letters = nameOf(sheet, {
        row: 0,
        column: endColumn,
        endRow: 1,
        endColumn: endColumn + 1,
      });
      throw invalidArgument(`${within} column [${letters.replace(/.*!|\d+$/g, '')}]`);
    }
  }
  if (row + height > sheet.rowCount || column + width > sheet.columnCount) {
    const box = { row, column, endRow: row + height, endColumn: column + Math.max(1, width) };
    throw beyondGrid(sheet, nameOf(sheet, box));
  }
}

const inputOf = (value: unknown): Input => {
  if (value === undefined || value === null || value === 'INPUT_VALUE_OPTION_UNSPECIFIED') {
    throw invalidArgument("'valueInputOption' is required but not specified");
  }
  return option('value_input_option', value, INPUTS, 'RAW');
};

function updateView(
  spreadsheet: Spreadsheet,
  { sheet, written }: { sheet: Sheet; written: Written },
  reading: Reading | undefined,
): Fields {
  return {
    spreadsheetId: spreadsheet.id,
    updatedRange: nameOf(sheet, written.box),
    ...(written.cells > 0
      ? {
          updatedRows: written.rows.size,
          updatedColumns: written.columns.size,
          updatedCells: written.cells,
        }
      : {}),
    ...(reading ? { updatedData: readValues(spreadsheet, sheet, written.box, reading) } : {}),
  };
}

/** `PUT values/{range}`. Works on the given copy. */
export function updateRange(
  spreadsheet: Spreadsheet,
  text: string,
  body: Fields,
  query: URLSearchParams,
  typing: Typing,
): Fields {
  const input = inputOf(query.get('valueInputOption'));
  const echo = query.get('includeValuesInResponse') === 'true';
  const done = write(spreadsheet, text, body, { input, typing, where: 'data' });
  const reading = readingOf((name) => query.get(name), 'response');
  return updateView(spreadsheet, done, echo ? reading : undefined);
}

/** `values:batchUpdate`. Works on the given copy: the caller keeps it only when nothing was refused. */
export function batchUpdateValues(spreadsheet: Spreadsheet, body: Fields, typing: Typing): Fields {
  const input = inputOf(body.valueInputOption);
  const data = Array.isArray(body.data) ? (body.data as Fields[]) : [];
  const reading = readingOf((name) => body[name], 'response');
  const done = data.map((entry, index) => {
    if (typeof entry.range !== 'string') throw invalidArgument(`Invalid data[${index}]: range`);
    return write(spreadsheet, entry.range, entry, { input, typing, where: `data[${index}]` });
  });
  const sum = (count: (written: Written) => number) =>
    done.reduce((total, { written }) => total + count(written), 0);
  const distinct = (pick: (written: Written) => Set<number>) =>
    new Set(
      done.flatMap(({ sheet, written }) =>
        [...pick(written)].map((one) => `${sheet.sheetId}/${one}`),
      ),
    ).size;
  return {
    spreadsheetId: spreadsheet.id,
    totalUpdatedRows: distinct(({ rows }) => rows),
    totalUpdatedColumns: distinct(({ columns }) => columns),
    totalUpdatedCells: sum(({ cells }) => cells),
    totalUpdatedSheets: new Set(done.map(({ sheet }) => sheet.sheetId)).size,
    responses: done.map((one) =>
      updateView(spreadsheet, one, body.includeValuesInResponse === true ? reading : undefined),
    ),
  };
}

/** `values/{range}:append`. */
export function appendRange(
  spreadsheet: Spreadsheet,
  text: string,
  body: Fields,
  query: URLSearchParams,
  typing: Typing,
): Fields {
  const input = inputOf(query.get('valueInputOption'));
  const insert =
    option(
      'insert_data_option',
      query.get('insertDataOption'),
      ['OVERWRITE', 'INSERT_ROWS'] as const,
      'OVERWRITE',
    ) === 'INSERT_ROWS';
  const range = parseRange(spreadsheet, text);
  const dimension = option('data.majorDimension', body.majorDimension, DIMENSIONS, 'ROWS');
  const lines = byRows(linesOf('data', body.values), dimension);
  const { sheet } = range;
  const table = lastTable(sheet, onGrid(range));
  const start = table
    ? { row: table.endRow, column: table.column }
    : { row: range.row, column: range.column };
  const width = Math.max(0, ...lines.map((line) => line.length));
  if (start.column + width > sheet.columnCount) {
    throw beyondGrid(
      sheet,
      nameOf(sheet, {
        ...start,
        endRow: start.row + Math.max(1, lines.length),
        endColumn: start.column + width,
      }),
    );
  }
  const tableRange = table ? nameOf(sheet, table) : undefined;
  if (insert && table) insertLines(sheet, 'ROWS', start.row, lines.length);
  sheet.rowCount = Math.max(sheet.rowCount, start.row + lines.length);
  const written = put(sheet, start, lines, input, typing);
  const echo = query.get('includeValuesInResponse') === 'true';
  const reading = readingOf((name) => query.get(name), 'response');
  return {
    spreadsheetId: spreadsheet.id,
    ...(tableRange ? { tableRange } : {}),
    updates: updateView(spreadsheet, { sheet, written }, echo ? reading : undefined),
  };
}

/**
 * The table an append goes below: cells that touch each other, corners included, make a table; of those that meet the
 * range the lowest counts.
 */
function lastTable(sheet: Sheet, range: Box): Box | undefined {
  const tables: Box[] = [];
  const end = endOfData(sheet);
  for (let row = 0; row < end; row += 1) {
    if (isEmptyRow(sheet, row)) continue;
    for (let column = 0; column < sheet.columnCount; column += 1) {
      if (isEmpty(cellAt(sheet, row, column))) continue;
      let box: Box = { row, column, endRow: row + 1, endColumn: column + 1 };
      // Whatever it touches is part of it; a grown one may touch more.
      for (let at = tables.length - 1; at >= 0; at -= 1) {
        const other = tables[at];
        if (!other || !meet(grown(box), other)) continue;
        box = {
          row: Math.min(box.row, other.row),
          column: Math.min(box.column, other.column),
          endRow: Math.max(box.endRow, other.endRow),
          endColumn: Math.max(box.endColumn, other.endColumn),
        };
        tables.splice(at, 1);
        at = tables.length;
      }
      tables.push(box);
    }
  }
  return tables
    .filter((table) => meet(table, range))
    .sort((a, b) => a.endRow - b.endRow)
    .at(-1);
}

const grown = ({ row, column, endRow, endColumn }: Box): Box => ({
  row: row - 1,
  column: column - 1,
  endRow: endRow + 1,
  endColumn: endColumn + 1,
});

const meet = (a: Box, b: Box): boolean =>
  a.row < b.endRow && b.row < a.endRow && a.column < b.endColumn && b.column < a.endColumn;

/** `values/{range}:clear` and `values:batchClear`: values go, formats and notes stay. @returns the range cleared */
export function clearRange(spreadsheet: Spreadsheet, text: string): string {
  const range = parseRange(spreadsheet, text);
  const box = onGrid(range);
  for (let row = box.row; row < Math.min(box.endRow, range.sheet.rows.length); row += 1) {
    for (let column = box.column; column < box.endColumn; column += 1) {
      const cell = cellAt(range.sheet, row, column);
      if (!cell) continue;
      const { value: _, formula: __, ...kept } = cell;
      setCell(range.sheet, row, column, kept);
    }
  }
  return nameOf(range.sheet, box);
}
