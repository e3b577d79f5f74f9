import { invalidArgument } from '../errors.ts';
import { type Box, type Sheet, type Spreadsheet, sheetByTitle } from './spreadsheet.ts';

/** A range as it was asked for: sides that were left open are undefined. Zero-based, ends not included. */
export interface Range {
  readonly sheet: Sheet;
  readonly row: number;
  readonly column: number;
  readonly endRow: number | undefined;
  readonly endColumn: number | undefined;
  /** One cell alone: a place to begin at rather than a box. */
  readonly single: boolean;
}

const CORNER = /^\$?([A-Za-z]{1,3})?\$?([1-9]\d*)?$/;
const QUOTED = /^'((?:[^']|'')*)'(?:!(.*))?$/s;
/** What may stand before the exclamation mark without quotes. */
const PLAIN_TITLE = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/**
 * Reads A1 notation: `'Anna''s'!A2:G`, `Anna!A:G`, `Anna`, `A1`, `2:5`.
 *
 * @throws Refused 400 `Unable to parse range`, as well when there is no such sheet
 */
export function parseRange(spreadsheet: Spreadsheet, text: string): Range {
  const fail = () => invalidArgument(`Unable to parse range: ${text}`);
  const first = spreadsheet.sheets.find(({ hidden }) => !hidden) ?? spreadsheet.sheets[0];
  const quoted = QUOTED.exec(text);
  const mark = text.lastIndexOf('!');
  let title: string | undefined;
  let cells: string | undefined;
  if (quoted) [title, cells] = [quoted[1]?.replaceAll("''", "'"), quoted[2]];
  else if (mark >= 0) [title, cells] = [text.slice(0, mark), text.slice(mark + 1)];
  else if (first && corners(text)) cells = text;
  else title = text;
  if (title !== undefined && !quoted && !PLAIN_TITLE.test(title)) throw fail();
  const sheet = title === undefined ? first : sheetByTitle(spreadsheet, title);
  if (!sheet) throw fail();
  if (cells === undefined) {
    return { sheet, row: 0, column: 0, endRow: undefined, endColumn: undefined, single: false };
  }
  const box = corners(cells);
  if (!box) throw fail();
  return { sheet, ...box };
}

function corners(text: string): Omit<Range, 'sheet'> | undefined {
  const [from = '', to, ...more] = text.split(':');
  const [start, end] = [corner(from), to === undefined ? undefined : corner(to)];
  if (more.length > 0 || !start || (to !== undefined && !end)) return undefined;
  if (!end) {
    // A column or row alone is no range: that takes `A:A`.
    if (start.row === undefined || start.column === undefined) return undefined;
    const { row, column } = start;
    return { row, column, endRow: row + 1, endColumn: column + 1, single: true };
  }
  const rows = [start.row, end.row].filter((one) => one !== undefined);
  const columns = [start.column, end.column].filter((one) => one !== undefined);
  return {
    row: rows.length > 0 ? Math.min(...rows) : 0,
    column: columns.length > 0 ? Math.min(...columns) : 0,
    endRow: rows.length === 2 ? Math.max(...rows) + 1 : endOfOne(start.row, end.row),
    endColumn: columns.length === 2 ? Math.max(...columns) + 1 : endOfOne(start.column, end.column),
    single: false,
  };
}

/** `A2:G` is open below; `A:G5` ends at the fifth row. */
const endOfOne = (start: number | undefined, end: number | undefined): number | undefined =>
  start === undefined && end !== undefined ? end + 1 : undefined;

function corner(text: string): { row: number | undefined; column: number | undefined } | undefined {
  const [whole, letters, digits] = CORNER.exec(text) ?? [];
  if (!whole) return undefined;
  return {
    row: digits === undefined ? undefined : Number(digits) - 1,
    column: letters === undefined ? undefined : columnIndex(letters),
  };
}

/** `A` is 0. */
export const columnIndex = (letters: string): number =>
  [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

export function columnLetters(index: number): string {
  const rest = Math.floor(index / 26) - 1;
  return (rest >= 0 ? columnLetters(rest) : '') + String.fromCharCode(65 + (index % 26));
}

/** A range in Google's own spelling: quoted where the title has other than Latin letters, digits and underscores. */
export function nameOf(sheet: Sheet, { row, column, endRow, endColumn }: Box): string {
  const plain = /^[A-Za-z_]\w*$/.test(sheet.title) && !corners(sheet.title);
  const title = plain ? sheet.title : `'${sheet.title.replaceAll("'", "''")}'`;
  const start = `${columnLetters(column)}${row + 1}`;
  const end = `${columnLetters(endColumn - 1)}${endRow}`;
  return `${title}!${start === end ? start : `${start}:${end}`}`;
}

/** The part of a range that lies on the sheet. @throws Refused 400 when it begins outside */
export function onGrid({ sheet, row, column, endRow, endColumn }: Range): Box {
  if (row >= sheet.rowCount || column >= sheet.columnCount) {
    const asked = nameOf(sheet, {
      row,
      column,
      endRow: Math.max(endRow ?? sheet.rowCount, row + 1),
      endColumn: Math.max(endColumn ?? sheet.columnCount, column + 1),
    });
    throw beyondGrid(sheet, asked);
  }
  return {
    row,
    column,
    endRow: Math.min(endRow ?? sheet.rowCount, sheet.rowCount),
    endColumn: Math.min(endColumn ?? sheet.columnCount, sheet.columnCount),
  };
}

export const beyondGrid = (sheet: Sheet, range: string) =>
  invalidArgument(
    `Range (${range}) exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`,
  );
