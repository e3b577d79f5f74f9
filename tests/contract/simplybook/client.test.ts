import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { checkSimplyBook, simplyBook } from '../../../shared/providers/simplybook/index.ts';
import type { SimplyBookAccount } from '../../../shared/sync/index.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import type { Json } from '../../steps/stand-in.ts';
import { CREDENTIALS, DEMO, type Stand, stand } from './stand.ts';

/** How the product asks SimplyBook.me. */

let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let place: Stand;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
  place = await stand();
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close(), place.close()]));
let count = 0;
let account: SimplyBookAccount;
/** A project of its own for each test. */
beforeEach(async () => {
  process.env.SIMPLYBOOK_API_ROOT = place.url;
  await place.tell('/reset');
  count += 1;
  const { company, login, key } = DEMO;
  account = { projectId: `salon${count}` as ProjectId, company, login, key };
});

const DAYS = { from: '2026-11-01', to: '2026-11-30', page: 1 };
const bookings = (query: object = {}) => simplyBook(account).bookings({ ...DAYS, ...query });
const requests = async (path: string): Promise<Json[]> =>
  (await place.look('/requests')).filter((one: Json) => one.path === path);
const signIns = async () => (await requests('/admin/auth')).length;

describe('appointments', () => {
  it('come with whose they are and when, and with no word of the client', async () => {
    const { code } = await place.book({ client: 'Olena' });
    await place.book({ provider: 'Maria', status: 'pending' });
    const listed = await bookings();
    expect(listed).toEqual({
      kind: 'ok',
      value: {
        items: [
          {
            ...{ id: '1', code, person: { id: '1', name: 'Anna' }, isCancelled: false },
            ...{ startsAt: '2026-11-24 10:00:00', endsAt: '2026-11-24 11:00:00' },
          },
          expect.objectContaining({ id: '2', person: { id: '2', name: 'Maria' } }),
        ],
        ...{ pageCount: 1, itemCount: 2 },
      },
    });
    expect(JSON.stringify(listed)).not.toMatch(/Olena|example/);
    await place.tell('/bookings/change', { code, status: 'canceled' });
    const { value } = (await bookings()) as Json;
    expect(value.items[0]).toMatchObject({ code, isCancelled: true });
  });

  it('are asked for by days of the company, a hundred at once', async () => {
    await bookings({ page: 3 });
    expect((await requests('/admin/bookings'))[0].query).toEqual({
      ...{ page: '3', on_page: '100' },
      ...{ 'filter[date_from]': '2026-11-01', 'filter[date_to]': '2026-11-30' },
    });
  });

  it.each<[string, Json, Json]>([
    ['without the frame of a page', [{ provider_id: '2', code: null }], { id: '2' }],
    ['with texts for numbers', { data: [{ provider_id: '1' }] }, { id: '1' }],
    [
      'whose provider stands only within',
      { data: [{ provider: { id: 9, name: 'Inna' } }], metadata: { pages_count: '1' } },
      { id: '9', name: 'Inna' },
    ],
  ])('are read also %s', async (_what, body, person) => {
    const whole = (one: object) => ({
      ...{ id: 5, start_datetime: '2026-11-24 10:00:00', end_datetime: '2026-11-24 11:00:00' },
      ...one,
    });
    const sent = Array.isArray(body)
      ? body.map(whole)
      : { ...body, data: (body.data as object[]).map(whole) };
    await place.tell('/fail', { status: 200, path: '/admin/bookings', body: sent });
    const { value } = (await bookings()) as Json;
    expect(value.items).toEqual([expect.objectContaining({ id: '5', code: '5', person })]);
  });

  it.each([
    ['HTML', '<html>Maintenance</html>'],
    ['nothing', ''],
    ['another object', { error: { code: -32000 } }],
    ['an appointment of nobody', { data: [{ id: 1, start_datetime: 'a', end_datetime: 'b' }] }],
  ])('are never taken for none when the answer is %s', async (_what, body) => {
    await place.tell('/fail', { status: 200, path: '/admin/bookings', body });
    expect(await bookings()).toMatchObject({ kind: 'not_now' });
  });
});

describe('the people', () => {
  it('are asked for page by page', async () => {
    expect(await simplyBook(account).people(1)).toMatchObject({
      value: {
        items: [
          { id: '1', name: 'Anna' },
          { id: '2', name: 'Maria' },
        ],
        pageCount: 1,
      },
    });
  });
});

describe('the zone of the company', () => {
  it('comes from the JSON-RPC side, once an hour', async () => {
    await place.tell('/companies', { login: 'lisboa', time_zone: 'Europe/Lisbon' });
    await place.tell('/users', { company: 'lisboa', login: 'a', key: 'k' });
    account = { ...account, company: 'lisboa', login: 'a', key: 'k' };
    const zone = { kind: 'ok', value: 'Europe/Lisbon' };
    expect(await simplyBook(account).timeZone()).toEqual(zone);
    expect(await simplyBook(account).timeZone()).toEqual(zone);
    expect(await requests('/admin')).toHaveLength(1);
  });

  it.each([
    ['an error inside 200', { error: { code: -32601, message: 'Method not found' } }],
    ['a zone that nobody knows', { result: { timezone: 'Mars/Olympus', offset: 1 } }],
    ['an offset', { result: { timezone: '+02:00', offset: 7200 } }],
    ['a number', { result: 7200 }],
  ])('is not said by %s', async (what, body) => {
    const company = `silent-${what}`;
    await place.tell('/companies', { login: company });
    await place.tell('/users', { company, login: 'a', key: 'k' });
    await place.tell('/fail', {
      status: 200,
      path: '/admin',
      where: { method: 'getCompanyTimezoneOffset' },
      body,
    });
    const asked = simplyBook({ ...account, company, login: 'a', key: 'k' });
    expect(await asked.timeZone()).toEqual({ kind: 'ok', value: undefined });
  });
});

describe('a token', () => {
  it('is got once for all containers of a project, and lies sealed', async () => {
    await bookings();
    await simplyBook(account).people(1);
    vi.resetModules();
    const { simplyBook: elsewhere } = await import('../../../shared/providers/simplybook/index.ts');
    expect(await elsewhere(account).bookings(DAYS)).toMatchObject({ kind: 'ok' });
    expect(await signIns()).toBe(1);
  });

  it('is asked for once by all who wait', async () => {
    await Promise.all([bookings(), bookings(), simplyBook(account).people(1)]);
    expect(await signIns()).toBe(1);
  });

  it.each([419, 401])(
    'that is over (%i) is replaced once, and the call made again',
    async (overStatus) => {
      await place.tell('/limits', { overStatus });
      await bookings();
      await place.tell('/tokens/expire');
      expect(await bookings()).toMatchObject({ kind: 'ok' });
      expect(await signIns()).toBe(2);
    },
  );

  it('that is over is replaced once for all who had it', async () => {
    await bookings();
    await place.tell('/tokens/expire');
    const all = await Promise.all([bookings(), bookings(), bookings(), bookings()]);
    expect(all.map(({ kind }) => kind)).toEqual(['ok', 'ok', 'ok', 'ok']);
    expect(await signIns()).toBe(2);
  });

  it('is over whatever the status is that its code comes with', async () => {
    await bookings();
    const body = { code: 419, message: 'Token Expired' };
    await place.tell('/fail', { status: 400, path: '/admin/bookings', body });
    expect(await bookings()).toMatchObject({ kind: 'ok' });
    expect(await signIns()).toBe(2);
  });

  it('that is never good is not asked for again and again', async () => {
    await place.tell('/fail', { status: 419, path: '/admin/bookings', times: 9 });
    expect(await bookings()).toMatchObject({ kind: 'disconnected' });
    expect(await signIns()).toBe(2);
  });

  it('of a key that was replaced is not used', async () => {
    await bookings();
    await place.tell('/users', { login: DEMO.login, key: 'new' });
    account = { ...account, key: 'new' };
    expect(await bookings()).toMatchObject({ kind: 'ok' });
    expect(await requests('/admin/bookings')).toHaveLength(2);
  });

  it('comes from the other side where this one does not let the user in', async () => {
    await place.tell('/users', { login: DEMO.login, rpc_only: true });
    expect(await bookings()).toMatchObject({ kind: 'ok' });
  });
});

describe('what goes wrong', () => {
  it.each([
    ['a wrong key', { key: 'x' }, {}, /API user key/],
    ['an unknown company', { company: 'nobody' }, {}, /no company/],
    ['an unknown user', { login: 'nobody' }, {}, /no user/],
    ['a blocked user', {}, { blocked: true }, /blocked/],
    ['a second factor', {}, { two_factor: true }, /second factor/],
  ])('%s: the account is over, in words for its owner', async (_what, wrong, user, words) => {
    await place.tell('/users', { login: DEMO.login, ...user });
    account = { ...account, ...wrong };
    const failed = await bookings();
    expect(failed).toEqual({ kind: 'disconnected', why: expect.stringMatching(words) });
    expect(JSON.stringify(failed)).not.toContain(DEMO.key);
  });

  it('the feature is switched off behind a good token: the account is over', async () => {
    await bookings();
    await place.tell('/companies', { login: DEMO.company, api_enabled: false });
    expect(await bookings()).toMatchObject({
      ...{ kind: 'disconnected', why: expect.stringContaining('custom feature API') },
    });
  });

  it('the user may not see appointments: she is not over, and nothing is empty', async () => {
    await place.tell('/users', { login: DEMO.login, sees_bookings: false });
    expect(await bookings()).toMatchObject({ kind: 'forbidden' });
  });

  it('a limit: not now, and when again', async () => {
    await place.tell('/limits', { perDay: 0 });
    expect(await bookings()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 60 });
    await place.tell('/fail', {
      status: 429,
      headers: { 'retry-after': '90' },
      path: '/admin/bookings',
    });
    expect(await bookings()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 90 });
  });

  it.each([
    ['the list', '/admin/bookings', { status: 503 }],
    ['the sign-in', '/admin/auth', { status: 502 }],
    ['the list, for ever', '/admin/bookings', { status: 500, times: 9 }],
  ])('%s is away: not now, and no judgement of the account', async (_what, path, how) => {
    await place.tell('/fail', { ...how, path });
    expect(await bookings()).toMatchObject({ kind: 'not_now' });
  });

  it('nobody listens', async () => {
    process.env.SIMPLYBOOK_API_ROOT = 'http://127.0.0.1:9/';
    expect(await bookings()).toMatchObject({ kind: 'not_now', untouched: true });
  });
});

describe('credentials that an owner types in', () => {
  const judged = (wrong: object = {}) =>
    checkSimplyBook({ credentials: { ...CREDENTIALS, ...wrong }, settings: {} });

  it('are taken when they open the appointments', async () => {
    expect(await judged()).toEqual({ kind: 'accepted', account: DEMO.company });
  });

  it.each([
    'demosalon.simplybook.me',
    'https://demosalon.simplybook.me',
    ' demosalon',
    'салон\r\nX-A: b',
  ])('that name the company as %j are refused before anybody is asked', async (company_login) => {
    const why = expect.stringMatching(/before \.simplybook\.me/);
    expect(await judged({ company_login })).toEqual({ kind: 'refused', why });
    expect(await place.look('/requests')).toEqual([]);
  });

  it.each([
    ['the feature off', { api_enabled: false }, {}, /custom feature API/],
    ['HIPAA', { hipaa: true }, {}, /HIPAA/],
    ['a user who sees nothing', {}, { sees_bookings: false }, /appointments/],
    ['a second factor', {}, { two_factor: true }, /second factor/],
    ['a blocked user', {}, { blocked: true }, /blocked/],
  ])('are refused for %s, in a sentence that says so', async (_what, company, user, words) => {
    await place.tell('/companies', { login: DEMO.company, ...company });
    await place.tell('/users', { login: DEMO.login, ...user });
    expect(await judged()).toEqual({ kind: 'refused', why: expect.stringMatching(words) });
  });
});
