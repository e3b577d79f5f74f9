import { randomBytes, randomInt } from 'node:crypto';
import { type Cell, isEmpty, type Value } from './cell.ts';

export type Role = 'owner' | 'writer' | 'reader';

/** A row or a column beside its cells. */
export interface Line {
  hidden?: boolean;
  pixelSize?: number;
}

export interface Row extends Line {
  /** By column; what was never written is a hole. */
  cells: (Cell | undefined)[];
}

export interface Sheet {
  sheetId: number;
  title: string;
  hidden: boolean;
  rowCount: number;
  columnCount: number;
  frozenRowCount: number;
  frozenColumnCount: number;
  /** By row; what was never written is a hole. */
  rows: (Row | undefined)[];
  columns: (Line | undefined)[];
}

/** A spreadsheet with its sheets in the order of their tabs. */
export interface Spreadsheet {
  id: string;
  title: string;
  /** As `uk_UA`: how a person's typing is read and how numbers are shown. */
  locale: string;
  timeZone: string;
  sheets: Sheet[];
  shares: Map<string, Role>;
}

/** A rectangle of cells, the ends not included. */
export interface Box {
  readonly row: number;
  readonly column: number;
  readonly endRow: number;
  readonly endColumn: number;
}

const DEFAULT_ROWS = 1000;
const DEFAULT_COLUMNS = 26;
const MOST_CELLS = 10_000_000;

export function makeSpreadsheet(
  given: Partial<Pick<Spreadsheet, 'id' | 'title' | 'locale' | 'timeZone'>> = {},
): Spreadsheet {
  return {
    id: `1${randomBytes(32).toString('base64url').slice(0, 43)}`,
    title: 'Untitled spreadsheet',
    locale: 'uk_UA',
    timeZone: 'Europe/Kyiv',
    ...given,
    sheets: [],
    shares: new Map(),
  };
}

/** Adds a sheet as its last tab. @returns undefined when title or id is taken */
export function addSheet(
  spreadsheet: Spreadsheet,
  {
    title,
    sheetId,
    index = spreadsheet.sheets.length,
    hidden = false,
    rowCount = DEFAULT_ROWS,
    columnCount = DEFAULT_COLUMNS,
    frozenRowCount = 0,
    frozenColumnCount = 0,
  }: Partial<Omit<Sheet, 'rows' | 'columns'>> & { index?: number } = {},
): Sheet {
  const sheet: Sheet = {
    sheetId: sheetId ?? freeId(spreadsheet),
    title: title ?? freeTitle(spreadsheet),
    hidden,
    rowCount,
    columnCount,
    frozenRowCount,
    frozenColumnCount,
    rows: [],
    columns: [],
  };
  spreadsheet.sheets.splice(index, 0, sheet);
  return sheet;
}

function freeId(spreadsheet: Spreadsheet): number {
  for (;;) {
    const id = spreadsheet.sheets.length === 0 ? 0 : randomInt(1, 2 ** 31);
    if (!spreadsheet.sheets.some(({ sheetId }) => sheetId === id)) return id;
  }
}

function freeTitle(spreadsheet: Spreadsheet): string {
  for (let number = spreadsheet.sheets.length + 1; ; number += 1) {
    if (!sheetByTitle(spreadsheet, `Sheet${number}`)) return `Sheet${number}`;
  }
}

/** Titles are told apart without regard to case. */
export function sheetByTitle(spreadsheet: Spreadsheet, title: string): Sheet | undefined {
  const wanted = title.toLowerCase();
  return spreadsheet.sheets.find((sheet) => sheet.title.toLowerCase() === wanted);
}

/** Whether the workbook would hold more cells than it may. */
export function isTooLarge({ sheets }: Spreadsheet): boolean {
  return sheets.reduce((sum, one) => sum + one.rowCount * one.columnCount, 0) > MOST_CELLS;
}

export const cellAt = (sheet: Sheet, row: number, column: number): Cell | undefined =>
  sheet.rows[row]?.cells[column];

export function setCell(sheet: Sheet, row: number, column: number, cell: Cell | undefined): void {
  const line = rowAt(sheet, row);
  line.cells[column] = cell;
}

export function rowAt(sheet: Sheet, row: number): Row {
  const known = sheet.rows[row];
  if (known) return known;
  const made: Row = { cells: [] };
  sheet.rows[row] = made;
  return made;
}

/** Whether a person sees nothing in this row (of these columns). */
export function isEmptyRow(sheet: Sheet, row: number, from = 0, to = sheet.columnCount): boolean {
  const cells = sheet.rows[row]?.cells ?? [];
  for (let column = from; column < Math.min(to, cells.length); column += 1) {
    if (!isEmpty(cells[column])) return false;
  }
  return true;
}

/** Index of the row after the last one with something in it. */
export function endOfData(sheet: Sheet): number {
  for (let row = Math.min(sheet.rows.length, sheet.rowCount) - 1; row >= 0; row -= 1) {
    if (!isEmptyRow(sheet, row)) return row + 1;
  }
  return 0;
}

/** Puts lines in; what stands at `at` and below (or right of it) moves on. */
export function insertLines(sheet: Sheet, by: 'ROWS' | 'COLUMNS', at: number, count: number): void {
  const holes = () => Array.from<undefined>({ length: count });
  if (by === 'ROWS') {
    if (at < sheet.rows.length) sheet.rows.splice(at, 0, ...holes());
    sheet.rowCount += count;
    return;
  }
  if (at < sheet.columns.length) sheet.columns.splice(at, 0, ...holes());
  for (const row of sheet.rows) {
    if (row && at < row.cells.length) row.cells.splice(at, 0, ...holes());
  }
  sheet.columnCount += count;
}

export function deleteLines(sheet: Sheet, by: 'ROWS' | 'COLUMNS', at: number, end: number): void {
  const count = end - at;
  if (by === 'ROWS') {
    sheet.rows.splice(at, count);
    sheet.rowCount -= count;
    sheet.frozenRowCount = Math.min(sheet.frozenRowCount, sheet.rowCount);
    return;
  }
  sheet.columns.splice(at, count);
  for (const row of sheet.rows) row?.cells.splice(at, count);
  sheet.columnCount -= count;
}

/** Moves lines to before `to` (an index of before the move). */
export function moveLines(
  sheet: Sheet,
  by: 'ROWS' | 'COLUMNS',
  { at, end, to }: { at: number; end: number; to: number },
): void {
  const moved = <T>(lines: T[], length: number): T[] => {
    const all = Array.from({ length }, (_, index) => lines[index] as T);
    const taken = all.slice(at, end);
    const before = all.slice(0, to).filter((_, index) => index < at || index >= end);
    const after = all.slice(to).filter((_, index) => index + to < at || index + to >= end);
    return [...before, ...taken, ...after];
  };
  if (by === 'ROWS') {
    sheet.rows = moved(sheet.rows, sheet.rowCount);
    return;
  }
  sheet.columns = moved(sheet.columns, sheet.columnCount);
  for (const row of sheet.rows) if (row) row.cells = moved(row.cells, sheet.columnCount);
}

/** One column to sort by. */
export interface SortSpec {
  readonly column: number;
  readonly descending: boolean;
}

/** Sorts the cells of a box by rows: numbers, then texts, then booleans; empty ones last either way. */
export function sortBox(sheet: Sheet, box: Box, specs: readonly SortSpec[]): void {
  const rows = [];
  for (let row = box.row; row < box.endRow; row += 1) {
    const cells = sheet.rows[row]?.cells ?? [];
    rows.push(
      Array.from({ length: box.endColumn - box.column }, (_, at) => cells[box.column + at]),
    );
  }
  rows.sort((a, b) => {
    for (const { column, descending } of specs) {
      const [left, right] = [a[column - box.column]?.value, b[column - box.column]?.value];
      const order = compare(left, right, descending);
      if (order !== 0) return order;
    }
    return 0;
  });
  for (const [index, cells] of rows.entries()) {
    for (const [at, cell] of cells.entries())
      setCell(sheet, box.row + index, box.column + at, cell);
  }
}

function compare(a: Value | undefined, b: Value | undefined, descending: boolean): number {
  const rank = (value: Value | undefined) =>
    value === undefined || value === '' ? 3 : ['number', 'string', 'boolean'].indexOf(typeof value);
  if (rank(a) === 3 || rank(b) === 3) return Math.sign(rank(a) - rank(b));
  let order = Math.sign(rank(a) - rank(b));
  if (order === 0) {
    order =
      typeof a === 'string' && typeof b === 'string'
        ? a.localeCompare(b, 'uk')
        : Math.sign(Number(a) - Number(b));
  }
  return descending ? -order : order;
}
