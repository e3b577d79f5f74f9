import type { Instant } from '../../platform/clock.ts';
import type { Project } from '../../projects/index.ts';
import type { GoogleResult } from '../google-result.ts';
import type { SheetsApi } from './api.ts';
import type { FoundRow } from './match.ts';
import { parseRows, type TypedRows } from './parse-rows.ts';
import { readSheets } from './read-sheets.ts';

/**
 * What people typed into the worksheets of a project's specialists, read in two calls.
 *
 * @param isOurs as of parseRows
 */
export async function readTypedRows(request: {
  readonly api: SheetsApi;
  readonly project: Project;
  readonly spreadsheetId: string;
  readonly from: Instant;
  readonly isOurs?: (bookingId: string, row: FoundRow) => boolean;
}): Promise<GoogleResult<TypedRows>> {
  const { api, project, spreadsheetId, from, isOurs } = request;
  const read = await readSheets(api, spreadsheetId, project.specialists);
  if (read.kind !== 'ok') return read;
  const grids = read.value.map(({ worksheet, grid }) => ({
    specialistId: worksheet.specialistId,
    grid,
  }));
  return { kind: 'ok', value: parseRows(project, grids, from, isOurs) };
}
