import type { Fields } from '../../form.ts';
import { invalidArgument } from '../errors.ts';
import { parseMask } from '../fields.ts';
import { type Cell, type Format, isEmpty } from './cell.ts';
import {
  addSheet,
  type Box,
  cellAt,
  deleteLines,
  endOfData,
  insertLines,
  isTooLarge,
  moveLines,
  type Sheet,
  type Spreadsheet,
  setCell,
  sheetByTitle,
  sortBox,
} from './spreadsheet.ts';
import { type Typing, typed } from './typing.ts';
import { sheetView } from './views.ts';

type Dimension = 'ROWS' | 'COLUMNS';

interface Change {
  readonly spreadsheet: Spreadsheet;
  readonly fields: Fields;
  readonly typing: Typing;
  /** Refuses with Google's prefix. */
  readonly fail: (message: string) => Error;
}

const REQUESTS: Readonly<Record<string, (change: Change) => Fields | undefined>> = {
  addSheet: add,
  deleteSheet,
  updateSpreadsheetProperties,
  updateSheetProperties,
  updateDimensionProperties,
  insertDimension,
  deleteDimension,
  appendDimension,
  moveDimension,
  autoResizeDimensions: () => undefined,
  appendCells,
  updateCells,
  repeatCell,
  sortRange,
};

/**
 * `:batchUpdate`. Works on the given copy: the caller keeps it only when nothing was refused.
 *
 * @returns one reply per request, in order
 */
export function applyRequests(
  spreadsheet: Spreadsheet,
  requests: unknown,
  typing: Typing,
): Fields[] {
  if (!Array.isArray(requests) || requests.length === 0) {
    throw invalidArgument('Must specify at least one request.');
  }
  return requests.map((request: Fields, index) => {
    const at = `requests[${index}]`;
    const [name = '', ...more] = Object.keys(request ?? {});
    if (more.length > 0) {
      throw invalidArgument(
        `Invalid value at '${at}' (oneof), oneof field 'kind' is already set. Cannot set '${more[0]}'`,
      );
    }
    if (name === '') throw invalidArgument(`Invalid ${at}: No request set.`);
    const act = Object.hasOwn(REQUESTS, name) ? REQUESTS[name] : undefined;
    if (!act) {
      throw invalidArgument(
        `Invalid JSON payload received. Unknown name "${name}" at '${at}': Cannot find field.`,
      );
    }
    const fail = (message: string) => invalidArgument(`Invalid ${at}.${name}: ${message}`);
    const fields = (request[name] ?? {}) as Fields;
    const reply = act({ spreadsheet, fields, typing, fail });
    if (isTooLarge(spreadsheet)) {
      throw fail(
        'This action would increase the number of cells in the workbook above the limit of 10000000 cells.',
      );
    }
    return reply ? { [name]: reply } : {};
  });
}

function add({ spreadsheet, fields, fail }: Change): Fields {
  const properties = (fields.properties ?? {}) as Fields;
  const grid = (properties.gridProperties ?? {}) as Fields;
  const title = properties.title === undefined ? undefined : titleOf(properties.title, fail);
  if (title !== undefined && sheetByTitle(spreadsheet, title)) throw taken(title, fail);
  const { sheetId, index } = properties;
  if (sheetId !== undefined && !natural(sheetId, 0)) throw fail('Invalid sheet id.');
  if (spreadsheet.sheets.some((one) => one.sheetId === sheetId)) {
    throw fail(`A sheet with the id ${sheetId} already exists. Please choose another id.`);
  }
  for (const name of ['rowCount', 'columnCount']) {
    if (grid[name] !== undefined && !natural(grid[name], 1)) {
      throw fail(`Invalid ${name}: must be at least 1.`);
    }
  }
  const sheet = addSheet(spreadsheet, {
    ...(title === undefined ? {} : { title }),
    ...(sheetId === undefined ? {} : { sheetId: Number(sheetId) }),
    ...(index === undefined ? {} : { index: Number(index) }),
    ...(properties.hidden === true ? { hidden: true } : {}),
    ...numbers(grid, ['rowCount', 'columnCount', 'frozenRowCount', 'frozenColumnCount']),
  });
  return { properties: sheetView(spreadsheet, sheet) };
}

const numbers = (from: Fields, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(
    names.flatMap((name) => (from[name] === undefined ? [] : [[name, Number(from[name])]])),
  );

const natural = (value: unknown, least: number): boolean =>
  Number.isInteger(value) && Number(value) >= least && Number(value) < 2 ** 31;

function titleOf(title: unknown, fail: Change['fail']): string {
  if (typeof title !== 'string' || title.trim() === '') throw fail('Sheet name cannot be empty.');
  if (title.length > 100) throw fail('Sheet name cannot be longer than 100 characters.');
  return title;
}

const taken = (title: string, fail: Change['fail']) =>
  fail(`A sheet with the name "${title}" already exists. Please enter another name.`);

function sheetOf({ spreadsheet, fail }: Change, id: unknown): Sheet {
  // An id of nought may be left out, as every nought.
  const sheet = spreadsheet.sheets.find(({ sheetId }) => sheetId === Number(id ?? 0));
  if (!sheet) throw fail(`No sheet with id: ${id ?? 0}`);
  return sheet;
}

function deleteSheet(change: Change): undefined {
  const { spreadsheet, fields, fail } = change;
  const sheet = sheetOf(change, fields.sheetId);
  if (spreadsheet.sheets.length === 1) {
    throw fail("You can't remove all the sheets in a document.");
  }
  spreadsheet.sheets.splice(spreadsheet.sheets.indexOf(sheet), 1);
}

/** Names of a field mask, from the top; `*` for all there are. */
function maskOf({ fields, fail }: Change): (name: string) => boolean {
  const text = typeof fields.fields === 'string' ? fields.fields : '';
  if (text === '') {
    throw fail("At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)");
  }
  const mask = parseMask(text);
  if (!mask) throw fail(`Invalid field mask: ${text}`);
  return (path) => {
    let here = mask;
    for (const name of path.split('.')) {
      const inner = here.get('*') ?? here.get(name);
      if (inner === undefined) return false;
      if (inner === true) return true;
      here = inner;
    }
    return true;
  };
}

function updateSpreadsheetProperties(change: Change): undefined {
  const { spreadsheet, fields } = change;
  const has = maskOf(change);
  const properties = (fields.properties ?? {}) as Fields;
  for (const name of ['title', 'locale', 'timeZone'] as const) {
    if (has(name) && typeof properties[name] === 'string') spreadsheet[name] = properties[name];
  }
}

function updateSheetProperties(change: Change): undefined {
  const { spreadsheet, fields, fail } = change;
  const has = maskOf(change);
  const properties = (fields.properties ?? {}) as Fields;
  const grid = (properties.gridProperties ?? {}) as Fields;
  const sheet = sheetOf(change, properties.sheetId);
  if (has('title')) {
    const title = titleOf(properties.title, fail);
    const other = sheetByTitle(spreadsheet, title);
    if (other && other !== sheet) throw taken(title, fail);
    sheet.title = title;
  }
  if (has('hidden')) {
    const left = spreadsheet.sheets.filter((one) => one !== sheet && !one.hidden);
    if (properties.hidden === true && left.length === 0) {
      throw fail("You can't hide all the sheets in a document.");
    }
    sheet.hidden = properties.hidden === true;
  }
  if (has('index')) {
    spreadsheet.sheets.splice(spreadsheet.sheets.indexOf(sheet), 1);
    spreadsheet.sheets.splice(Number(properties.index ?? 0), 0, sheet);
  }
  for (const name of ['frozenRowCount', 'frozenColumnCount'] as const) {
    if (has(`gridProperties.${name}`)) sheet[name] = Number(grid[name] ?? 0);
  }
  for (const [name, by] of [
    ['rowCount', 'ROWS'],
    ['columnCount', 'COLUMNS'],
  ] as const) {
    if (!has(`gridProperties.${name}`)) continue;
    if (!natural(grid[name], 1)) throw fail(`Invalid ${name}: must be at least 1.`);
    const wanted = Number(grid[name]);
    if (wanted < sheet[name]) deleteLines(sheet, by, wanted, sheet[name]);
    sheet[name] = wanted;
  }
}

interface Lines {
  readonly sheet: Sheet;
  readonly by: Dimension;
  readonly start: number;
  readonly end: number;
}

function linesOf(change: Change, range: Fields, isOpen = true): Lines {
  const { fail } = change;
  const sheet = sheetOf(change, range.sheetId);
  const { dimension } = range;
  if (dimension !== 'ROWS' && dimension !== 'COLUMNS') throw fail('No dimension specified.');
  const count = dimension === 'ROWS' ? sheet.rowCount : sheet.columnCount;
  const start = range.startIndex === undefined ? 0 : Number(range.startIndex);
  if (range.endIndex === undefined && !isOpen) throw fail('endIndex is required.');
  const end = range.endIndex === undefined ? count : Number(range.endIndex);
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end <= start) {
    throw fail(`endIndex[${end}] must be greater than startIndex[${start}]`);
  }
  return { sheet, by: dimension, start, end };
}

/** Refuses what lies outside the grid. */
function inside(
  { fail }: Change,
  { sheet, by, start, end }: Lines,
  verb: 'delete' | 'move' | 'update',
): void {
  const [word, count] = by === 'ROWS' ? ['row', sheet.rowCount] : ['column', sheet.columnCount];
  if (end <= count) return;
  throw fail(
    `Cannot ${verb} a ${word} that doesn't exist. Tried to ${verb} ${word} index ${Math.max(start, count)} but there are only ${count} ${word}s.`,
  );
}

function updateDimensionProperties(change: Change): undefined {
  const has = maskOf(change);
  const lines = linesOf(change, (change.fields.range ?? {}) as Fields);
  inside(change, lines, 'update');
  const { sheet, by, start, end } = lines;
  const properties = (change.fields.properties ?? {}) as Fields;
  for (let index = start; index < end; index += 1) {
    const line =
      by === 'ROWS' ? (sheet.rows[index] ?? { cells: [] }) : (sheet.columns[index] ?? {});
    if (has('hiddenByUser')) line.hidden = properties.hiddenByUser === true;
    if (has('pixelSize')) line.pixelSize = Number(properties.pixelSize ?? 0);
    if (by === 'ROWS') sheet.rows[index] = line as Sheet['rows'][number];
    else sheet.columns[index] = line;
  }
}

function insertDimension(change: Change): undefined {
  const { fields, fail } = change;
  const { sheet, by, start, end } = linesOf(change, (fields.range ?? {}) as Fields, false);
  const count = by === 'ROWS' ? sheet.rowCount : sheet.columnCount;
  if (start > count) {
    throw fail(
      `range.startIndex[${start}] is too large. Cannot insert beyond the grid (${count}).`,
    );
  }
  if (fields.inheritFromBefore === true && start === 0) {
    throw fail('inheritFromBefore cannot be true when inserting at index 0.');
  }
  insertLines(sheet, by, start, end - start);
}

function deleteDimension(change: Change): undefined {
  const lines = linesOf(change, (change.fields.range ?? {}) as Fields);
  inside(change, lines, 'delete');
  const { sheet, by, start, end } = lines;
  const [count, word, frozen] =
    by === 'ROWS'
      ? [sheet.rowCount, 'rows', sheet.frozenRowCount]
      : [sheet.columnCount, 'columns', sheet.frozenColumnCount];
  if (end - start === count) throw change.fail(`You can't delete all the ${word} on the sheet.`);
  if (frozen > 0 && start <= frozen && end === count) {
    throw change.fail(`Sorry, it is not possible to delete all non-frozen ${word}.`);
  }
  deleteLines(sheet, by, start, end);
}

function appendDimension(change: Change): undefined {
  const { fields, fail } = change;
  const sheet = sheetOf(change, fields.sheetId);
  if (!natural(fields.length, 1)) throw fail('Invalid length: must be at least 1.');
  if (fields.dimension === 'ROWS') sheet.rowCount += Number(fields.length);
  else if (fields.dimension === 'COLUMNS') sheet.columnCount += Number(fields.length);
  else throw fail('No dimension specified.');
}

function moveDimension(change: Change): undefined {
  const lines = linesOf(change, (change.fields.source ?? {}) as Fields);
  inside(change, lines, 'move');
  const to = Number(change.fields.destinationIndex ?? 0);
  const { sheet, by, start, end } = lines;
  if (to > start && to < end) throw change.fail('destinationIndex lies within the source.');
  moveLines(sheet, by, { at: start, end, to });
}

/** Takes over the fields of `CellData` that the mask names; a named one that is not there is cleared. */
function patched(
  old: Cell | undefined,
  data: Fields,
  has: (name: string) => boolean,
  { typing, fail }: Change,
): Cell {
  const cell: Cell = { ...old };
  if (has('userEnteredFormat.numberFormat')) {
    const format = (data.userEnteredFormat as Fields | undefined)?.numberFormat;
    if (format) cell.format = format as Format;
    else delete cell.format;
  }
  if (has('note')) {
    if (typeof data.note === 'string' && data.note !== '') cell.note = data.note;
    else delete cell.note;
  }
  if (!has('userEnteredValue')) return cell;
  const { value: _, formula: __, ...rest } = cell;
  const entered = (data.userEnteredValue ?? {}) as Fields;
  const kinds = Object.keys(entered);
  if (kinds.length === 0) return rest;
  const [kind = ''] = kinds;
  const given = entered[kind];
  const wanted = {
    stringValue: 'string',
    numberValue: 'number',
    boolValue: 'boolean',
    formulaValue: 'string',
  }[kind];
  if (kinds.length > 1 || wanted === undefined || typeof given !== wanted) {
    throw fail(`Invalid userEnteredValue: ${JSON.stringify(entered)}`);
  }
  if (kind === 'formulaValue') {
    if (!String(given).startsWith('=')) throw fail('A formula must begin with =.');
    return { ...rest, ...typed(String(given), undefined, typing) };
  }
  return given === '' ? rest : { ...rest, value: given as NonNullable<Cell['value']> };
}

function rowsOf({ fields, fail }: Change): Fields[][] {
  const rows = fields.rows ?? [];
  if (!Array.isArray(rows)) throw fail('rows must be a list.');
  return rows.map((row: Fields) => (Array.isArray(row?.values) ? (row.values as Fields[]) : []));
}

function appendCells(change: Change): undefined {
  const has = maskOf(change);
  const sheet = sheetOf(change, change.fields.sheetId);
  const rows = rowsOf(change);
  const start = endOfData(sheet);
  const width = Math.max(0, ...rows.map((cells) => cells.length));
  sheet.rowCount = Math.max(sheet.rowCount, start + rows.length);
  sheet.columnCount = Math.max(sheet.columnCount, width);
  for (const [down, cells] of rows.entries()) {
    for (const [across, data] of cells.entries()) {
      const [row, column] = [start + down, across];
      setCell(sheet, row, column, patched(cellAt(sheet, row, column), data ?? {}, has, change));
    }
  }
}

function boxOf(change: Change, range: Fields): { sheet: Sheet; box: Box } {
  const sheet = sheetOf(change, range.sheetId);
  const side = (name: string, otherwise: number) =>
    range[name] === undefined ? otherwise : Number(range[name]);
  const box = {
    row: side('startRowIndex', 0),
    column: side('startColumnIndex', 0),
    endRow: side('endRowIndex', sheet.rowCount),
    endColumn: side('endColumnIndex', sheet.columnCount),
  };
  if (box.endRow <= box.row || box.endColumn <= box.column) {
    throw change.fail('The range is empty: an end must be greater than its start.');
  }
  if (box.endRow > sheet.rowCount || box.endColumn > sheet.columnCount)
    throw outside(change, sheet);
  return { sheet, box };
}

const outside = ({ fail }: Change, sheet: Sheet) =>
  fail(`Range exceeds grid limits. Max rows: ${sheet.rowCount}, max columns: ${sheet.columnCount}`);

function updateCells(change: Change): undefined {
  const { fields, fail } = change;
  const has = maskOf(change);
  const rows = rowsOf(change);
  const start = fields.start as Fields | undefined;
  if ((start === undefined) === (fields.range === undefined)) {
    throw fail('Exactly one of start and range must be set.');
  }
  const area = start
    ? {
        sheet: sheetOf(change, start.sheetId),
        row: Number(start.rowIndex ?? 0),
        column: Number(start.columnIndex ?? 0),
      }
    : undefined;
  if (area) {
    const width = Math.max(0, ...rows.map((cells) => cells.length));
    const { sheet, row, column } = area;
    if (row + rows.length > sheet.rowCount || column + width > sheet.columnCount) {
      throw outside(change, sheet);
    }
    for (const [down, cells] of rows.entries()) {
      for (const [across, data] of cells.entries()) {
        const old = cellAt(sheet, row + down, column + across);
        setCell(sheet, row + down, column + across, patched(old, data ?? {}, has, change));
      }
    }
    return;
  }
  // With a range every cell of it is meant: what the rows leave out is cleared.
  const { sheet, box } = boxOf(change, fields.range as Fields);
  for (let row = box.row; row < box.endRow; row += 1) {
    for (let column = box.column; column < box.endColumn; column += 1) {
      const old = cellAt(sheet, row, column);
      const data = rows[row - box.row]?.[column - box.column] ?? {};
      const cell = patched(old, data, has, change);
      if (old || !isEmpty(cell)) setCell(sheet, row, column, cell);
    }
  }
}

function repeatCell(change: Change): undefined {
  const has = maskOf(change);
  const { sheet, box } = boxOf(change, (change.fields.range ?? {}) as Fields);
  const data = (change.fields.cell ?? {}) as Fields;
  for (let row = box.row; row < box.endRow; row += 1) {
    for (let column = box.column; column < box.endColumn; column += 1) {
      setCell(sheet, row, column, patched(cellAt(sheet, row, column), data, has, change));
    }
  }
}

function sortRange(change: Change): undefined {
  const { fields, fail } = change;
  const { sheet, box } = boxOf(change, (fields.range ?? {}) as Fields);
  const specs = Array.isArray(fields.sortSpecs) ? (fields.sortSpecs as Fields[]) : [];
  if (specs.length === 0) throw fail('No sort specs specified.');
  const sorted = specs.map(({ dimensionIndex = 0, sortOrder = 'ASCENDING' }) => {
    const column = Number(dimensionIndex);
    if (column < box.column || column >= box.endColumn) {
      throw fail(`Sort column ${column} is outside of the range.`);
    }
    return { column, descending: sortOrder === 'DESCENDING' };
  });
  sortBox(sheet, box, sorted);
}
