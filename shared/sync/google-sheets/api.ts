import type { GoogleResult } from '../google-result.ts';

/** What is in a cell: dates and times are numbers (days since 30 December 1899); an empty one is an empty text. */
export type CellValue = string | number | boolean;

/** Rows of a worksheet from its first on. Empty cells at the end of a row and empty rows at the end are left out. */
export type Grid = readonly (readonly CellValue[])[];

/** A tab of a spreadsheet. */
export interface Worksheet {
  readonly sheetId: number;
  readonly title: string;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** A cell that is written: a text stays the text it is, whatever it begins with; `{}` empties the cell. */
export interface WrittenCell {
  readonly userEnteredValue?: { readonly stringValue: string };
}

interface RowOfCells {
  readonly values: readonly WrittenCell[];
}

/** One step of a change. Indices begin with 0, ends are not included. */
export type SheetRequest =
  | {
      readonly addSheet: {
        readonly properties: {
          readonly sheetId: number;
          readonly title: string;
          readonly gridProperties: {
            readonly rowCount: number;
            readonly columnCount: number;
            readonly frozenRowCount: number;
          };
        };
      };
    }
  | {
      readonly appendDimension: {
        readonly sheetId: number;
        readonly dimension: 'ROWS' | 'COLUMNS';
        readonly length: number;
      };
    }
  | {
      readonly updateDimensionProperties: {
        readonly range: SheetRange;
        readonly properties: { readonly hiddenByUser: boolean };
        readonly fields: 'hiddenByUser';
      };
    }
  | {
      readonly updateCells: {
        readonly rows: readonly RowOfCells[];
        readonly fields: 'userEnteredValue';
        readonly start: {
          readonly sheetId: number;
          readonly rowIndex: number;
          readonly columnIndex: number;
        };
      };
    }
  | {
      readonly appendCells: {
        readonly sheetId: number;
        readonly rows: readonly RowOfCells[];
        readonly fields: 'userEnteredValue';
      };
    }
  | { readonly deleteDimension: { readonly range: SheetRange } };

/** A range that is looked at, and the worksheet it is of. */
export interface SeenRange {
  readonly sheetId: number;
  readonly range: string;
}

export interface SheetRange {
  readonly sheetId: number;
  readonly dimension: 'ROWS' | 'COLUMNS';
  readonly startIndex: number;
  readonly endIndex: number;
}

/** The calls of Google Sheets. Each is one request, but for `values` of very many ranges. */
export interface SheetsApi {
  /** The tabs of a spreadsheet and its own zone. */
  info(
    spreadsheetId: string,
  ): Promise<
    GoogleResult<{ readonly timeZone: string; readonly worksheets: readonly Worksheet[] }>
  >;
  /**
   * The cells of ranges, in their order.
   *
   * @param ranges in A1 notation, the title in quotes: `'Anna'!A1:G`
   */
  values(spreadsheetId: string, ranges: readonly string[]): Promise<GoogleResult<readonly Grid[]>>;
  /** Writes cells as they are (RAW): `null` leaves one as it is, an empty text empties it. All or nothing. */
  writeValues(
    spreadsheetId: string,
    data: readonly {
      readonly range: string;
      readonly values: readonly (readonly (CellValue | null)[])[];
    }[],
  ): Promise<GoogleResult<undefined>>;
  /**
   * Does all steps in their order, or none of them.
   *
   * @param look whole columns as they are then, in A1 notation, each of another worksheet: `'Anna'!A:G`
   * @returns their cells, in their order, at no further call
   */
  change(
    spreadsheetId: string,
    requests: readonly SheetRequest[],
    look?: readonly SeenRange[],
  ): Promise<GoogleResult<readonly Grid[]>>;
}
