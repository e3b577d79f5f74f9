import type { SpecialistId } from '../../platform/ids.ts';
import type { Language } from '../../projects/index.ts';
import type { SyncItem } from '../destination.ts';
import type { Grid, SheetRequest, WrittenCell } from './api.ts';
import { matchRows, rowsOf, type Step, wishOf } from './match.ts';
import { COLUMN_COUNT, ID_COLUMN } from './row.ts';
import { sheetTexts } from './texts/index.ts';
import type { OwnedWorksheet } from './worksheets.ts';

const NEW_ROWS = 1000;
const NEW_COLUMNS = 12;
/** A worksheet keeps at least this many rows beyond those that are deleted: Google lets nobody delete the last. */
const SPARE_ROWS = 10;
const ID_HEAD = 'ID';

/** One change of a spreadsheet, and what it means for each booking. */
export interface SheetPlan {
  /** In one call, all or nothing; empty: the sheet is right as it is. */
  readonly requests: readonly SheetRequest[];
  readonly steps: readonly Step[];
  /** Whose worksheets have rows changed that are named by their numbers: another row may be there by then. */
  readonly risky: ReadonlySet<SpecialistId>;
}

/**
 * What makes a spreadsheet show these bookings, each once and in the right worksheet, and nothing else of them. Rows of
 * other bookings and those that people typed themselves stay as they are, wherever they were sorted to. Planned again
 * on its own result, nothing is left to do.
 *
 * @param sheets the worksheet of every specialist of these bookings, and of all others, each with its cells
 *   from the first row on (those that do not exist yet: without)
 * @param again as of matchRows
 */
export function planSheets(
  sheets: readonly { readonly worksheet: OwnedWorksheet; readonly grid: Grid }[],
  items: readonly SyncItem[],
  language: Language,
  again = false,
): SheetPlan {
  const rows = sheets.flatMap(({ worksheet, grid }) => rowsOf(worksheet.specialistId, grid));
  const steps = matchRows(rows, items.map(wishOf), again);
  const requests = sheets.flatMap(({ worksheet }) => {
    const own = (kind: Step['kind']) =>
      steps.filter((step) => step.kind === kind && placeOf(step) === worksheet.specialistId);
    const adds = own('add');
    const writes = [...own('rewrite'), ...own('forget id')];
    if (writes.length === 0 && adds.length === 0 && own('delete').length === 0) return [];
    const hasIds = rows.some((row) => row.specialistId === worksheet.specialistId && row.id !== '');
    return [
      ...prepared(worksheet, hasIds, language),
      ...writes.map((step) => written(worksheet, step)),
      ...deleted(
        worksheet,
        own('delete').flatMap((step) => ('row' in step ? [step.row.index] : [])),
      ),
      ...appended(worksheet, adds),
    ];
  });
  const risky = new Set(steps.filter(isByNumber).map(placeOf));
  return { requests, steps, risky };
}

const isByNumber = ({ kind }: Step): boolean => kind !== 'keep' && kind !== 'add';

/** In whose worksheet a step takes place. */
export const placeOf = (step: Step): SpecialistId =>
  'row' in step ? step.row.specialistId : step.wish.specialistId;

/** Makes a worksheet that is missing, with its heads; sees to column G. */
function prepared(
  { sheetId, title, grid }: OwnedWorksheet,
  hasIds: boolean,
  language: Language,
): SheetRequest[] {
  const hide: SheetRequest = {
    updateDimensionProperties: {
      range: { sheetId, dimension: 'COLUMNS', startIndex: ID_COLUMN, endIndex: COLUMN_COUNT },
      properties: { hiddenByUser: true },
      fields: 'hiddenByUser',
    },
  };
  if (!grid) {
    const gridProperties = { rowCount: NEW_ROWS, columnCount: NEW_COLUMNS, frozenRowCount: 1 };
    return [
      { addSheet: { properties: { sheetId, title, gridProperties } } },
      updateOf(sheetId, 0, 0, [...sheetTexts(language).heads, ID_HEAD]),
      hide,
    ];
  }
  if (hasIds) return [];
  const missing = COLUMN_COUNT - grid.columnCount;
  return [
    ...(missing > 0
      ? [{ appendDimension: { sheetId, dimension: 'COLUMNS' as const, length: missing } }]
      : []),
    hide,
  ];
}

function written({ sheetId }: OwnedWorksheet, step: Step): SheetRequest {
  if (step.kind !== 'rewrite' && step.kind !== 'forget id') throw new TypeError(step.kind);
  const { index } = step.row;
  if (step.kind === 'forget id') return updateOf(sheetId, index, ID_COLUMN, ['']);
  return updateOf(sheetId, index, 0, [...step.wish.row, step.wish.bookingId]);
}

/** From the bottom up, so that no index moves before its turn; neighbours at once. */
function deleted({ sheetId, grid }: OwnedWorksheet, indices: readonly number[]): SheetRequest[] {
  if (indices.length === 0) return [];
  const blocks: { start: number; end: number }[] = [];
  for (const index of indices.toSorted((a, b) => b - a)) {
    const last = blocks.at(-1);
    if (last && last.start === index + 1) last.start = index;
    else blocks.push({ start: index, end: index + 1 });
  }
  const left = (grid?.rowCount ?? NEW_ROWS) - indices.length;
  return [
    ...(left < SPARE_ROWS
      ? [{ appendDimension: { sheetId, dimension: 'ROWS' as const, length: SPARE_ROWS } }]
      : []),
    ...blocks.map(({ start: startIndex, end: endIndex }) => ({
      deleteDimension: {
        range: { sheetId, dimension: 'ROWS' as const, startIndex, endIndex },
      },
    })),
  ];
}

/** After the last row with anything in it, in the order of their times. */
function appended(worksheet: OwnedWorksheet, steps: readonly Step[]): SheetRequest[] {
  const rows = steps
    .map(({ wish }) => wish)
    .toSorted((a, b) => a.item.booking.startsAt.localeCompare(b.item.booking.startsAt))
    .map(({ row, bookingId }) => [...row, bookingId]);
  return appendRows(worksheet, rows);
}

/** Puts rows of texts below everything in a worksheet. */
export function appendRows(
  { sheetId }: OwnedWorksheet,
  texts: readonly (readonly string[])[],
): SheetRequest[] {
  if (texts.length === 0) return [];
  const rows = texts.map((row) => ({ values: row.map(cellOf) }));
  return [{ appendCells: { sheetId, rows, fields: 'userEnteredValue' } }];
}

function updateOf(
  sheetId: number,
  rowIndex: number,
  columnIndex: number,
  texts: readonly string[],
): SheetRequest {
  return {
    updateCells: {
      rows: [{ values: texts.map(cellOf) }],
      fields: 'userEnteredValue',
      start: { sheetId, rowIndex, columnIndex },
    },
  };
}

/** A text is a text, also one that begins like a formula. */
const cellOf = (text: string): WrittenCell =>
  text === '' ? {} : { userEnteredValue: { stringValue: text } };
