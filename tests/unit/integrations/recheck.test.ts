import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  AlertEntity,
  type AlertKind,
  integrationLost,
} from '../../../shared/conversations/index.ts';
import {
  getIntegration,
  noteConnected,
  recheck,
  saveCredentials,
  signInOver,
} from '../../../shared/integrations/index.ts';
import { OAuthGrantEntity, sealedGrant } from '../../../shared/integrations/oauth/oauth-grant.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { getProject, type Provider, setConnected } from '../../../shared/projects/index.ts';
import { startApi } from './api.ts';

/** Whether what is stored still holds, asked again: by a person, with the switch, and by upkeep. */

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

const TOKEN = '123456789:very-secret-token-of-a-bot-1234';
const MORNING = Date.parse('2026-11-21T10:00:00Z');
const now = () => new Date().toISOString();

let api: Awaited<ReturnType<typeof startApi>>;
let count = 0;
let project: ProjectId;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MORNING });
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  vi.setSystemTime(MORNING);
  Object.assign(api.outside, { down: false });
  api.outside.bots.set(TOKEN, 'salon_bot');
  count += 1;
  project = await api.make(`again${count}`, { sphere: 'beauty', country: 'UA' });
});

const ask = (method: string, path: string, body?: unknown) =>
  api.ask(method, path, { user: `${project}-owner`, ...(body ? { body } : {}) });
const connect = () =>
  ask('POST', '/', {
    ...{ integration_type_slug: 'telegram-reception', credentials: { bot_token: TOKEN } },
  });
const check = () => ask('POST', '/telegram-reception/check/');
const told = async (subject = 'reception', kind: AlertKind = 'bot_disabled') => {
  const key = { projectId: project, kind, subject };
  return (await AlertEntity.build(GetItemCommand).key(key).send()).Item?.count;
};
const REFUSED = {
  code: 'credentials_refused',
  message: 'Telegram does not know this bot token.',
};

describe('a check that somebody asks for', () => {
  it('says the truth, tells the people once, and mends by itself', async () => {
    await connect();
    expect((await check()).json).toMatchObject({ status: 'connected', reason: null });
    api.outside.bots.delete(TOKEN);
    const first = await check();
    expect([first.status, first.json.status]).toEqual([200, 'needs_attention']);
    expect(first.json.reason).toEqual({ ...REFUSED, since: '2026-11-21T10:00:00.000Z' });
    vi.setSystemTime(MORNING + 60_000);
    expect((await check()).json).toEqual(first.json);
    expect(await told()).toBe(1);

    api.outside.bots.set(TOKEN, 'salon_bot');
    const mended = await check();
    expect(mended.json).toMatchObject({ status: 'connected', reason: null, account: '@salon_bot' });
    expect(mended.body).not.toContain('very-secret');
  });

  it('changes nothing while the service is away, and says when to come again', async () => {
    await connect();
    api.outside.down = true;
    const { status, headers } = await check();
    expect([status, headers['retry-after']]).toEqual([503, '1']);
    expect((await getIntegration(project, 'telegram-reception'))?.status).toBe('connected');
  });

  it('looks also at what is switched off', async () => {
    await connect();
    await ask('POST', '/telegram-reception/deactivate');
    api.outside.bots.delete(TOKEN);
    expect((await check()).json).toMatchObject({ status: 'needs_attention', is_active: false });
  });

  it('leaves alone what has nothing to ask about, and finds nothing where there is nothing', async () => {
    expect(await check()).toMatchObject({ status: 404, code: 'integration_not_found' });
    await ask('POST', '/', { integration_type_slug: 'telegram' });
    expect((await ask('POST', '/telegram/check')).json).toMatchObject({ status: 'connected' });
  });
});

describe('switching on what needs attention', () => {
  beforeEach(async () => {
    await connect();
    api.outside.bots.delete(TOKEN);
    await check();
    await ask('POST', '/telegram-reception/deactivate');
  });
  const activate = async () => (await ask('POST', '/telegram-reception/activate/')).json;

  it('says whether it still does', async () => {
    expect(await activate()).toMatchObject({ is_active: true, status: 'needs_attention' });
    api.outside.bots.set(TOKEN, 'salon_bot');
    expect(await activate()).toMatchObject({ is_active: true, status: 'connected', reason: null });
  });

  it('is done although the service is away', async () => {
    api.outside.down = true;
    expect(await activate()).toMatchObject({ is_active: true, status: 'needs_attention' });
  });
});

describe('asking again', () => {
  const credentials = { bot_token: TOKEN };
  const slug = 'telegram-reception' as Provider;
  const again = async (
    judge: () => Promise<{ kind: 'accepted' } | { kind: 'refused'; why: string }>,
    heals: 'credentials_refused' | 'any' = 'credentials_refused',
  ) => {
    const [integration, whole] = await Promise.all([
      getIntegration(project, slug),
      getProject(project),
    ]);
    if (!integration || !whole) throw new Error('There is no integration.');
    const ports = { checks: { [slug]: judge }, providers: [], lost: integrationLost, now };
    await recheck(integration, whole, heals, ports);
    return (await getIntegration(project, slug))?.status;
  };
  const no = { kind: 'refused', why: 'No.' } as const;
  const yes = { kind: 'accepted' } as const;
  beforeEach(() => connect());

  it('blames no credentials that came while the old ones were asked about', async () => {
    const status = await again(async () => {
      vi.setSystemTime(MORNING + 1_000);
      await saveCredentials({ projectId: project, slug, credentials, actor: 'o', now: now() });
      return no;
    });
    expect(status).toBe('connected');
    expect(await told()).toBeUndefined();
  });

  it('takes no trouble away that became known meanwhile', async () => {
    await again(async () => no);
    vi.setSystemTime(MORNING + 1_000);
    const status = await again(async () => {
      await again(async () => yes);
      vi.setSystemTime(MORNING + 2_000);
      await again(async () => no);
      return yes;
    });
    expect(status).toBe('needs_attention');
  });

  it('ends no trouble of another kind unless a person asks', async () => {
    const trouble = { projectId: project, slug, code: 'not_allowed', message: 'Not this.' };
    await integrationLost({ ...trouble, now: now() });
    expect(await again(async () => yes)).toBe('needs_attention');
    expect(await again(async () => yes, 'any')).toBe('connected');
  });

  it('asks nothing about a key of another form', async () => {
    const other = { api_key: 'static' };
    await saveCredentials({ projectId: project, slug, credentials: other, actor: 'o', now: now() });
    expect(await again(async () => no)).toBe('connected');
  });

  it('changes nothing when the service cannot say', async () => {
    const away = async () => {
      throw new PassingFault('away');
    };
    await expect(again(away)).rejects.toThrow(PassingFault);
    expect((await getIntegration(project, slug))?.status).toBe('connected');
  });
});

describe('a sign-in that is over', () => {
  it.each([
    ['google-calendar', false],
    ['square', true],
  ] as const)('of %s turns it once and stays so until somebody signs in', async (slug, kept) => {
    const projectId = project;
    await noteConnected({ projectId, slug, account: 'a@b.c', actor: 'o', now: now() });
    await setConnected(projectId, slug, true, 'o');
    const grant = { projectId, slug, grantedAt: now() };
    await signInOver(grant, integrationLost, now());
    await signInOver(grant, integrationLost, now());
    expect(await told(slug, 'integration_attention')).toBe(1);
    // What was read there holds; nothing else is tried in her name.
    expect((await getProject(projectId))?.connected?.includes(slug)).toBe(kept);
    const checked = await ask('POST', `/${slug}/check`);
    expect(checked.json).toMatchObject({
      status: 'needs_attention',
      reason: { code: 'sign_in_over' },
    });
  });

  it('says nothing of what its owner granted anew meanwhile', async () => {
    const projectId = project;
    const slug = 'google-calendar';
    const before = { projectId, slug, grantedAt: addSeconds(now(), -60) };
    await noteConnected({ projectId, slug, account: 'a@b.c', actor: 'o', now: now() });
    await setConnected(projectId, slug, true, 'o');
    await OAuthGrantEntity.build(PutItemCommand)
      .item({
        ...{ projectId, slug, provider: 'google', account: { id: '1', name: 'a@b.c' } },
        ...{ version: 2, grantedAt: now() },
        sealedGrant: await sealedGrant(projectId, slug, { accessToken: 'x' }),
      })
      .send();
    await signInOver(before, integrationLost, now());
    expect((await getIntegration(projectId, slug))?.status).toBe('connected');
    expect(await told(slug, 'integration_attention')).toBeUndefined();
    expect((await getProject(projectId))?.connected).toContain(slug);
  });
});
