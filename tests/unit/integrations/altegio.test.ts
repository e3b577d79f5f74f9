import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { getConnection, getProject, setConnected } from '../../../shared/projects/index.ts';
import { forgetPace } from '../../../shared/providers/altegio/pace.ts';
import { STAND_IN_USER, type Stand, stand } from '../../contract/altegio/stand.ts';
import { startApi } from './api.ts';

// The logger decides when it is built where its lines go: with this, to the console.
vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

/** How an owner connects the location of her salon at Altegio. */

let api: Awaited<ReturnType<typeof startApi>>;
let service: Stand;
const logged: string[] = [];
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:00:00Z') });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...said) => void logged.push(said.join(' ')));
  }
  api = await startApi();
  service = await stand();
  process.env.ALTEGIO_API_ROOT = service.url;
});
afterAll(() => Promise.all([api.close(), service.close()]));

const OTHER = 'another-very-secret-token';
const ALTEGIO = {
  integration_type_slug: 'altegio',
  credentials: { user_token: STAND_IN_USER },
  settings: { location_id: 100001 },
};

let count = 0;
let project: ProjectId;
beforeEach(async () => {
  count += 1;
  service.provider.reset();
  forgetPace();
  await service.tell('/limits', { perSecond: null, perMinute: null });
  project = await api.make(`diva${count}`, { sphere: 'beauty', country: 'UA' });
});
const ask = (method: string, path: string, body?: object) =>
  api.ask(method, path, { user: `${project}-owner`, ...(body ? { body } : {}) });
const connect = (different: object = {}) => ask('POST', '/', { ...ALTEGIO, ...different });
const connected = async () => (await getProject(project))?.connected ?? [];

describe('Altegio', () => {
  it('is connected beside the catalogue, for every package, and says whose it is', async () => {
    project = await api.make(`free${count}`, { sphere: 'general' }, 'free');
    const { status, json, body } = await connect();
    expect(status).toBe(201);
    expect(json).toMatchObject({
      ...{ id: 'altegio', integration_type_id: null, catalogue: false, name: 'Altegio' },
      ...{ status: 'connected', reason: null, is_active: true },
      account: 'Diva (100001), Europe/Kyiv',
      credentials: { set: true, fields: ['user_token'] },
      settings: { location_id: 100001 },
      ...{ requires_oauth: false, supports_working_hours: false },
    });
    expect(body).not.toContain(STAND_IN_USER);
    expect((await ask('GET', '/altegio')).json).toEqual(json);
    expect(JSON.stringify(await api.row(project, 'altegio'))).not.toContain(STAND_IN_USER);
    expect(logged.join('\n')).not.toContain(STAND_IN_USER);
    expect(await connected()).toEqual(['altegio']);
    // As when the function died before the project knew.
    await setConnected(project, 'altegio', false, 'test');
    expect((await connect()).code).toBe('integration_exists');
    expect(await connected()).toEqual(['altegio']);
  });

  it.each<[string, object, string]>([
    ['no token', { credentials: {} }, 'credentials.user_token'],
    ['no location', { settings: {} }, 'settings.location_id'],
    ['a login instead', { credentials: { login: 'a', user_token: 'b' } }, 'credentials.login'],
  ])('with %s is refused in the words of the caller', async (_, different, field) => {
    const { status, json } = await connect(different);
    expect([status, json.error.details[0].path]).toEqual([400, field]);
    expect([await api.row(project, 'altegio'), service.requests()]).toEqual([undefined, []]);
  });

  it.each<[string, () => Promise<unknown>, object, RegExp]>([
    ['a token of nobody', async () => {}, { credentials: { user_token: OTHER } }, /user token/],
    [
      'two tokens',
      async () => {},
      { credentials: { user_token: 'a, User b\r\nx: y' } },
      /user token/,
    ],
    [
      'a location that is not there',
      async () => {},
      { settings: { location_id: '7' } },
      /location 7/,
    ],
    [
      'no number',
      async () => {},
      { settings: { location_id: '../auth' } },
      /number of the location/,
    ],
    [
      'no right to the journal',
      () => service.tell('/users', { journal: false }),
      {},
      /Журнал запису/,
    ],
    ['a licence that is over', () => service.tell('/locations', { licence: false }), {}, /licence/],
    [
      'a refused installation',
      () => service.tell('/partner', { revoked: true }),
      {},
      /partner token/,
    ],
  ])(
    'with %s is refused in a sentence, and nothing is kept',
    async (_, prepare, different, why) => {
      await prepare();
      const { status, json, body } = await connect(different);
      expect([status, json.error.code]).toEqual([422, 'credentials_refused']);
      expect(json.error.message).toMatch(why);
      expect(body).not.toContain(OTHER);
      expect([await api.row(project, 'altegio'), await connected()]).toEqual([undefined, []]);
    },
  );

  it('that does not answer, or is asked too often, is to be tried again', async () => {
    service.provider.fail({ status: 502 });
    expect((await connect()).status).toBe(503);
    service.provider.fail({ status: 429 });
    expect((await connect()).status).toBe(503);
    expect(await api.row(project, 'altegio')).toBeUndefined();
  });

  it('gets another token or location only when both fit', async () => {
    await connect();
    await service.tell('/locations', { id: 200002, title: 'Diva Lviv' });
    const put = (body: object) => ask('PUT', '/altegio', body);
    expect((await put({ settings: { location_id: 200002 } })).code).toBe('credentials_refused');
    expect((await put({ settings: {} })).code).toBe('invalid_input');
    await service.tell('/users', { token: OTHER, locations: [200002] });
    expect((await put({ credentials: { user_token: OTHER } })).code).toBe('credentials_refused');
    const both = { credentials: { user_token: OTHER }, settings: { location_id: 200002 } };
    expect((await put(both)).json).toMatchObject({
      ...{ account: 'Diva Lviv (200002), Europe/Kyiv', settings: { location_id: 200002 } },
    });
    expect((await getConnection(project, 'altegio'))?.credentials).toEqual({ user_token: OTHER });
  });

  it('has its switch in the project, however it is switched, and is gone when it is taken away', async () => {
    await connect({ is_active: false });
    expect(await connected()).toEqual([]);
    const states: unknown[] = [];
    for (const [method, path, body] of [
      ['POST', '/altegio/activate', undefined],
      ['POST', '/altegio/deactivate', undefined],
      ['PUT', '/altegio', { is_active: true }],
      ['PUT', '/altegio', { is_active: false }],
      ['PUT', '/altegio', { is_active: true }],
    ] as const) {
      expect((await ask(method, path, body)).status).toBe(200);
      states.push(await connected());
    }
    expect(states).toEqual([['altegio'], [], ['altegio'], [], ['altegio']]);
    expect((await ask('DELETE', '/altegio')).status).toBe(204);
    expect([await connected(), await api.row(project, 'altegio')]).toEqual([[], undefined]);
  });
});
