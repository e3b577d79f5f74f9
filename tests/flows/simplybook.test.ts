import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, kyiv, morning, type Reception, type Row, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** A salon that keeps its appointments at SimplyBook.me, and what its clients can book here then. */

const PROJECT = 'demo-salon';
const MINUTE = 60;
const WISH = 'Хочу на манікюр до Anna завтра об 11:00';
const CREDENTIALS = { company_login: 'demosalon', user_login: 'admin' };
const KEY = 'sb-stand-in-user-key';

let cloud: TestCloud;
let desk: Reception;
beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  desk = await reception(cloud);
  const body = { sphere: 'beauty' };
  const config = await cloud.api('POST', `/projects/${PROJECT}/config`, {
    ...{ token: desk.token, body },
  });
  expect(config.status).toBe(200);
});
afterAll(() => cloud?.stop());

const api = (method: string, path: string, body?: unknown) =>
  cloud.api(method, `/api/integrations/api/${path}`, {
    ...{ token: desk.token },
    ...(body === undefined ? {} : { body }),
  });
/** What a person does there. */
async function there(path: string, body: object): Promise<Row> {
  const answer = await cloud.api('POST', `/_local/providers/simplybook${path}`, { body });
  expect(answer.status).toBe(200);
  return answer.body;
}
const places = async (): Promise<Row[]> =>
  (await cloud.api('GET', `/projects/${PROJECT}/busy-times`, { token: desk.token })).body.places;
/** Upkeep comes every five minutes. */
async function kept(): Promise<void> {
  await cloud.clock.advance(5 * MINUTE);
  await cloud.sweep();
}

test('an appointment there makes its time unbookable here, and free when it is cancelled', async () => {
  const wish = (key: string) => ({
    integration_type_slug: 'simplybook',
    credentials: { ...CREDENTIALS, user_api_key: key },
  });
  const refused = await api('POST', '', wish('wrong'));
  expect([refused.status, refused.body.error]).toEqual([
    422,
    { code: 'credentials_refused', message: 'SimplyBook.me does not take this API user key.' },
  ]);
  const connected = await api('POST', '', wish(KEY));
  expect(connected.body).toMatchObject({
    ...{ status: 'connected', account: 'demosalon', is_active: true },
  });
  expect(JSON.stringify(connected.body)).not.toContain(KEY);

  const [start, end] = [await kyiv(cloud, 1, '11:00'), await kyiv(cloud, 1, '12:30')];
  const { id } = await there('/bookings', { provider: 'Anna', start, end, client: 'Пані Марія' });
  await there('/people', { name: 'Інна' });
  await there('/bookings', { provider: 'Інна', start, end });
  await kept();
  const olena = chat(cloud, 'simply-olena', 'Олена');
  const offer = await olena.asks(WISH);
  expect(offer).toMatch(/\d\d:\d\d/);
  expect(offer).not.toMatch(/(^|\s)(11:00|11:30|12:00) \(/);
  expect(await places()).toMatchObject([
    { source: 'simplybook', status: 'ok', unmatched: [{ id: '3', name: 'Інна' }] },
  ]);

  await there('/bookings/change', { id, status: 'canceled' });
  await kept();
  expect(await olena.asks(WISH)).toMatch(/11:00/);
  const booked = await desk.bookings({ from: start, to: end });
  expect(booked).toMatchObject([{ starts_at: start, client: { name: 'Олена' } }]);
});

test('it ends with the switch; a key that is not taken any more is told, and blocks on', async () => {
  const [start, end] = [await kyiv(cloud, 2, '11:00'), await kyiv(cloud, 2, '12:00')];
  await there('/bookings', { provider: 'Anna', start, end });
  await kept();
  const taken = async () =>
    (await rows(cloud, 'SpecialistDay')).flatMap(({ taken: spans }) =>
      spans.filter((one: Row) => one.source !== undefined),
    ).length;
  expect(await taken()).toBe(1);
  expect((await api('POST', 'simplybook/deactivate/')).body.is_active).toBe(false);
  await cloud.settle();
  expect([await taken(), await places()]).toEqual([0, []]);
  await api('POST', 'simplybook/activate/');
  await cloud.settle();
  expect(await taken()).toBe(1);

  await there('/users', { login: 'admin', key: 'another' });
  await kept();
  const message = 'SimplyBook.me does not take this API user key.';
  expect((await api('GET', 'simplybook/')).body).toMatchObject({
    ...{ status: 'needs_attention', reason: { code: 'credentials_refused', message } },
  });
  expect(await rows(cloud, 'Alert')).toMatchObject([
    { kind: 'integration_attention', subject: 'simplybook' },
  ]);
  expect([await taken(), (await places())[0]?.status]).toEqual([1, 'failed']);

  expect((await api('DELETE', 'simplybook/')).status).toBe(204);
  await cloud.settle();
  expect([await taken(), await places()]).toEqual([0, []]);
});
