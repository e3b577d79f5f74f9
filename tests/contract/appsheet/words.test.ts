import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppSheet } from '../../../infra/local/providers/appsheet/index.ts';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import { appsheet, appsheetApp } from '../../steps/appsheet.ts';
import type { TestCloud } from '../../steps/local-cloud.ts';

const service = createAppSheet();
let served: Awaited<ReturnType<typeof serveProvider>>;
let cloud: TestCloud;

/** As much of a cloud as the words of a flow test need. */
beforeAll(async () => {
  served = await serveProvider(service);
  const root = new URL(served.url).origin;
  const api: TestCloud['api'] = async (method, path, { body } = {}) => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(root + path, { method, ...sent });
    return { status: answer.status, headers: answer.headers, body: await answer.json() };
  };
  const providers = {
    requests: async () => service.requests(),
    fail: async (_: string, plan: object) => service.fail(plan),
  };
  cloud = { api, providers } as unknown as TestCloud;
});
afterAll(() => served.close());

test('the words of flow tests play and see a table as people do', async () => {
  const { app, table, accessKey } = await appsheetApp(cloud, 'salon-app', 'My bookings');
  const screen = appsheet(cloud, { app, table });
  await screen.adds({ BookingID: 'B1', Status: 'PENDING' });
  await screen.adds({ BookingID: 'B0', Date: '2026-11-24' }, { at: 0 });
  expect(await screen.rows()).toMatchObject([{ key: 'B0', Date: '11/24/2026' }, { key: 'B1' }]);

  await screen.automates(`${served.url}/nobody`);
  const edited = await screen.edits('B1', { Status: 'CONFIRMED' }, { by: 'lukas@example.com' });
  const told = { Status: 'CONFIRMED', StatusBefore: 'PENDING', ChangedBy: 'lukas@example.com' };
  expect(edited.posted).toMatchObject([{ event: 'edit', body: told, status: 404 }]);
  expect(await screen.posted()).toEqual(edited.posted);
  await screen.deletes('B0');
  expect(await screen.row('B1')).toMatchObject({ Status: 'CONFIRMED' });
  expect(await screen.row('B0')).toBeUndefined();
  expect(await appsheet(cloud).rows()).toEqual([]);

  service.clearRequests();
  await screen.fails({ status: 503, action: 'Find' });
  await screen.empties({ action: 'Add', applied: true });
  await screen.quirks({ perMinute: 9 });
  const call = (Action: string, ...Rows: object[]) =>
    fetch(`${served.url}/api/v2/apps/${app}/tables/My%20bookings/Action`, {
      method: 'POST',
      headers: { ApplicationAccessKey: accessKey },
      body: JSON.stringify({ Action, Rows }),
    });
  expect(await (await call('Add', { BookingID: 'B2' })).text()).toBe('');
  expect((await call('Find')).status).toBe(503);
  expect(await screen.row('B2')).toBeDefined();
  expect(await screen.calls()).toMatchObject([{ action: 'Add' }, { action: 'Find', status: 503 }]);
  expect(await screen.calls('Add')).toMatchObject([{ rows: [{ BookingID: 'B2' }], status: 200 }]);
});
