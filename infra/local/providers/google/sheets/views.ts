import type { Fields } from '../../form.ts';
import { type Cell, isEmpty, shown } from './cell.ts';
import type { Box, Line, Sheet, Spreadsheet } from './spreadsheet.ts';

const PIXELS = { row: 21, column: 100 };

/** `SheetProperties`. */
export function sheetView({ sheets }: Spreadsheet, sheet: Sheet): Fields {
  const { frozenRowCount, frozenColumnCount } = sheet;
  return {
    sheetId: sheet.sheetId,
    title: sheet.title,
    index: sheets.indexOf(sheet),
    sheetType: 'GRID',
    gridProperties: {
      rowCount: sheet.rowCount,
      columnCount: sheet.columnCount,
      ...(frozenRowCount > 0 ? { frozenRowCount } : {}),
      ...(frozenColumnCount > 0 ? { frozenColumnCount } : {}),
    },
    ...(sheet.hidden ? { hidden: true } : {}),
  };
}

/** `Spreadsheet`. @param boxes the parts of each sheet whose cells are shown; undefined: no cells at all */
export function spreadsheetView(
  spreadsheet: Spreadsheet,
  boxes: ReadonlyMap<Sheet, readonly Box[]> | undefined,
  isRanged: boolean,
): Fields {
  const { id, title, locale, timeZone, sheets } = spreadsheet;
  return {
    spreadsheetId: id,
    properties: { title, locale, autoRecalc: 'ON_CHANGE', timeZone, defaultFormat: {} },
    sheets: sheets
      .filter((sheet) => !isRanged || boxes?.has(sheet))
      .map((sheet) => ({
        properties: sheetView(spreadsheet, sheet),
        ...(boxes
          ? { data: (boxes.get(sheet) ?? []).map((box) => gridView(sheet, box, locale)) }
          : {}),
      })),
    spreadsheetUrl: `https://docs.google.com/spreadsheets/d/${id}/edit`,
  };
}

function gridView(sheet: Sheet, box: Box, locale: string): Fields {
  const rowData: Fields[] = [];
  for (let row = box.row; row < Math.min(box.endRow, sheet.rows.length); row += 1) {
    const cells = sheet.rows[row]?.cells.slice(box.column, box.endColumn) ?? [];
    const values = Array.from(cells, (cell) => cellView(cell, locale));
    while (values.length > 0 && Object.keys(values.at(-1) ?? {}).length === 0) values.pop();
    rowData.push(values.length > 0 ? { values } : {});
  }
  const lines = (all: readonly (Line | undefined)[], from: number, to: number, size: number) =>
    Array.from({ length: to - from }, (_, index) => {
      const line = all[from + index];
      return {
        ...(line?.hidden ? { hiddenByUser: true } : {}),
        pixelSize: line?.pixelSize ?? size,
      };
    });
  return {
    ...(box.row > 0 ? { startRow: box.row } : {}),
    ...(box.column > 0 ? { startColumn: box.column } : {}),
    ...(rowData.length > 0 ? { rowData } : {}),
    rowMetadata: lines(sheet.rows, box.row, box.endRow, PIXELS.row),
    columnMetadata: lines(sheet.columns, box.column, box.endColumn, PIXELS.column),
  };
}

function cellView(cell: Cell | undefined, locale: string): Fields {
  if (!cell) return {};
  const { value, formula, format, note } = cell;
  const kind = { string: 'stringValue', number: 'numberValue', boolean: 'boolValue' }[
    typeof value as 'string' | 'number' | 'boolean'
  ];
  const view = { [kind]: value };
  return {
    ...(isEmpty(cell)
      ? {}
      : {
          userEnteredValue: formula === undefined ? view : { formulaValue: formula },
          effectiveValue: view,
          formattedValue: shown(cell, locale),
        }),
    ...(format ? { userEnteredFormat: { numberFormat: format } } : {}),
    ...(note === undefined ? {} : { note }),
  };
}
