import { afterAll, beforeAll, expect, test } from 'vitest';
import { STAND_IN_USER } from '../../infra/local/providers/altegio/index.ts';
import { chat, kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** The demo salon has a location at Altegio: what is written into its journal there, and what clients can book here. */

const ROOT = '/api/integrations/api';
const MINUTE = 60;

let cloud: TestCloud;
let desk: Reception;
beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
});
afterAll(() => cloud?.stop());

/** The hand of somebody in the journal. */
async function journal(path: string, body: object): Promise<Row> {
  const answer = await cloud.api('POST', `/_local/providers/altegio${path}`, { body });
  expect(answer.status).toBe(200);
  return answer.body;
}
const ask = (method: string, path: string, body?: object) =>
  cloud.api(method, ROOT + path, { token: desk.token, ...(body ? { body } : {}) });
const integration = async (): Promise<Row> => (await ask('GET', '/altegio')).body;
const places = async (): Promise<Row[]> =>
  (await cloud.api('GET', '/projects/demo-salon/busy-times', { token: desk.token })).body.places;
/** What the bots have said to people. */
const heard = async () => JSON.stringify(await cloud.providers.requests('telegram'));
/** Tomorrow on the wall of the salon. */
const tomorrow = async (time: string) =>
  `${(await kyiv(cloud, 1, '12:00')).slice(0, 10)} ${time}:00`;
const WISH = 'Хочу на манікюр до Anna завтра об 11:00';

/** Upkeep comes every five minutes. */
async function kept(): Promise<void> {
  await cloud.clock.advance(5 * MINUTE);
  await cloud.sweep();
}

test('a record at Altegio makes its time unbookable in the chat, until it is deleted there', async () => {
  const visit = await journal('/records/add', {
    ...{ staff: 'Anna', date: await tomorrow('11:00'), minutes: 90, client: 'Пані Марія' },
  });
  await journal('/records/add', { staff: 'Inna', date: await tomorrow('11:00') });
  const connected = await ask('POST', '', {
    integration_type_slug: 'altegio',
    credentials: { user_token: STAND_IN_USER },
    settings: { location_id: 100001 },
  });
  expect(connected).toMatchObject({
    status: 201,
    body: { status: 'connected', account: 'Diva (100001), Europe/Kyiv', catalogue: false },
  });
  await kept();
  const olena = chat(cloud, 'altegio-olena', 'Олена');
  const offer = await olena.asks(WISH);
  expect(offer).toMatch(/\d\d:\d\d/);
  expect(offer).not.toMatch(/(^|\s)(11:00|11:30|12:00) \(/);
  expect(await places()).toMatchObject([
    { source: 'altegio', status: 'ok', unmatched: [{ name: 'Inna' }], collisions: [] },
  ]);
  await journal('/records/delete', { id: visit.id });
  await kept();
  expect(await olena.asks(WISH)).toMatch(/11:00/);
  const span = { from: await kyiv(cloud, 0, '00:00'), to: await kyiv(cloud, 8, '00:00') };
  expect(await desk.bookings(span)).toMatchObject([
    { starts_at: await kyiv(cloud, 1, '11:00'), client: { name: 'Олена' } },
  ]);
});

test('a token that dies needs attention, people are told, and a new one mends it', async () => {
  await journal('/users', { revoked: true });
  await kept();
  expect(await integration()).toMatchObject({
    status: 'needs_attention',
    reason: { code: 'credentials_refused', message: expect.stringContaining('user token') },
  });
  expect(await rows(cloud, 'Alert')).toMatchObject([
    { kind: 'integration_attention', subject: 'altegio', count: 1 },
  ]);
  await cloud.settle();
  expect(await heard()).toContain('Altegio: потрібно підключити знову');
  await journal('/users', { token: 'altegio-new-token' });
  const mended = await ask('PUT', '/altegio', { credentials: { user_token: 'altegio-new-token' } });
  expect(mended.body).toMatchObject({ status: 'connected', reason: null });
  await kept();
  expect(await places()).toMatchObject([{ status: 'ok' }]);
  const said = JSON.stringify([await cloud.logs(), await integration(), await rows(cloud)]);
  expect(said).not.toMatch(/altegio-new-token|altegio-stand-in-user/);
});

test('taken away, nothing is asked any more', async () => {
  await journal('/records/add', { staff: 'Anna', date: await tomorrow('15:00'), minutes: 60 });
  await kept();
  expect((await ask('DELETE', '/altegio')).status).toBe(204);
  await cloud.settle();
  expect(await places()).toEqual([]);
  await cloud.providers.clear('altegio');
  const ira = chat(cloud, 'altegio-ira', 'Іра');
  expect(await ira.asks('Хочу на манікюр до Anna завтра о 15:00')).toMatch(/15:00/);
  expect(await cloud.providers.requests('altegio')).toEqual([]);
});
