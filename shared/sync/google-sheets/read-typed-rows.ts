import type { Instant } from '../../platform/clock.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import type { GoogleResult } from '../google-result.ts';
import type { SheetsApi } from './api.ts';
import type { FoundRow } from './match.ts';
import { parseRows, type TypedRows } from './parse-rows.ts';
import { readSheets } from './read-sheets.ts';

/** With the titles of the worksheets, by whose they are. */
export type ReadRows = TypedRows & { readonly titles: ReadonlyMap<SpecialistId, string> };

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
}): Promise<GoogleResult<ReadRows>> {
  const { api, project, spreadsheetId, from, isOurs } = request;
  const read = await readSheets(api, spreadsheetId, project.specialists);
  if (read.kind !== 'ok') return read;
  const grids = read.value.map(({ worksheet, grid }) => ({
    specialistId: worksheet.specialistId,
    grid,
  }));
  const titles = new Map(
    read.value.map(({ worksheet }) => [worksheet.specialistId, worksheet.title] as const),
  );
  return { kind: 'ok', value: { ...parseRows(project, grids, from, isOurs), titles } };
}
