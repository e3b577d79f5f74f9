import type { GoogleResult } from '../google-result.ts';
import type { Grid, SheetsApi } from './api.ts';
import { type OwnedWorksheet, rangeOf, type SheetOwner, worksheetsOf } from './worksheets.ts';

/** A worksheet with its cells; without any when it does not exist yet. */
export interface ReadSheet {
  readonly worksheet: OwnedWorksheet;
  readonly grid: Grid;
}

/** The worksheets of specialists as they are now: one call for the tabs, one for all their cells. */
export async function readSheets(
  api: SheetsApi,
  spreadsheetId: string,
  owners: readonly SheetOwner[],
): Promise<GoogleResult<readonly ReadSheet[]>> {
  const info = await api.info(spreadsheetId);
  if (info.kind !== 'ok') return info;
  const worksheets = worksheetsOf(owners, info.value.worksheets);
  const existing = worksheets.filter(({ grid }) => grid !== undefined);
  if (existing.length === 0) {
    return { kind: 'ok', value: worksheets.map((worksheet) => ({ worksheet, grid: [] })) };
  }
  const values = await api.values(spreadsheetId, existing.map(rangeOf));
  if (values.kind !== 'ok') return values;
  const grids = new Map(
    existing.map(({ sheetId }, index) => [sheetId, values.value[index] ?? []] as const),
  );
  const value = worksheets.map((worksheet) => ({
    worksheet,
    grid: grids.get(worksheet.sheetId) ?? [],
  }));
  return { kind: 'ok', value };
}
