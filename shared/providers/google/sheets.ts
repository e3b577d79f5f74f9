import type { Grid, SheetsApi } from '../../sync/index.ts';
import type { Call } from './call.ts';
import { hosts } from './hosts.ts';
import { changed, info, nothing, values } from './parse.ts';

export const SHEETS_SCOPES = ['https://www.googleapis.com/auth/spreadsheets'] as const;

/** Longer addresses are refused by servers on the way. */
const LONGEST_QUERY = 6_000;

const SEEN = 'updatedSpreadsheet.sheets(properties.sheetId,data.rowData.values.effectiveValue)';

/** Google Sheets over the calls of one account. */
export function sheetsApi(call: Call): SheetsApi {
  const of = (spreadsheetId: string) => `${hosts().sheets}/${encodeURIComponent(spreadsheetId)}`;
  return {
    info: (spreadsheetId) =>
      call(
        {
          method: 'GET',
          url: of(spreadsheetId),
          query: [
            [
              'fields',
              'properties.timeZone,sheets.properties(sheetId,title,gridProperties(rowCount,columnCount))',
            ],
          ],
        },
        info,
      ),
    async values(spreadsheetId, ranges) {
      const grids: Grid[] = [];
      for (const part of parts(ranges)) {
        const answer = await call(
          {
            method: 'GET',
            url: `${of(spreadsheetId)}/values:batchGet`,
            query: [
              ...part.map((range) => ['ranges', range] as const),
              ['majorDimension', 'ROWS'],
              ['valueRenderOption', 'UNFORMATTED_VALUE'],
              ['dateTimeRenderOption', 'SERIAL_NUMBER'],
            ],
          },
          values.refine(({ valueRanges }) => valueRanges.length === part.length),
        );
        if (answer.kind !== 'ok') return answer;
        grids.push(...answer.value.valueRanges.map((range) => range.values));
      }
      return { kind: 'ok', value: grids };
    },
    writeValues: (spreadsheetId, data) =>
      call(
        {
          method: 'POST',
          url: `${of(spreadsheetId)}/values:batchUpdate`,
          body: {
            valueInputOption: 'RAW',
            data: data.map((one) => ({ ...one, majorDimension: 'ROWS' })),
          },
        },
        nothing,
      ),
    async change(spreadsheetId, requests, look = []) {
      const sees = {
        includeSpreadsheetInResponse: true,
        responseIncludeGridData: true,
        responseRanges: look.map(({ range }) => range),
      };
      const answer = await call(
        {
          method: 'POST',
          url: `${of(spreadsheetId)}:batchUpdate`,
          query: [['fields', look.length > 0 ? SEEN : 'spreadsheetId']],
          body: { requests, ...(look.length > 0 ? sees : {}) },
        },
        changed,
      );
      if (answer.kind !== 'ok') return answer;
      return { kind: 'ok', value: look.map(({ sheetId }) => answer.value.get(sheetId) ?? []) };
    },
  };
}

/** Ranges in as few addresses as their length allows. */
function parts(ranges: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = 0;
  for (const range of ranges) {
    const size = encodeURIComponent(range).length + 'ranges=&'.length;
    const last = all.at(-1);
    if (last && length + size <= LONGEST_QUERY) {
      last.push(range);
      length += size;
    } else {
      all.push([range]);
      length = size;
    }
  }
  return all;
}
