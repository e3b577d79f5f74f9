import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../steps/stand-in.ts';
import { type Stand, stand } from './stand.ts';

const TITLE = "Анна О'Ніл";
const QUOTED = "'Анна О''Ніл'";

let google: Stand;
let id: string;
beforeEach(async () => {
  google = await stand();
  const sheets = [
    { title: TITLE, row_count: 20, column_count: 8 },
    { title: 'Ira', row_count: 20, column_count: 8 },
  ];
  id = (await google.tell('/spreadsheets', { title: 'Записи', sheets })).id;
});
afterEach(() => google.close());

const range = (text: string) => encodeURIComponent(text);
const write = (data: object[], valueInputOption = 'RAW') =>
  google.sheets('POST', `${id}/values:batchUpdate`, { valueInputOption, data });
const put = (text: string, values: unknown[][], input?: string) =>
  write([{ range: text, values }], input);
const read = async (text: string, more = ''): Promise<Json> =>
  (await google.sheets('GET', `${id}/values/${range(text)}?${more}`)).body;
const batch = (...requests: object[]) => google.sheets('POST', `${id}:batchUpdate`, { requests });
const sheetId = async (title = TITLE): Promise<number> => {
  const fields = 'sheets.properties(sheetId,title)';
  const { sheets } = (await google.sheets('GET', `${id}?fields=${fields}`)).body;
  return sheets.find((one: Json) => one.properties.title === title).properties.sheetId;
};
const seen = (title = TITLE) => google.look(`/sheet?sheet=${encodeURIComponent(title)}`);
const invalid = (words: RegExp | string) => ({
  status: 400,
  body: {
    error: {
      code: 400,
      status: 'INVALID_ARGUMENT',
      message: typeof words === 'string' ? words : expect.stringMatching(words),
    },
  },
});

describe('who may', () => {
  it('knows no spreadsheet of another id, and opens one only to whom it is shared with', async () => {
    expect(await google.sheets('GET', 'nowhere')).toMatchObject({
      status: 404,
      body: { error: { status: 'NOT_FOUND', message: 'Requested entity was not found.' } },
    });
    await google.tell('/spreadsheets/share', { spreadsheet: id, role: 'reader' });
    expect((await read('Ira')).range).toBe('Ira!A1:H20');
    const denied = {
      status: 403,
      body: {
        error: { status: 'PERMISSION_DENIED', message: 'The caller does not have permission' },
      },
    };
    expect(await put('A1', [['x']])).toMatchObject(denied);
    await google.tell('/spreadsheets/share', { spreadsheet: id, role: null });
    expect(await google.sheets('GET', id)).toMatchObject(denied);
  });

  it('allows sixty reads and sixty writes a minute to one account, of whatever tenant', async () => {
    const { id: other } = await google.tell('/spreadsheets');
    for (let count = 0; count < 60; count += 1) {
      const answer = await google.sheets('GET', `${count % 2 ? id : other}?fields=spreadsheetId`);
      expect(answer.status).toBe(200);
    }
    const spent = await google.sheets('GET', `${id}?fields=spreadsheetId`);
    expect(spent).toMatchObject({
      status: 429,
      body: {
        error: {
          code: 429,
          message: expect.stringMatching(/^Quota exceeded for quota metric 'Read requests'/),
          status: 'RESOURCE_EXHAUSTED',
          details: [
            {
              '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
              reason: 'RATE_LIMIT_EXCEEDED',
              metadata: { quota_limit_value: '60' },
            },
            {},
          ],
        },
      },
    });
    expect(spent.headers.get('retry-after')).toBeNull();
    expect((await put('A1', [['still writes']])).status).toBe(200);
    const { credentials } = await google.tell('/accounts', {
      email: 'b@p.iam.gserviceaccount.com',
    });
    await google.tell('/spreadsheets/share', { spreadsheet: id, email: credentials.client_email });
    google.as(await google.signIn(credentials));
    expect((await google.sheets('GET', id)).status).toBe(200);
    google.as(await google.signIn());
    google.clock.advance(60_000);
    expect((await google.sheets('GET', id)).status).toBe(200);
  });
});

describe('metadata', () => {
  it('shows what the mask names, and nothing of cells unless asked', async () => {
    await put('Ira!A1', [['x']]);
    const fields = 'properties.timeZone,sheets.properties(sheetId,title,gridProperties)';
    expect((await google.sheets('GET', `${id}?fields=${fields}`)).body).toEqual({
      properties: { timeZone: 'Europe/Kyiv' },
      sheets: [TITLE, 'Ira'].map((title) => ({
        properties: {
          sheetId: expect.any(Number),
          title,
          gridProperties: { rowCount: 20, columnCount: 8 },
        },
      })),
    });
    expect((await google.sheets('GET', id)).body.sheets[1].data).toBeUndefined();
    const cells =
      'sheets(properties/title,data(rowData/values/formattedValue,columnMetadata/hiddenByUser))';
    const masked = await google.sheets('GET', `${id}?ranges=Ira!A1:B2&fields=${cells}`);
    expect(masked.body.sheets).toEqual([
      {
        properties: { title: 'Ira' },
        data: [{ rowData: [{ values: [{ formattedValue: 'x' }] }], columnMetadata: [{}, {}] }],
      },
    ]);
    expect(await google.sheets('GET', `${id}?fields=sheets.colour`)).toMatchObject(
      invalid(/sheets\.colour/),
    );
  });
});

describe('reading values', () => {
  it('leaves out what is empty at the ends, and all of it when there is nothing', async () => {
    await put(`${QUOTED}!A1:C4`, [['a', '', 'c'], [], ['', 'b']]);
    const query = [`${QUOTED}!A1:H`, 'Ira!A:C', `${QUOTED}!B2:C3`]
      .map((one) => `ranges=${range(one)}`)
      .join('&');
    const { body } = await google.sheets('GET', `${id}/values:batchGet?${query}`);
    expect(body).toEqual({
      spreadsheetId: id,
      valueRanges: [
        {
          range: `${QUOTED}!A1:H20`,
          majorDimension: 'ROWS',
          values: [['a', '', 'c'], [], ['', 'b']],
        },
        { range: 'Ira!A1:C20', majorDimension: 'ROWS' },
        { range: `${QUOTED}!B2:C3`, majorDimension: 'ROWS', values: [[], ['b']] },
      ],
    });
    expect((await read(`${QUOTED}!A1:C3`, 'majorDimension=COLUMNS')).values).toEqual([
      ['a'],
      ['', '', 'b'],
      ['c'],
    ]);
  });

  it('shows dates by the locale unless it is asked for numbers', async () => {
    await put('Ira!A1', [['21.11.2026', '09:30', '1,5', 'TRUE']], 'USER_ENTERED');
    expect((await read('Ira!A1:D1')).values).toEqual([['21.11.2026', '09:30', '1,5', 'TRUE']]);
    expect((await read('Ira!A1:D1', 'valueRenderOption=UNFORMATTED_VALUE')).values).toEqual([
      [46_347, 9.5 / 24, 1.5, true],
    ]);
    const text = 'valueRenderOption=UNFORMATTED_VALUE&dateTimeRenderOption=FORMATTED_STRING';
    expect((await read('Ira!A1:D1', text)).values).toEqual([['21.11.2026', '09:30', 1.5, true]]);
    expect(await google.sheets('GET', `${id}/values/A1?valueRenderOption=PLAIN`)).toMatchObject(
      invalid(/Invalid value/),
    );
  });

  it.each([
    ['a sheet that is not there', 'Nobody!A1', /^Unable to parse range: Nobody!A1$/],
    ['a title that needs quotes', `${TITLE}!A1`, /^Unable to parse range/],
    ['nonsense', 'Ira!A1:B2:C3', /^Unable to parse range/],
    [
      'what begins outside',
      'Ira!A21',
      /Range \(Ira!A21\) exceeds grid limits. Max rows: 20, max columns: 8/,
    ],
  ])('refuses %s', async (_, text, words) => {
    expect(await google.sheets('GET', `${id}/values/${range(text)}`)).toMatchObject(invalid(words));
  });

  it('reads every kind of range', async () => {
    const ranges = async (text: string) => (await read(text)).range;
    expect(await ranges('Ira')).toBe('Ira!A1:H20');
    expect(await ranges('ira!b2:a1')).toBe('Ira!A1:B2');
    expect(await ranges('Ira!2:3')).toBe('Ira!A2:H3');
    expect(await ranges('Ira!C5:D')).toBe('Ira!C5:D20');
    expect(await ranges('Ira!$A$1:ZZ99')).toBe('Ira!A1:H20');
    expect(await ranges('B2')).toBe(`${QUOTED}!B2`);
    expect(await ranges(QUOTED)).toBe(`${QUOTED}!A1:H20`);
  });
});

describe('writing values', () => {
  it('keeps text as text when it is raw, and reads it as a person types when it is not', async () => {
    const row = ['+380671234567', '=1+1', '21.11', '0012', "'007", '+49 170 1234'];
    await put('Ira!A1', [row]);
    expect((await read('Ira!A1:F1')).values).toEqual([row]);
    await put('Ira!A1', [row], 'USER_ENTERED');
    expect((await read('Ira!A1:F1', 'valueRenderOption=UNFORMATTED_VALUE')).values).toEqual([
      [380_671_234_567, '#ERROR!', 46_347, 12, '007', '#ERROR!'],
    ]);
    expect((await read('Ira!B1', 'valueRenderOption=FORMULA')).values).toEqual([['=1+1']]);
  });

  it('reads dates as the locale of the spreadsheet has them', async () => {
    const { id: american } = await google.tell('/spreadsheets', { locale: 'en_US' });
    const values = [['11/21/2026', '21.11', '21.11.2026', '10:30 PM', '2026-11-21', '1,234.5']];
    const path = `${american}/values/A1?valueInputOption=USER_ENTERED`;
    expect((await google.sheets('PUT', path, { values })).status).toBe(200);
    const answer = await google.sheets(
      'GET',
      `${american}/values/A1:F1?valueRenderOption=UNFORMATTED_VALUE`,
    );
    expect(answer.body.values).toEqual([[46_347, 21.11, '21.11.2026', 22.5 / 24, 46_347, 1234.5]]);
  });

  it('leaves a cell for null, empties it for an empty text, and counts what it did', async () => {
    await put('Ira!A1', [['a', 'b', 'c']]);
    const answer = await write([
      { range: 'Ira!A1:C1', values: [[null, '', 'z']] },
      { range: `${QUOTED}!A2`, values: [['x'], ['y']] },
    ]);
    expect(answer.body).toEqual({
      spreadsheetId: id,
      totalUpdatedRows: 3,
      totalUpdatedColumns: 3,
      totalUpdatedCells: 4,
      totalUpdatedSheets: 2,
      responses: [
        {
          spreadsheetId: id,
          updatedRange: 'Ira!A1:C1',
          updatedRows: 1,
          updatedColumns: 2,
          updatedCells: 2,
        },
        {
          spreadsheetId: id,
          updatedRange: `${QUOTED}!A2:A3`,
          updatedRows: 2,
          updatedColumns: 1,
          updatedCells: 2,
        },
      ],
    });
    expect((await read('Ira')).values).toEqual([['a', '', 'z']]);
  });

  it('writes all of a call or nothing', async () => {
    const answer = await write([
      { range: 'Ira!A1', values: [['first']] },
      { range: 'Ira!A20', values: [['in'], ['out']] },
    ]);
    expect(answer).toMatchObject(
      invalid('Range (Ira!A20:A21) exceeds grid limits. Max rows: 20, max columns: 8'),
    );
    expect((await read('Ira')).values).toBeUndefined();
    expect(await put('Ira!A1:B1', [['a', 'b', 'c']])).toMatchObject(
      invalid('Requested writing within range [Ira!A1:B1], but tried writing to column [C]'),
    );
    expect(await put('Ira!A1:B1', [['a'], ['b']])).toMatchObject(
      invalid(/tried writing to row \[2\]/),
    );
    expect(await put('Ira!A1', [[{ a: 1 }]])).toMatchObject(
      invalid(/values\[0\]\[0\]: struct_value/),
    );
    expect(await put('Ira!A1', [['x']], '')).toMatchObject(invalid(/Invalid value/));
    const forgotten = await google.sheets('POST', `${id}/values:batchUpdate`, { data: [] });
    expect(forgotten).toMatchObject(invalid("'valueInputOption' is required but not specified"));
  });

  it('clears values', async () => {
    await put('Ira!A1', [
      ['a', 'b'],
      ['c', 'd'],
    ]);
    const { body } = await google.sheets('POST', `${id}/values/${range('Ira!B1:B')}:clear`, {});
    expect(body).toEqual({ spreadsheetId: id, clearedRange: 'Ira!B1:B20' });
    expect((await read('Ira')).values).toEqual([['a'], ['c']]);
  });
});

describe('appending values', () => {
  const append = (text: string, values: unknown[][], insert = 'OVERWRITE') =>
    google.sheets(
      'POST',
      `${id}/values/${range(text)}:append?valueInputOption=RAW&insertDataOption=${insert}`,
      { values },
    );

  it('finds tables as the documentation has them: A1:C2 and B4:D6', async () => {
    await put('Ira!A1:C2', [
      ['x', 'y', 'z'],
      ['x', 'y', 'z'],
    ]);
    await put('Ira!B4:D6', [
      ['x', 'y'],
      ['x', '', 'z'],
      ['', 'y', 'z'],
    ]);
    const goes = async (text: string) => {
      const { body } = await append(text, [['?']]);
      await google.sheets('POST', `${id}/values/${range(body.updates.updatedRange)}:clear`, {});
      return [body.tableRange, body.updates.updatedRange];
    };
    for (const text of ['Ira', 'Ira!B4', 'Ira!C5:D5', 'Ira!B2:D4', 'Ira!A3:G10']) {
      expect([text, await goes(text)]).toEqual([text, ['Ira!B4:D6', 'Ira!B7']]);
    }
    expect(await goes('Ira!A1')).toEqual(['Ira!A1:C2', 'Ira!A3']);
    expect(await goes('Ira!E4')).toEqual([undefined, 'Ira!E4']);
  });

  it('is led astray by a blank row and by a stray cell', async () => {
    await put('Ira!A1', [['Дата', 'Час'], ['1', '2'], [], ['3', '4']]);
    await put('Ira!F8', [['note']]);
    expect((await append('Ira!A1', [['n']])).body.updates.updatedRange).toBe('Ira!A3');
    const stray = await append('Ira', [['n']]);
    expect(stray.body).toMatchObject({ tableRange: 'Ira!F8', updates: { updatedRange: 'Ira!F9' } });
  });

  it('is not the same twice, and may overwrite what stands below', async () => {
    await put('Ira!A1', [['a'], [], ['below']]);
    await append('Ira!A1', [['n']]);
    await append('Ira!A1:A2', [['n'], ['n']], 'INSERT_ROWS');
    expect((await seen('Ira')).rows).toEqual([['a'], ['n'], ['below'], ['n'], ['n']]);
    await google.tell('/sheet/clear', { sheet: 'Ira', row: 2 });
    await append('Ira!A1', [['o'], ['o']]);
    expect((await seen('Ira')).rows).toEqual([['a'], ['o'], ['o'], ['n'], ['n']]);
    await google.tell('/sheet/clear', { sheet: 'Ira', row: 2 });
    await append('Ira!A1', [['i']], 'INSERT_ROWS');
    expect((await seen('Ira')).rows).toEqual([['a'], ['i'], [], ['o'], ['n'], ['n']]);
  });

  it('makes the grid longer when it has to', async () => {
    await put('Ira!A20', [['last']]);
    expect((await append('Ira!A20', [['a'], ['b']])).body.updates.updatedRange).toBe('Ira!A21:A22');
    expect((await seen('Ira')).row_count).toBe(22);
  });
});

describe('batchUpdate', () => {
  it('does everything or nothing', async () => {
    const answer = await batch(
      { addSheet: { properties: { title: 'Марія' } } },
      {
        deleteDimension: {
          range: { sheetId: 12_345, dimension: 'ROWS', startIndex: 0, endIndex: 1 },
        },
      },
    );
    expect(answer).toMatchObject(
      invalid('Invalid requests[1].deleteDimension: No sheet with id: 12345'),
    );
    expect((await seen()).title).toBe(TITLE);
    expect((await google.look('/spreadsheets'))[0].sheets).toEqual([TITLE, 'Ira']);
    expect(await batch()).toMatchObject(invalid('Must specify at least one request.'));
    expect(await batch({ makeCoffee: {} })).toMatchObject(
      invalid(
        `Invalid JSON payload received. Unknown name "makeCoffee" at 'requests[0]': Cannot find field.`,
      ),
    );
    expect(await batch({ addSheet: {}, sortRange: {} })).toMatchObject(invalid(/oneof/));
  });

  it('adds a sheet with what is named, once', async () => {
    const properties = {
      title: 'Марія',
      sheetId: 77,
      gridProperties: { rowCount: 5, columnCount: 7, frozenRowCount: 1 },
    };
    const added = await batch(
      { addSheet: { properties } },
      { addSheet: { properties: { title: 'Ще' } } },
    );
    expect(added.body).toMatchObject({
      spreadsheetId: id,
      replies: [
        { addSheet: { properties: { ...properties, index: 2, sheetType: 'GRID' } } },
        { addSheet: { properties: { gridProperties: { rowCount: 1000, columnCount: 26 } } } },
      ],
    });
    expect(await batch({ addSheet: { properties: { title: 'марія' } } })).toMatchObject(
      invalid(
        'Invalid requests[0].addSheet: A sheet with the name "марія" already exists. Please enter another name.',
      ),
    );
    expect(await batch({ addSheet: { properties: { title: 'X', sheetId: 77 } } })).toMatchObject(
      invalid(/id 77/),
    );
  });

  it('deletes rows one after the other, so that the lower ones go first', async () => {
    await put('Ira!A1', [['1'], ['2'], ['3'], ['4']]);
    const ira = await sheetId('Ira');
    const row = (startIndex: number, endIndex = startIndex + 1) => ({
      deleteDimension: { range: { sheetId: ira, dimension: 'ROWS', startIndex, endIndex } },
    });
    expect((await batch(row(2), row(0))).body.replies).toEqual([{}, {}]);
    expect((await seen('Ira')).rows).toEqual([['2'], ['4']]);
    expect((await seen('Ira')).row_count).toBe(18);
    expect(await batch(row(17), row(17))).toMatchObject(
      invalid(
        "Invalid requests[1].deleteDimension: Cannot delete a row that doesn't exist. Tried to delete row index 17 but there are only 17 rows.",
      ),
    );
    expect(await batch(row(0, 18))).toMatchObject(invalid(/can't delete all the rows/));
    expect(await batch(row(3, 3))).toMatchObject(invalid(/endIndex\[3\] must be greater/));
  });

  it('inserts, appends and moves rows', async () => {
    await put('Ira!A1', [['1'], ['2']]);
    const ira = await sheetId('Ira');
    const rows = (startIndex: number, endIndex: number) => ({
      sheetId: ira,
      dimension: 'ROWS',
      startIndex,
      endIndex,
    });
    await batch(
      { insertDimension: { range: rows(1, 2) } },
      { appendDimension: { sheetId: ira, dimension: 'ROWS', length: 4 } },
      { moveDimension: { source: rows(0, 1), destinationIndex: 3 } },
    );
    expect(await seen('Ira')).toMatchObject({ rows: [[], ['2'], ['1']], row_count: 25 });
    expect(await batch({ insertDimension: { range: rows(99, 100) } })).toMatchObject(
      invalid(/too large/),
    );
  });

  it('appends cells below the last row with anything, and updates cells by place', async () => {
    const ira = await sheetId('Ira');
    await put('Ira!F3', [['stray']]);
    const text = (...values: string[]) => ({
      values: values.map((stringValue) => ({ userEnteredValue: { stringValue } })),
    });
    const fields = 'userEnteredValue';
    await batch({ appendCells: { sheetId: ira, rows: [text('=a', '+49'), text('b')], fields } });
    expect((await read('Ira!A4:B5')).values).toEqual([['=a', '+49'], ['b']]);
    await batch({
      updateCells: {
        rows: [{ values: [{ userEnteredValue: { numberValue: 5 }, note: 'ignored' }, {}] }],
        fields,
        start: { sheetId: ira, rowIndex: 3, columnIndex: 0 },
      },
    });
    expect((await read('Ira!A4:B4', 'valueRenderOption=UNFORMATTED_VALUE')).values).toEqual([[5]]);
    const area = {
      sheetId: ira,
      startRowIndex: 3,
      endRowIndex: 5,
      startColumnIndex: 0,
      endColumnIndex: 2,
    };
    await batch({ updateCells: { rows: [text('only')], fields, range: area } });
    expect((await seen('Ira')).rows.slice(3)).toEqual([['only']]);
    expect(await batch({ appendCells: { sheetId: ira, rows: [text('x')] } })).toMatchObject(
      invalid(/At least one field must be listed in 'fields'/),
    );
    const start = { sheetId: ira, rowIndex: 20, columnIndex: 0 };
    expect(await batch({ updateCells: { rows: [text('x')], fields, start } })).toMatchObject(
      invalid(/exceeds grid limits/),
    );
    const rows = Array.from({ length: 20 }, () => text('x'));
    await batch({ appendCells: { sheetId: ira, rows, fields } });
    expect((await seen('Ira')).row_count).toBe(24);
  });

  it('hides a column from people, not from calls', async () => {
    const ira = await sheetId('Ira');
    await put('Ira!A1', [['a', 'b', '', '', '', '', 'id-1']]);
    const range = { sheetId: ira, dimension: 'COLUMNS', startIndex: 6, endIndex: 7 };
    const properties = { hiddenByUser: true };
    await batch({ updateDimensionProperties: { range, properties, fields: 'hiddenByUser' } });
    expect(await seen('Ira')).toMatchObject({
      rows: [['a', 'b']],
      all: [['a', 'b', '', '', '', '', 'id-1']],
      hidden_columns: ['G'],
    });
    const fields = 'sheets.data.columnMetadata.hiddenByUser';
    const { sheets } = (await google.sheets('GET', `${id}?ranges=Ira!F1:H1&fields=${fields}`)).body;
    expect(sheets[0].data[0].columnMetadata).toEqual([{}, { hiddenByUser: true }, {}]);
  });

  it('changes properties that the mask names, and sorts', async () => {
    const ira = await sheetId('Ira');
    const change = (properties: object, fields: string) => ({
      updateSheetProperties: { properties: { sheetId: ira, ...properties }, fields },
    });
    await batch(
      change(
        { title: 'Іра', gridProperties: { frozenRowCount: 1, rowCount: 9 } },
        'title,gridProperties.frozenRowCount',
      ),
    );
    expect(await seen('Іра')).toMatchObject({ row_count: 20, frozen_rows: 1 });
    expect(await batch(change({ title: TITLE }, 'title'))).toMatchObject(invalid(/already exists/));
    await put('Іра!A2', [
      ['б', 2],
      ['', 9],
      ['а', 3],
      ['а', 1],
    ]);
    const range = {
      sheetId: ira,
      startRowIndex: 1,
      endRowIndex: 5,
      startColumnIndex: 0,
      endColumnIndex: 2,
    };
    const sortSpecs = [
      { dimensionIndex: 0, sortOrder: 'ASCENDING' },
      { dimensionIndex: 1, sortOrder: 'DESCENDING' },
    ];
    await batch({ sortRange: { range, sortSpecs } });
    expect((await seen('Іра')).rows.slice(1)).toEqual([
      ['а', '3'],
      ['а', '1'],
      ['б', '2'],
      ['', '9'],
    ]);
  });
});

describe('a person at the sheet', () => {
  it('types, sorts, inserts, moves, copies and deletes rows', async () => {
    const tell = (path: string, body: object) =>
      google.tell(`/sheet/${path}`, { sheet: 'Ira', ...body });
    await tell('type', { values: ['Дата', 'Час'] });
    await tell('type', { values: ['22.11', '12:00'] });
    await tell('type', { values: ['21.11', '09:00'] });
    await tell('sort', { by: 'A' });
    expect((await seen('Ira')).rows).toEqual([
      ['Дата', 'Час'],
      ['21.11', '09:00'],
      ['22.11', '12:00'],
    ]);
    expect((await read('Ira!A2', 'valueRenderOption=UNFORMATTED_VALUE')).values).toEqual([
      [46_347],
    ]);
    await tell('insert', { row: 2, values: ['20.11'] });
    await tell('move', { row: 2, to: 4 });
    await tell('copy', { row: 2 });
    await tell('type', { row: 3, column: 'B', values: ['13:00'] });
    await tell('delete', { row: 1 });
    expect((await seen('Ira')).rows).toEqual([
      ['21.11', '09:00'],
      ['22.11', '13:00'],
      ['20.11'],
      ['21.11', '09:00'],
    ]);
    await tell('sort', { by: 'A', columns: 'A:A', from: 1, descending: true });
    expect((await seen('Ira')).rows).toEqual([
      ['22.11', '09:00'],
      ['21.11', '13:00'],
      ['21.11'],
      ['20.11', '09:00'],
    ]);
    expect(
      (await google.control('POST', '/sheet/delete', { sheet: 'Nobody', row: 1 })).body.error.code,
    ).toBe('unknown_sheet');
    expect(
      (await google.control('POST', '/sheet/delete', { sheet: 'Ira', row: 99 })).body.error.code,
    ).toBe('bad_row');
  });
});

describe('failures on command', () => {
  it("end a call in the service's own words", async () => {
    for (const [status, word] of [
      [401, 'UNAUTHENTICATED'],
      [403, 'PERMISSION_DENIED'],
      [429, 'RESOURCE_EXHAUSTED'],
      [500, 'INTERNAL'],
      [503, 'UNAVAILABLE'],
    ] as const) {
      await google.tell('/fail', { status, path: `/v4/spreadsheets/*/values:batchUpdate` });
      expect(await put('Ira!A1', [['x']])).toMatchObject({
        status,
        body: { error: { status: word } },
      });
    }
    await google.tell('/fail', { status: 503, applyThenFail: true });
    await put('Ira!A1', [['applied']]);
    expect((await read('Ira')).values).toEqual([['applied']]);
  });
});
