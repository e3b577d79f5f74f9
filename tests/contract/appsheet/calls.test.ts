import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BOOKING_COLUMNS, row, type Stand, stand } from './stand.ts';

let appsheet: Stand;
beforeEach(async () => {
  appsheet = await stand();
});
afterEach(() => appsheet.close());

describe('who may call', () => {
  test.each([
    ['without a key', { key: null }, 401, 'Unauthorized'],
    ['with another key', { key: 'V2-other' }, 403, 'Forbidden'],
    ['an app nobody knows', { app: 'nobody' }, 404, 'Not Found'],
    ['a table that is not there', { table: 'Clients' }, 404, 'Not Found'],
  ])('a call %s gets a problem document', async (_, where, status, title) => {
    const answer = await appsheet.invoke('Find', [], {}, where);
    expect(answer).toMatchObject({
      status,
      body: { status, title, detail: expect.any(String), traceId: expect.stringMatching(/^00-/) },
    });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('an app whose API is switched off says so', async () => {
    await appsheet.tell('/apps', { id: 'a1' });
    await appsheet.tell('/tables', { app: 'a1', name: 'Bookings', columns: BOOKING_COLUMNS });
    const call = () => appsheet.invoke('Find', [], {}, { app: 'a1', key: 'V2-stand-in-a1' });
    expect((await call()).body).toEqual([]);
    await appsheet.tell('/apps', { id: 'a1', api_enabled: false });
    expect(await call()).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('The API is not enabled') },
    });
  });

  test('the key may stand in the query, and the name of a table may have blanks', async () => {
    const columns = [{ name: 'ID', type: 'Text', key: true }];
    await appsheet.tell('/tables', { name: 'My bookings', columns });
    const path = `${appsheet.url}/api/v2/apps/5e7a1c90-0000-4000-8000-000000000001/tables/My%20bookings/Action`;
    const url = `${path}?applicationAccessKey=V2-stand-in-demo-key`;
    expect(await appsheet.ask(url, { Action: 'Find', Rows: [] })).toMatchObject({
      status: 200,
      body: [],
    });
  });

  test('nonsense and unknown actions are 400', async () => {
    expect((await appsheet.invoke('Explode')).status).toBe(400);
    const path = `${appsheet.url}/api/v2/apps/5e7a1c90-0000-4000-8000-000000000001/tables/Bookings/Action`;
    const key = { applicationaccesskey: 'V2-stand-in-demo-key' };
    expect((await appsheet.ask(path, 'nonsense', key)).status).toBe(400);
  });
});

describe('rows', () => {
  test('are answered bare by Find and below Rows by the rest', async () => {
    const added = await appsheet.invoke('Add', [row('b1')]);
    expect(added.body).toEqual({ Rows: [expect.objectContaining({ BookingID: 'b1' })] });
    expect((await appsheet.find()).body).toEqual(added.body.Rows);
    const edited = await appsheet.invoke('Edit', [{ BookingID: 'b1', Status: 'CONFIRMED' }]);
    expect(edited.body.Rows[0]).toMatchObject({ Status: 'CONFIRMED', ModelName: 'Anna' });
    const deleted = await appsheet.invoke('Delete', [{ BookingID: 'b1' }]);
    expect(deleted.body.Rows).toHaveLength(1);
    expect((await appsheet.find()).body).toEqual([]);
  });

  test('come back as text with their number, and without columns that are blank everywhere', async () => {
    await appsheet.invoke('Add', [row('b1'), row('b2', { Location: 'Kyiv' })]);
    expect((await appsheet.find()).body).toEqual([
      {
        _RowNumber: '2',
        BookingID: 'b1',
        ModelName: 'Anna',
        ClientName: 'Olena',
        Date: '11/24/2026',
        Time: '15:00:00',
        Duration: '60',
        Location: '',
        TotalAmount: '450.50',
        Status: 'PENDING',
      },
      expect.objectContaining({ _RowNumber: '3', Location: 'Kyiv' }),
    ]);
  });

  test('are found by key as well', async () => {
    await appsheet.invoke('Add', [row('b1'), row('b2')]);
    const found = await appsheet.invoke('Find', [{ BookingID: 'b2' }, { BookingID: 'b9' }]);
    expect(found.body).toMatchObject([{ BookingID: 'b2' }]);
  });

  test.each([['Edit'], ['Delete']])(
    'are not touched by an %s without or of an unknown key',
    async (action) => {
      await appsheet.invoke('Add', [row('b1')]);
      expect(await appsheet.invoke(action, [{ Status: 'X' }])).toMatchObject({
        status: 400,
        body: { detail: expect.stringContaining('BookingID') },
      });
      const both = [{ BookingID: 'b1', Status: 'X' }, { BookingID: 'b9' }];
      expect(await appsheet.invoke(action, both)).toMatchObject({
        status: 400,
        body: { detail: "Row having key 'b9' not found" },
      });
      expect(await appsheet.rows()).toMatchObject([{ key: 'b1', Status: 'PENDING' }]);
    },
  );

  test('have several key columns when the table says so, and an initial value may fill one', async () => {
    await appsheet.tell('/tables', {
      name: 'Pairs',
      columns: [
        { name: 'A', type: 'Text', key: true },
        { name: 'B', type: 'Text', key: true, initial: 'UNIQUEID()' },
        { name: 'Sum', type: 'Number', virtual: '3' },
        { name: 'Must', type: 'Enum', required: true, values: ['x', 'y'] },
      ],
    });
    const pairs = (action: string, rows: object[]) =>
      appsheet.invoke(action, rows, {}, { table: 'Pairs' });
    expect((await pairs('Add', [{ A: '1', B: '2' }])).body.detail).toContain("'Must'");
    expect((await pairs('Add', [{ A: '1', Must: 'z' }])).body.detail).toContain("type 'Enum'");
    const { Rows } = (await pairs('Add', [{ A: '1', Must: 'x', Sum: 9 }])).body;
    expect(Rows[0]).toMatchObject({ A: '1', Sum: '3', B: expect.stringMatching(/^[0-9a-f]{8}$/) });
    expect(Rows[0]._ComputedKey).toBe(`1: ${Rows[0].B}`);
    expect((await pairs('Delete', [{ A: '1' }])).status).toBe(400);
    expect((await pairs('Delete', [{ A: '1', B: Rows[0].B }])).status).toBe(200);
  });

  test('refuse a column that is not there and a missing key', async () => {
    expect((await appsheet.invoke('Add', [row('b1', { Colour: 'red' })])).body.detail).toContain(
      "'Colour'",
    );
    expect((await appsheet.invoke('Add', [{ ModelName: 'Anna' }])).status).toBe(400);
  });
});

describe('values', () => {
  test.each([
    ['en-US', '11/24/2026'],
    ['en-GB', '24/11/2026'],
    ['de-DE', '24.11.2026'],
    ['uk-UA', '24.11.2026'],
    ['xx-XX', '11/24/2026'],
  ])('a day goes out and comes in as %s writes it', async (Locale, day) => {
    expect((await appsheet.invoke('Add', [row('b1', { Date: day })], { Locale })).status).toBe(200);
    expect((await appsheet.find(undefined, { Locale })).body[0].Date).toBe(day);
    expect((await appsheet.find()).body[0].Date).toBe('11/24/2026');
  });

  test('a day in another order is refused, or taken for another day', async () => {
    const british = await appsheet.invoke('Add', [row('b1', { Date: '24/11/2026' })]);
    expect(british).toMatchObject({
      status: 400,
      body: { detail: "Value '24/11/2026' in field 'Date' cannot be converted to type 'Date'" },
    });
    const swapped = [row('b1', { Date: '05/06/2026' })];
    await appsheet.invoke('Add', swapped, { Locale: 'en-GB' });
    expect((await appsheet.find()).body[0].Date).toBe('06/05/2026');
  });

  test.each([
    ['Date', '2026-11-24'],
    ['Date', '2026-11-24T15:00:00.000Z'],
    ['Date', '02/30/2026'],
    ['Time', '25:00'],
    ['Duration', 'an hour'],
    ['TotalAmount', '45O'],
    ['ClientEmail', 'nobody'],
  ])('%s %s is refused by name', async (field, value) => {
    const { status, body } = await appsheet.invoke('Add', [row('b1', { [field]: value })]);
    expect(status).toBe(400);
    expect(body.detail).toContain(`Value '${value}' in field '${field}' cannot be converted`);
  });

  test('a moment and an ISO day are taken where the column takes them', async () => {
    await appsheet.tell('/tables', {
      name: 'Log',
      columns: [
        { name: 'ID', type: 'Text', key: true },
        { name: 'At', type: 'DateTime', iso: true },
        { name: 'Sure', type: 'Yes/No' },
        { name: 'Changed', type: 'ChangeTimestamp' },
      ],
    });
    const log = (rows: object[]) => appsheet.invoke('Add', rows, {}, { table: 'Log' });
    const { body } = await log([
      { ID: '1', At: '11/24/2026 15:04:05', Sure: true },
      { ID: '2', At: '2026-11-24 15:04:05', Sure: 'N' },
    ]);
    expect(body.Rows).toMatchObject([
      { At: '11/24/2026 15:04:05', Sure: 'Y', Changed: '11/20/2026 10:00:00' },
      { At: '11/24/2026 15:04:05', Sure: 'N' },
    ]);
  });
});
