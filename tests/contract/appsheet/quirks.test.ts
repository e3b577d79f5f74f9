import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_APP, row, type Stand, stand } from './stand.ts';

let appsheet: Stand;
beforeEach(async () => {
  appsheet = await stand();
});
afterEach(() => appsheet.close());

const EMPTY = { status: 200, text: '' };

describe('200 with nothing in it', () => {
  test('comes when told, before or after the work', async () => {
    await appsheet.tell('/empty', { action: 'Add' });
    await appsheet.tell('/empty', { action: 'Add', applied: true });
    expect((await appsheet.find()).body).toEqual([]);
    expect(await appsheet.invoke('Add', [row('b1')])).toMatchObject(EMPTY);
    expect(await appsheet.rows()).toEqual([]);
    expect(await appsheet.invoke('Add', [row('b1')])).toMatchObject(EMPTY);
    expect(await appsheet.rows()).toHaveLength(1);
    expect((await appsheet.invoke('Add', [row('b2')])).body.Rows).toHaveLength(1);
  });

  test('comes for calls beyond the limit of a minute, and nothing is done', async () => {
    await appsheet.tell('/quirks', { perMinute: 2 });
    await appsheet.invoke('Add', [row('b1')]);
    await appsheet.find();
    expect(await appsheet.invoke('Add', [row('b2')])).toMatchObject(EMPTY);
    expect(await appsheet.rows()).toHaveLength(1);
    appsheet.later(61);
    expect((await appsheet.invoke('Add', [row('b2')])).body.Rows).toHaveLength(1);
  });

  test('comes by chance, the same chance for the same seed', async () => {
    const run = async () => {
      await appsheet.tell('/quirks', { emptyRate: 0.3, seed: 7 });
      const texts = [];
      for (let call = 0; call < 40; call += 1) texts.push((await appsheet.find()).text === '');
      return texts;
    };
    const first = await run();
    expect(first.filter(Boolean).length).toBeGreaterThan(4);
    expect(first.filter(Boolean).length).toBeLessThan(25);
    expect(await run()).toEqual(first);
  });

  test('comes from the layer of all stand-ins as well', async () => {
    await appsheet.tell('/fail', { status: 200, applyThenFail: true, where: { Action: 'Add' } });
    expect((await appsheet.find()).body).toEqual([]);
    expect(await appsheet.invoke('Add', [row('b1')])).toMatchObject(EMPTY);
    expect(await appsheet.rows()).toHaveLength(1);
  });
});

describe('planned failures', () => {
  test.each([400, 401, 403, 404, 429, 500, 503])('%i is a problem document', async (status) => {
    await appsheet.tell('/fail', { status });
    expect(await appsheet.find()).toMatchObject({ status, body: { status } });
  });
});

describe('people', () => {
  test('edit, add and delete rows, and see days in the order of the app', async () => {
    await appsheet.tell('/apps', { id: DEMO_APP.id, locale: 'en-GB' });
    await appsheet.invoke('Add', [row('b1')]);
    expect(await appsheet.rows()).toMatchObject([{ key: 'b1', Date: '24/11/2026' }]);
    await appsheet.tell('/rows/add', { fields: { BookingID: 'x', Date: '25/11/2026' }, at: 0 });
    await appsheet.tell('/rows/edit', { key: 'b1', fields: { Status: 'CONFIRMED' } });
    expect((await appsheet.find()).body).toMatchObject([
      { _RowNumber: '2', BookingID: 'x', Date: '11/25/2026' },
      { _RowNumber: '3', BookingID: 'b1', Status: 'CONFIRMED' },
    ]);
    await appsheet.tell('/rows/delete', { key: 'x' });
    expect(await appsheet.rows()).toMatchObject([{ key: 'b1' }]);
    expect((await appsheet.tell('/rows/delete', { key: 'x' })).status).toBe(404);
    const wrong = await appsheet.tell('/rows/edit', { key: 'b1', fields: { Date: 'soon' } });
    expect(wrong.status).toBe(400);
  });

  test('and the API make the bot of the table call its webhook', async () => {
    const got: unknown[] = [];
    const waiting: (() => void)[] = [];
    const hook = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => {
        text += chunk;
      });
      request.on('end', () => {
        got.push([request.headers['x-secret'], JSON.parse(text)]);
        response.writeHead(202).end();
        for (const wake of waiting.splice(0)) wake();
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`;
    const body = {
      id: '<<[BookingID]>>',
      status: '<<[Status]>>',
      was: '<<[_THISROW_BEFORE].[Status]>>',
      by: '<<USEREMAIL()>>',
    };
    await appsheet.tell('/automation', {
      url,
      headers: { 'x-secret': 's' },
      body,
      events: ['edit'],
    });
    await appsheet.invoke('Add', [row('b1')]);
    const edit = { key: 'b1', fields: { Status: 'CONFIRMED' }, by: 'lukas@example.com' };
    const { posted } = (await appsheet.tell('/rows/edit', edit)).body;
    expect(posted).toMatchObject([{ event: 'edit', by: 'person', status: 202 }]);
    const told = { id: 'b1', status: 'CONFIRMED', was: 'PENDING', by: 'lukas@example.com' };
    expect(got).toEqual([['s', told]]);

    await appsheet.invoke('Edit', [{ BookingID: 'b1', Status: 'COMPLETED' }]);
    while (got.length < 2) await new Promise<void>((wake) => waiting.push(wake));
    expect(got[1]).toEqual([
      's',
      { id: 'b1', status: 'COMPLETED', was: 'CONFIRMED', by: 'owner@example.com' },
    ]);
    await appsheet.tell('/automation', { url: null });
    const quiet = await appsheet.tell('/rows/edit', { key: 'b1', fields: { Status: 'X' } });
    expect(quiet.body.posted).toEqual([]);
    hook.closeAllConnections();
    await new Promise((resolve) => hook.close(resolve));
  });
});

describe('control calls', () => {
  test.each([
    ['/apps', {}],
    ['/apps', { id: 'a', locale: 'klingon' }],
    ['/tables', { name: 'T', columns: [{ name: 'A', type: 'Colour' }] }],
    ['/tables', { name: 'T', columns: [{ name: 'A', type: 'Text' }] }],
    ['/rows/add', { fields: { Status: 'X' } }],
    ['/rows/add', { fields: { BookingID: 'x', Colour: 'red' } }],
    ['/quirks', { emptyRate: 2 }],
    ['/empty', { times: 0 }],
    ['/automation', { url: 'nowhere', body: {} }],
  ])('%s %j is refused clearly', async (path, body) => {
    const answer = await appsheet.tell(path, body);
    expect(answer).toMatchObject({ status: 400, body: { error: { message: expect.any(String) } } });
  });

  test('a reset leaves the demo app, empty', async () => {
    await appsheet.tell('/apps', { id: 'a1' });
    await appsheet.invoke('Add', [row('b1')]);
    await appsheet.tell('/reset');
    expect(await appsheet.look('/apps')).toMatchObject([{ id: DEMO_APP.id, tables: ['Bookings'] }]);
    expect(await appsheet.rows()).toEqual([]);
  });
});
