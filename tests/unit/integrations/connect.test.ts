import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { getConnection, getProject } from '../../../shared/projects/index.ts';
import { startApi } from './api.ts';

// The logger decides when it is built where its lines go: with this, to the console.
vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

const TOKEN = '123456789:very-secret-token-of-a-bot-1234';
const OTHER_TOKEN = '987654321:very-secret-token-of-a-bot-5678';
const [KEY, OTHER_KEY] = ['very-secret-key', 'very-secret-other'];
const SECRET = /very-secret/;

let api: Awaited<ReturnType<typeof startApi>>;
const logged: string[] = [];
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:00:00Z') });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation((...said) => void logged.push(said.join(' ')));
  }
  api = await startApi();
  api.outside.bots.set(TOKEN, 'salon_bot').set(OTHER_TOKEN, 'other_bot');
  api.outside.sendpulse.add('very-secret-sp');
  api.outside.appsheet.add('V2-very-secret');
  api.outside.simplybook.add(KEY).add(OTHER_KEY);
});
afterAll(() => api.close());

let count = 0;
let project: ProjectId;
/** A salon of its own for each test. */
beforeEach(async () => {
  api.outside.down = false;
  count += 1;
  project = await api.make(`salon${count}`, { sphere: 'beauty', country: 'UA' });
});
const owner = () => `${project}-owner`;
const ask = (method: string, path = '', asked: Parameters<typeof api.ask>[2] = {}) =>
  api.ask(method, path, { user: owner(), ...asked });
const connect = (body: object, asked: object = {}) => ask('POST', '/', { body, ...asked });
const telegram = { integration_type_slug: 'telegram' };
/** The login of a user at SimplyBook.me, where a type of the catalogue is connected by a key. */
const login = (user_api_key: string, company_login = 'salon') => ({
  credentials: { company_login, user_login: 'olena', user_api_key },
});
const simplybook = { integration_type_slug: 'simplybook', ...login(KEY) };

describe('connecting a type of the catalogue', () => {
  it('makes an integration that says all but its credentials', async () => {
    const { status, json, body } = await connect({ ...simplybook, settings: { greeting: 'Hi' } });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: 'simplybook',
      integration_type_id: expect.any(Number),
      integration_type_slug: 'simplybook',
      catalogue: true,
      name: 'SimplyBook.me',
      icon: 'simplybook',
      color: expect.any(String),
      status: 'connected',
      reason: null,
      is_active: true,
      account: 'salon',
      credentials: { set: true, fields: ['company_login', 'user_api_key', 'user_login'] },
      settings: { greeting: 'Hi' },
      supports_working_hours: false,
      requires_oauth: false,
      oauth_provider: '',
      connected_at: expect.stringMatching(/Z$/),
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
    });
    expect(body).not.toMatch(SECRET);
    expect(JSON.stringify(await api.row(project, 'simplybook'))).not.toMatch(SECRET);
    expect((await getConnection(project, 'simplybook'))?.credentials.user_api_key).toBe(KEY);
    expect((await ask('GET', '/simplybook/')).json).toEqual(json);
    expect(logged.length).toBeGreaterThan(0);
    expect(logged.join('\n')).not.toMatch(SECRET);
  });

  it('takes the number of the type as well, and needs no credentials where there are none', async () => {
    const { status, json } = await connect({ integration_type_id: 5 });
    expect([status, json.id, json.credentials]).toEqual([
      ...[201, 'telegram', { set: false, fields: [] }],
    ]);
  });

  it.each([
    ['sendpulse', { client_id: 'a', client_secret: 'very-secret-sp' }, {}],
    ['appsheet', { access_key: 'V2-very-secret' }, { app_id: 'abcdefgh-1234', table: 'Bookings' }],
    ['telegram-reception', { bot_token: TOKEN }, {}],
  ])(
    'of a service beside the catalogue is made by one of four at the same moment: %s',
    async (slug, credentials, settings) => {
      const body = { integration_type_slug: slug, credentials, settings };
      const made = await Promise.all([1, 2, 3, 4].map(() => connect(body)));
      expect(made.map(({ status, code }) => code ?? status).sort()).toEqual([
        ...[201, 'integration_exists', 'integration_exists', 'integration_exists'],
      ]);
    },
  );

  it('is refused the second time, also at the same moment', async () => {
    const answers = await Promise.all([connect(telegram), connect(telegram), connect(telegram)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect((await connect(telegram)).code).toBe('integration_exists');
  });

  it.each([
    ['of another sphere', 'zocdoc', 'not_in_sphere', { sphere: 'beauty', spheres: ['health'] }],
    ['of another country', 'booksy', 'not_in_country', { country: 'UA' }],
    ['without an interface', 'dikidi', 'on_request', { needs: 'bridge' }],
    ['for partners', 'easyweek', 'on_request', { needs: 'partnership' }],
    ['that is being prepared', 'gmail', 'on_request', { needs: 'preparation' }],
  ])('%s is refused, and says which', async (_what, slug, code, details) => {
    const { status, json } = await connect({ integration_type_slug: slug });
    expect([status, json.error.code]).toEqual([422, code]);
    expect(json.error.details).toMatchObject(details);
    expect(await api.row(project, slug)).toBeUndefined();
  });

  it('knows no type that there is not', async () => {
    for (const slug of ['myspace', '__proto__', 'toString', 'yclients']) {
      const { status, code } = await connect({ integration_type_slug: slug });
      expect([slug, status, code]).toEqual([slug, 422, 'unknown_integration_type']);
    }
    expect(
      await connect({ integration_type_slug: 'stripe', credentials: { k: 'v' } }),
    ).toMatchObject({
      ...{ status: 422, code: 'on_request' },
    });
    expect((await connect({ integration_type_id: 29 })).code).toBe('unknown_integration_type');
  });

  it.each([
    [{}, 'integration_type_slug'],
    [{ ...telegram, integration_type_id: 5 }, 'integration_type_slug'],
    [{ ...telegram, credentials: { 'Bot-Token': 'x' } }, 'credentials.Bot-Token'],
    [{ ...telegram, credentials: { bot_token: '' } }, 'credentials.bot_token'],
    [{ ...telegram, credentials: { password: 'x' } }, 'credentials.password'],
    [{ ...telegram, settings: { a: [] } }, 'settings.a'],
    [{ ...telegram, is_active: 'yes' }, 'is_active'],
    [{ ...telegram, status: 'connected' }, 'status'],
  ])('refuses %j by the name of the field', async (wish, field) => {
    const { status, json } = await connect(wish);
    expect([status, json.error.code]).toEqual([400, 'invalid_input']);
    expect(json.error.details[0].path).toBe(field);
    expect(await api.row(project, 'telegram')).toBeUndefined();
  });
});

describe('credentials', () => {
  it('that nothing would use are not taken: messages of Telegram come through SendPulse', async () => {
    const given = { ...telegram, credentials: { bot_token: TOKEN } };
    const { status, json } = await connect(given);
    expect([status, json.error.details[0].path]).toEqual([400, 'credentials.bot_token']);
    expect(await api.row(project, 'telegram')).toBeUndefined();
  });

  it('that the service does not take are not stored', async () => {
    const { status, code, body } = await connect({ ...simplybook, ...login('not-a-key') });
    expect([status, code]).toEqual([422, 'credentials_refused']);
    expect(body).not.toContain('not-a-key');
    expect(await api.row(project, 'simplybook')).toBeUndefined();
  });

  it('that nobody can be asked about are not stored: try again', async () => {
    api.outside.down = true;
    const answer = await connect(simplybook);
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
    expect(await api.row(project, 'simplybook')).toBeUndefined();
    expect(logged.join('\n')).not.toMatch(SECRET);
  });

  it('are replaced whole, and mend what needed attention', async () => {
    await connect({ ...simplybook, settings: { a: 1 } });
    const body = login(OTHER_KEY, 'other');
    const { status, json } = await ask('PUT', '/simplybook', { body });
    expect([status, json.account, json.settings]).toEqual([200, 'other', { a: 1 }]);
    const refused = login('x');
    expect((await ask('PUT', '/simplybook', { body: refused })).code).toBe('credentials_refused');
    expect((await getConnection(project, 'simplybook'))?.credentials.user_api_key).toBe(OTHER_KEY);
  });
});

describe('an integration', () => {
  it('changes what is named and keeps the rest', async () => {
    await connect({ ...simplybook, settings: { a: 1, b: 'x' } });
    const put = async (body: object) => (await ask('PUT', '/simplybook/', { body })).json;
    expect(await put({ settings: { c: true } })).toMatchObject({
      ...{ settings: { c: true }, credentials: { set: true }, is_active: true },
    });
    expect(await put({})).toMatchObject({ settings: { c: true } });
    expect(await put({ settings: {} })).toMatchObject({ settings: {} });
    expect(await put({ is_active: false })).toMatchObject({
      is_active: false,
      status: 'connected',
    });
  });

  it('is switched off and on; off, it has no effect', async () => {
    await connect(simplybook);
    const off = await ask('POST', '/simplybook/deactivate/');
    expect([off.status, off.json.is_active]).toEqual([200, false]);
    expect(await getConnection(project, 'simplybook')).toBeUndefined();
    vi.setSystemTime(Date.now() + 1_000);
    expect((await ask('POST', '/simplybook/deactivate')).json).toEqual(off.json);
    const on = await ask('POST', '/simplybook/activate');
    expect([on.status, on.json.is_active]).toEqual([200, true]);
    expect(await getConnection(project, 'simplybook')).toBeDefined();
  });

  it('is forgotten whole, once', async () => {
    await connect(simplybook);
    const gone = await ask('DELETE', '/simplybook/');
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    expect(await api.row(project, 'simplybook')).toBeUndefined();
    for (const [method, path, body] of [
      ['GET', '/simplybook', undefined],
      ['PUT', '/simplybook', {}],
      ['DELETE', '/simplybook', undefined],
      ['POST', '/simplybook/activate', undefined],
      ['POST', '/simplybook/check', undefined],
      ['POST', '/simplybook/deactivate', undefined],
    ] as const) {
      const { status, code } = await ask(method, path, { body });
      expect([method, path, status, code]).toEqual([method, path, 404, 'integration_not_found']);
    }
    expect((await connect(simplybook)).status).toBe(201);
  });
});

describe('a service beside the catalogue', () => {
  const appsheet = {
    integration_type_slug: 'appsheet',
    credentials: { access_key: 'V2-very-secret' },
    settings: { app_id: 'app-12345678', table: 'Bookings' },
  };

  it('is connected as the configuration does it, and shown as the same thing', async () => {
    const { status, json } = await connect(appsheet);
    expect([status, json.catalogue, json.integration_type_id]).toEqual([201, false, null]);
    expect(json).toMatchObject({
      credentials: { set: true, fields: ['access_key'] },
      settings: { app_id: 'app-12345678', table: 'Bookings', host: 'www.appsheet.com' },
    });
    expect((await getProject(project))?.appSheet).toMatchObject({ appId: 'app-12345678' });
    const change = { settings: { app_id: 'app-12345678', table: 'Visits' } };
    expect((await ask('PUT', '/appsheet', { body: change })).json.settings.table).toBe('Visits');
    expect((await getConnection(project, 'appsheet'))?.credentials.access_key).toMatch(SECRET);
    expect((await ask('DELETE', '/appsheet')).status).toBe(204);
    expect((await getProject(project))?.appSheet).toBeUndefined();
    expect(await getConnection(project, 'appsheet')).toBeUndefined();
  });

  it.each([
    [{ settings: { table: 'T' } }, 'settings.app_id'],
    [{ settings: { ...appsheet.settings, colour: 'red' } }, 'settings.colour'],
    [{ settings: { ...appsheet.settings, host: 'evil.example' } }, 'settings.host'],
    [{ credentials: { access_key: 'short' } }, 'credentials.access_key'],
    [{ credentials: {} }, 'credentials.access_key'],
  ])('refuses %j in the words of the caller', async (part, field) => {
    const { status, json } = await connect({ ...appsheet, ...part });
    expect([status, json.error.code]).toEqual([400, 'invalid_input']);
    expect(json.error.details.map(({ path }: { path: string }) => path)).toContain(field);
    expect(await api.row(project, 'appsheet')).toBeUndefined();
  });

  it('changes nothing else of the configuration', async () => {
    for (const settings of [{ name: 'Hacked' }, { country: 'US' }, { reception: 'x' }]) {
      const wish = { integration_type_slug: 'sendpulse', settings };
      const credentials = { client_id: 'id', client_secret: 'very-secret-sp' };
      const { status } = await connect({ ...wish, credentials });
      expect([settings, status]).toEqual([settings, 400]);
    }
    expect(await getProject(project)).toMatchObject({ name: project, country: 'UA', version: 1 });
  });

  it('keeps SendPulse’s secret sealed, and its bot in the configuration', async () => {
    const credentials = { client_id: 'id', client_secret: 'very-secret-sp' };
    const wish = { integration_type_slug: 'sendpulse', settings: { bot_id: 'bot-1' } };
    expect(
      (await connect({ ...wish, credentials: { ...credentials, client_secret: 'no' } })).code,
    ).toBe('credentials_refused');
    expect((await getProject(project))?.sendpulseBotId).toBeUndefined();
    const { json } = await connect({ ...wish, credentials });
    expect(json).toMatchObject({ name: 'SendPulse', settings: { bot_id: 'bot-1' } });
    expect((await getConnection(project, 'sendpulse'))?.credentials).toEqual(credentials);
    expect((await getProject(project))?.sendpulseBotId).toBe('bot-1');
    await ask('DELETE', '/sendpulse');
    expect(await getConnection(project, 'sendpulse')).toBeUndefined();
  });

  it('connects the bots of reception and specialists, each with its own token', async () => {
    const bot = (role: string, bot_token: string) =>
      connect({ integration_type_slug: `telegram-${role}`, credentials: { bot_token } });
    expect((await bot('reception', TOKEN)).json).toMatchObject({ account: '@salon_bot' });
    const twice = await bot('specialist', TOKEN);
    expect([twice.status, twice.json.error.details[0].path]).toEqual([
      ...[400, 'credentials.bot_token'],
    ]);
    expect((await bot('specialist', OTHER_TOKEN)).status).toBe(201);
    expect((await getProject(project))?.bots).toEqual({
      ...{ reception: 123456789, specialist: 987654321 },
    });
    await ask('DELETE', '/telegram-reception');
    expect((await getProject(project))?.bots).toEqual({ specialist: 987654321 });
  });

  it('stands in the list when the configuration connected it', async () => {
    const config = { specialist_bot: { bot_token: OTHER_TOKEN } };
    const id = await api.make(`configured${count}`, config);
    const list = await api.ask('GET', '/', { user: `${id}-owner` });
    expect(list.json.integrations).toHaveLength(1);
    expect(list.json.integrations[0]).toMatchObject({
      ...{ id: 'telegram-specialist', catalogue: false, status: 'connected', is_active: true },
      ...{ credentials: { set: true, fields: ['bot_token'] } },
    });
  });
});

describe('the list', () => {
  beforeEach(async () => {
    await connect({
      integration_type_slug: 'telegram-reception',
      credentials: { bot_token: TOKEN },
    });
    await connect(telegram);
    await connect({
      integration_type_slug: 'sendpulse',
      credentials: { client_id: 'id', client_secret: 'very-secret-sp' },
    });
    await ask('POST', '/telegram-reception/deactivate');
  });
  const ids = async (query: Record<string, string> = {}) =>
    (await ask('GET', '/', { query })).json.integrations.map(({ id }: { id: string }) => id);

  it('stands in the order of the catalogue, services beside it last', async () => {
    expect(await ids()).toEqual(['telegram', 'sendpulse', 'telegram-reception']);
  });

  it('is filtered', async () => {
    expect(await ids({ catalogue: 'true' })).toEqual(['telegram']);
    expect(await ids({ catalogue: 'false', is_active: 'true' })).toEqual(['sendpulse']);
    expect(await ids({ status: 'needs_attention' })).toEqual([]);
    const { status, json } = await ask('GET', '/', { query: { status: 'fine' } });
    expect([status, json.error.details[0].path]).toEqual([400, 'status']);
  });

  it('comes page by page, also when the last one seen is filtered out', async () => {
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { limit: '1', ...(cursor === undefined ? {} : { cursor }) };
      const { json } = await ask('GET', '/', { query });
      seen.push(...json.integrations.map(({ id }: { id: string }) => id));
      cursor = json.cursor;
    } while (cursor !== undefined);
    expect(seen).toEqual(['telegram', 'sendpulse', 'telegram-reception']);
    expect(await ids({ cursor: 'telegram', catalogue: 'false' })).toHaveLength(2);
    expect((await ask('GET', '/', { query: { cursor: 'zoom' } })).code).toBe('invalid_cursor');
  });

  it('tells no secret', async () => {
    expect((await ask('GET')).body).not.toMatch(SECRET);
  });
});

describe('a package', () => {
  it('without the integrations of a sphere refuses them, not the general ones', async () => {
    const { mayConnect } = await import('../../../shared/integrations/index.ts');
    const { integrationType } = await import('../../../shared/catalogue/index.ts');
    const square = integrationType('square');
    const free = { integrations: 'general', workingHours: false } as const;
    const salon = { sphere: 'beauty', country: 'UA' } as const;
    if (!square) throw new Error('no such type');
    const { needs: _, ...connectable } = square;
    expect(mayConnect(connectable, salon, free)?.refused).toBe('not_in_package');
    expect(mayConnect(connectable, salon, { ...free, integrations: 'all' })).toBeUndefined();
    expect(mayConnect(connectable, {}, free)?.refused).toBe('not_in_sphere');
    const id = await api.make(`free${count}`, {}, 'free');
    expect((await api.ask('POST', '/', { user: `${id}-owner`, body: telegram })).status).toBe(201);
  });
});

describe('who may', () => {
  const EVERY = [
    ['GET', '/', 'member'],
    ['POST', '/', 'owner'],
    ['GET', '/telegram', 'member'],
    ['PUT', '/telegram', 'owner'],
    ['POST', '/telegram/activate', 'owner'],
    ['POST', '/telegram/check', 'owner'],
    ['POST', '/telegram/deactivate', 'owner'],
    ['DELETE', '/telegram', 'owner'],
  ] as const;

  it('call: owners all, operators look, strangers and nobody nothing', async () => {
    await connect({ ...telegram, settings: { canary: 'CANARY' } });
    const other = await api.make(`other${count}`, {});
    for (const [method, path, access] of EVERY) {
      const body = method === 'POST' && path === '/' ? telegram : {};
      const as = async (user: string | null, project?: string) => {
        const named = project === undefined ? {} : { project };
        const answer = await api.ask(method, path, { user, body, ...named });
        return [answer.status, answer.code, /CANARY/.test(answer.body ?? '')];
      };
      expect(await as(null), `${method} ${path}`).toEqual([401, 'unauthorized', false]);
      expect(await as('somebody')).toEqual([400, 'project_required', false]);
      expect(await as('somebody', project)).toEqual([404, 'project_not_found', false]);
      expect(await as(`${other}-owner`, project)).toEqual([404, 'project_not_found', false]);
      const operator = await as(`${project}-operator`);
      if (access === 'owner') expect(operator).toEqual([403, 'owner_required', false]);
      else expect(operator[0]).toBe(200);
      // In a project of one's own there is nothing of the other's.
      const [, , leaked] = await as(`${other}-owner`, other);
      expect(leaked).toBe(false);
    }
    expect((await ask('GET', '/telegram')).json.settings).toEqual({ canary: 'CANARY' });
  });
});
