import type { BookingId } from '../../platform/ids.ts';
import type { GoogleResult } from '../google-result.ts';
import type { SheetRequest, SheetsApi } from './api.ts';
import { rowsOf } from './match.ts';
import { readSheets } from './read-sheets.ts';
import { ID_COLUMN } from './row.ts';
import type { SheetOwner } from './worksheets.ts';

/**
 * Empties column G of rows that carry the id of a booking which the project does not have: from then on such a row is
 * one that somebody typed. Should people sort at this very moment, the row of a booking may lose its id instead; it is
 * known by day, time and client, and gets it back when it is written next.
 */
export async function forgetStrays(
  api: SheetsApi,
  spreadsheetId: string,
  owners: readonly SheetOwner[],
  bookingIds: readonly BookingId[],
): Promise<GoogleResult<unknown>> {
  const read = await readSheets(api, spreadsheetId, owners);
  if (read.kind !== 'ok') return read;
  const strays = new Set<string>(bookingIds);
  const requests = read.value.flatMap(({ worksheet, grid }) =>
    rowsOf(worksheet.specialistId, grid)
      .filter(({ id }) => strays.has(id))
      .map(({ index }): SheetRequest => {
        const start = { sheetId: worksheet.sheetId, rowIndex: index, columnIndex: ID_COLUMN };
        return { updateCells: { rows: [{ values: [{}] }], fields: 'userEnteredValue', start } };
      }),
  );
  return requests.length === 0 ? read : await api.change(spreadsheetId, requests);
}
