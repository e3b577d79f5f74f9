import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { readToken, saveToken } from '../../../shared/platform/access-token.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { platformSecret } from '../../../shared/platform/secrets/platform-secret.ts';
import { getConnection, getProject } from '../../../shared/projects/index.ts';
import { CREDENTIALS, DEMO, type Stand, stand } from '../../contract/simplybook/stand.ts';
import { startApi } from './api.ts';

/** Connecting a company at SimplyBook.me: a type of the catalogue whose credentials an owner types in. */

let api: Awaited<ReturnType<typeof startApi>>;
let place: Stand;
beforeAll(async () => {
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  api = await startApi();
  place = await stand();
});
afterAll(() => Promise.all([api.close(), place.close()]));

let count = 0;
let project: ProjectId;
const make = async (config: object, packageName?: 'free') => {
  count += 1;
  project = await api.make(`simply${count}`, config, packageName);
};
beforeEach(async () => {
  process.env.SIMPLYBOOK_API_ROOT = place.url;
  await place.tell('/reset');
  await make({ sphere: 'beauty', country: 'JP' });
});
const ask = (method: string, path = '', body?: object) =>
  api.ask(method, path, { user: `${project}-owner`, ...(body ? { body } : {}) });
const connect = (more: object = {}) =>
  ask('POST', '/', { integration_type_slug: 'simplybook', credentials: CREDENTIALS, ...more });
const connected = async () => (await getProject(project))?.connected ?? [];

describe('who may connect it', () => {
  it.each([
    ['a business of another sphere', { sphere: 'health' }, undefined, 422, 'not_in_sphere'],
    ['a business without a sphere', {}, undefined, 422, 'not_in_sphere'],
    ['a business that pays nothing', { sphere: 'beauty' }, 'free', 403, 'not_in_package'],
  ] as const)(
    '%s may not, and no one is asked',
    async (_what, config, packageName, status, code) => {
      await make(config, packageName);
      const answer = await connect();
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(await place.look('/requests')).toEqual([]);
      expect(await connected()).toEqual([]);
    },
  );

  it('a salon of any country may', async () => {
    const { status, json } = await connect();
    expect([status, json.status, json.account]).toEqual([201, 'connected', DEMO.company]);
    const fields = ['company_login', 'user_api_key', 'user_login'];
    expect(json.credentials).toEqual({ set: true, fields });
    expect(await connected()).toEqual(['simplybook']);
    expect((await getConnection(project, 'simplybook'))?.credentials).toEqual(CREDENTIALS);
    expect(JSON.stringify(await api.row(project, 'simplybook'))).not.toContain(DEMO.key);
    expect((await connect()).code).toBe('integration_exists');
  });
});

describe('credentials', () => {
  it('are named when they are missing, or too many', async () => {
    const { user_login: _, ...some } = CREDENTIALS;
    const { status, json } = await connect({ credentials: { ...some, password: 'x' } });
    expect([status, json.error.code]).toEqual([400, 'invalid_input']);
    expect(json.error.details.map(({ path }: { path: string }) => path)).toEqual([
      ...['credentials.user_login', 'credentials.password'],
    ]);
    expect((await connect({ credentials: {} })).status).toBe(400);
  });

  it.each([
    ['company_login', 'nobody', /no company/],
    ['user_login', 'nobody', /no user/],
    ['user_api_key', 'very-secret-wrong', /API user key/],
  ])('with a wrong %s are refused in a sentence, and not stored', async (name, value, words) => {
    const { status, json, body } = await connect({
      credentials: { ...CREDENTIALS, [name]: value },
    });
    expect([status, json.error.code]).toEqual([422, 'credentials_refused']);
    expect(json.error.message).toMatch(words);
    expect(body).not.toContain('very-secret');
    expect([await api.row(project, 'simplybook'), await connected()]).toEqual([undefined, []]);
  });

  it('of a user with a second factor are refused', async () => {
    await place.tell('/users', { login: DEMO.login, two_factor: true });
    const { status, json } = await connect();
    expect([status, json.error.message]).toEqual([422, expect.stringMatching(/second factor/)]);
  });

  it('that nobody can be asked about are not stored: try again', async () => {
    await place.tell('/fail', { status: 503, path: '/admin/auth' });
    expect((await connect()).status).toBe(503);
    expect(await api.row(project, 'simplybook')).toBeUndefined();
    expect((await connect()).status).toBe(201);
  });

  it('that are wrong change nothing of those that work; right ones replace them', async () => {
    await connect();
    const change = (key: string) =>
      ask('PUT', '/simplybook', { credentials: { ...CREDENTIALS, user_api_key: key } });
    expect((await change('wrong')).code).toBe('credentials_refused');
    expect((await getConnection(project, 'simplybook'))?.credentials).toEqual(CREDENTIALS);
    await place.tell('/users', { login: DEMO.login, key: 'new' });
    expect((await change('new')).json.status).toBe('connected');
    expect((await getConnection(project, 'simplybook'))?.credentials.user_api_key).toBe('new');
  });
});

describe('the switch', () => {
  it('takes its effect away at once, and gives it back', async () => {
    await connect({ is_active: false });
    expect(await connected()).toEqual([]);
    await ask('POST', '/simplybook/activate');
    expect(await connected()).toEqual(['simplybook']);
    await ask('POST', '/simplybook/deactivate');
    expect([await connected(), await getConnection(project, 'simplybook')]).toEqual([
      ...[[], undefined],
    ]);
    await ask('PUT', '/simplybook', { is_active: true });
    expect(await connected()).toEqual(['simplybook']);
    const owner = { secret: await platformSecret(), projectId: project, provider: 'simplybook' };
    const present = new Date().toISOString();
    await saveToken(owner, { token: 'sealed', credentialsId: 'its' }, 60, present);
    expect((await ask('DELETE', '/simplybook')).status).toBe(204);
    expect(await readToken(owner, present)).toBeUndefined();
    expect([await connected(), await api.row(project, 'simplybook')]).toEqual([[], undefined]);
  });
});
