import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEMO, type Stand, stand } from './stand.ts';

/** What SimplyBook.me refuses, the stand-in refuses. */

let place: Stand;
beforeAll(async () => {
  place = await stand();
});
afterAll(() => place.close());
beforeEach(() => place.tell('/reset'));

const token = async (): Promise<string> => (await place.auth()).body.token;

describe('signing in over REST', () => {
  it('gives a token and one to renew it, which is good once', async () => {
    const { status, body } = await place.auth();
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ company: DEMO.company, login: DEMO.login, domain: 'simplybook.me', require2fa: false },
    });
    expect((await place.get('/admin/providers', body.token)).status).toBe(200);
    const wish = { company: DEMO.company, refresh_token: body.refresh_token };
    const renewed = await place.post('/admin/auth/refresh-token', wish);
    expect((await place.get('/admin/providers', renewed.body.token)).status).toBe(200);
    expect((await place.get('/admin/providers', body.token)).status).toBe(401);
    expect((await place.post('/admin/auth/refresh-token', wish)).status).toBe(403);
  });

  it('asks for a second factor where there is one, and gives no token', async () => {
    await place.tell('/users', { login: DEMO.login, two_factor: true });
    const { status, body } = await place.auth();
    expect([status, body.require2fa, body.token]).toEqual([200, true, '']);
  });

  it.each([
    ['an unknown company', { company: 'nobody' }],
    ['an unknown user', { login: 'nobody' }],
    ['a wrong key', { password: 'wrong' }],
  ])('refuses %s, and does not say what is wrong', async (_what, wrong) => {
    const { status, body } = await place.auth(wrong);
    expect([status, body.message]).toEqual([403, 'Access denied']);
  });

  it('wants all three', async () => {
    expect((await place.auth({ password: undefined })).status).toBe(400);
  });
});

describe('signing in over JSON-RPC', () => {
  const signIn = (...params: unknown[]) => place.rpc('/login', 'getUserToken', params);

  it('gives a token that the REST side takes as well', async () => {
    const { result, id } = await signIn(DEMO.company, DEMO.login, DEMO.key);
    expect(id).toBe(7);
    expect((await place.get('/admin/providers', result)).status).toBe(200);
  });

  it.each([
    ['no company', ['nobody', DEMO.login, DEMO.key], {}, -33001],
    ['a wrong key', [DEMO.company, DEMO.login, 'wrong'], {}, -33002],
    ['no such user', [DEMO.company, 'nobody', DEMO.key], {}, -33003],
    ['a blocked user', [DEMO.company, DEMO.login, DEMO.key], { blocked: true }, -33004],
    ['HIPAA', [DEMO.company, DEMO.login, DEMO.key], { hipaa: true }, -33005],
    ['the feature off', [DEMO.company, DEMO.login, DEMO.key], { api_enabled: false }, -32001],
  ])('says %s with status 200', async (_what, params, change, code) => {
    await place.tell('/users', { login: DEMO.login, ...change });
    await place.tell('/companies', { login: DEMO.company, ...change });
    expect((await signIn(...params)).error.code).toBe(code);
  });

  it('knows no other method, and no other version', async () => {
    expect((await place.rpc('/login', 'getToken', ['a', 'b'])).error.code).toBe(-32601);
    expect((await place.post('/login', { method: 'getUserToken' })).body.error.code).toBe(-32600);
  });
});

describe('a token', () => {
  it('stands in X-Token, not in the header of the other side, and belongs to one company', async () => {
    const mine = await token();
    const headers = { 'x-user-token': mine, 'x-token': '' };
    expect((await place.get('/admin/bookings', '', headers)).status).toBe(401);
    await place.tell('/companies', { login: 'elsewhere' });
    const other = { 'x-company-login': 'elsewhere' };
    expect((await place.get('/admin/bookings', mine, other)).status).toBe(401);
    const asked = { 'x-company-login': DEMO.company, 'x-token': mine };
    const zone = 'getCompanyTimezoneOffset';
    expect((await place.rpc('/admin', zone, [], asked)).error.code).toBe(-32000);
    const rightly = { 'x-company-login': DEMO.company, 'x-user-token': mine };
    expect((await place.rpc('/admin', zone, [], rightly)).result).toEqual({
      ...{ timezone: 'Europe/Kyiv', offset: 7200 },
    });
  });

  it('is over after an hour: 419, or 401 around that code', async () => {
    const mine = await token();
    place.later(3_601);
    const over = await place.get('/admin/bookings', mine);
    expect([over.status, over.body.code]).toEqual([419, 419]);
    await place.tell('/limits', { overStatus: 401 });
    const wrapped = await place.get('/admin/bookings', mine);
    expect([wrapped.status, wrapped.body.code]).toEqual([401, 419]);
  });

  it('is over when its user gets another key, is blocked or leaves', async () => {
    for (const change of [{ key: 'another' }, { blocked: true }]) {
      await place.tell('/reset');
      const mine = await token();
      await place.tell('/users', { login: DEMO.login, ...change });
      expect((await place.get('/admin/bookings', mine)).status).toBe(401);
    }
    await place.tell('/reset');
    const mine = await token();
    const headers = { 'x-company-login': DEMO.company, 'x-token': mine };
    expect((await place.post('/admin/auth/logout', {}, headers)).status).toBe(200);
    expect((await place.get('/admin/bookings', mine)).status).toBe(401);
  });

  it('opens nothing while the custom feature API is off', async () => {
    const mine = await token();
    await place.tell('/companies', { login: DEMO.company, api_enabled: false });
    expect((await place.get('/admin/bookings', mine)).status).toBe(403);
    expect((await place.auth()).status).toBe(403);
  });
});

describe('the report of bookings', () => {
  const listed = async (query = '') =>
    (await place.get(`/admin/bookings${query}`, await token())).body;

  it('shows whose, when on the wall of the company, and how each stands', async () => {
    await place.book({ client: 'Olena', start: '2026-11-24T08:00:00Z', end: '2026-11-24T09:00Z' });
    const { data, metadata } = await listed();
    expect(data).toEqual([
      expect.objectContaining({
        ...{ id: 1, provider_id: 1, status: 'confirmed', client_timezone: null },
        ...{ start_datetime: '2026-11-24 10:00:00', end_datetime: '2026-11-24 11:00:00' },
        provider: expect.objectContaining({ id: 1, name: 'Anna' }),
      }),
    ]);
    expect(metadata).toEqual({ items_count: 1, pages_count: 1, page: 1, on_page: 10 });
  });

  it('is cut into pages of ten, of a hundred at most', async () => {
    for (let at = 0; at < 12; at += 1) await place.book({});
    const second = await listed('?page=2');
    expect([second.data.length, second.metadata.pages_count]).toEqual([2, 2]);
    expect((await listed('?page=3')).data).toEqual([]);
    expect((await listed('?on_page=1000')).metadata.on_page).toBe(100);
  });

  it('is of the days that are asked for, with what was cancelled', async () => {
    await place.book({ start: '2026-11-23 23:30', end: '2026-11-24 00:30' });
    const { code } = await place.book({});
    await place.tell('/bookings/change', { code, status: 'canceled' });
    const query = '?filter[date_from]=2026-11-24&filter[date_to]=2026-11-24';
    expect((await listed(query)).data.map((one: { status: string }) => one.status)).toEqual([
      'canceled',
    ]);
    expect((await listed(`${query}&filter[status]=confirmed`)).data).toEqual([]);
    expect((await place.get('/admin/bookings?from=1', await token())).status).toBe(400);
  });

  it('is for users who may see it, and for as many calls as a day has', async () => {
    await place.tell('/users', { login: DEMO.login, sees_bookings: false });
    expect((await place.get('/admin/bookings', await token())).status).toBe(403);
    await place.tell('/limits', { perDay: 0 });
    expect((await place.get('/admin/bookings', await token())).status).toBe(429);
  });
});
