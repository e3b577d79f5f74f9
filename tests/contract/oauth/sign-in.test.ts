import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import { VirtualClock } from '../../../infra/local/time/virtual-clock.ts';
import {
  endGrant,
  type Finished,
  finishConnection,
  goOn,
  startConnection,
  takeBackGrant,
  validToken,
} from '../../../shared/integrations/oauth/index.ts';
import { isRefusal, PassingFault } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { SERVICES } from './services.ts';

const API = 'https://desk.example';
const BROWSER = 'what this browser keeps';
const START = Date.parse('2026-11-20T10:00:00.000Z');
const DAY_MS = 86_400_000;

let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    PLATFORM_KEY: 'k'.repeat(40),
    ...Object.fromEntries(
      SERVICES.flatMap(({ provider: { credentials }, client }) => [
        [credentials.id, client.id],
        [credentials.secret, client.secret],
      ]),
    ),
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

let projects = 0;

describe.each(SERVICES)('$provider.name', (service) => {
  const { provider, slug } = service;
  const clock = new VirtualClock(0, () => START);
  const now = () => new Date(clock.now()).toISOString();
  let served: Awaited<ReturnType<typeof serveProvider>>;
  let projectId: ProjectId;
  let told: string[];

  beforeAll(async () => {
    served = await serveProvider(service.create(clock), () => new Date(clock.now()));
    process.env[service.root] = served.url;
  });
  afterAll(async () => {
    delete process.env[service.root];
    await served.close();
  });
  beforeEach(async () => {
    projects += 1;
    projectId = `signed_in_${projects}` as ProjectId;
    told = [];
    await control('/reset');
  });

  async function control(path: string, body: unknown = {}): Promise<void> {
    const answer = await fetch(`${served.control}${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    expect(answer.status).toBe(200);
  }
  const tokenPath = new RegExp(`^${service.tokenPath.replace('*', '[^/]*')}`);
  const requests = async (): Promise<{ path: string; method: string; body: never }[]> =>
    (await (await fetch(`${served.control}/requests`)).json()) as never;
  const tokenCalls = async () =>
    (await requests()).filter(({ path }) => tokenPath.test(path)).length;

  async function start(project = projectId, type = slug, browser = BROWSER): Promise<URL> {
    const started = await startConnection(
      {
        ...{ projectId: project, userId: 'u1' as UserId, slug: type, language: 'uk' },
        ...{ apiUrl: API, now: now() },
      },
      [provider],
    );
    if (isRefusal(started)) throw new Error(started.message);
    const state = new URL(started.pageUrl).searchParams.get('state') ?? '';
    const page = await goOn({ state, browser, now: now() }, [provider]);
    return new URL(page ?? 'none:');
  }
  /** Presses the button; what the browser is sent to. */
  async function decide(page: URL): Promise<URL> {
    page.searchParams.set('decision', 'next');
    const answer = await fetch(page, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    return new URL(answer.headers.get('location') ?? '');
  }
  const come = (back: URL, name = provider.name, browser = BROWSER): Promise<Finished> =>
    finishConnection(
      { provider: name, browser, ...Object.fromEntries(back.searchParams) },
      [provider],
      now(),
      async () => undefined,
    );
  const connect = async (project = projectId, type = slug) =>
    come(await decide(await start(project, type)));
  const token = (refused?: string, type = slug) =>
    validToken(
      { projectId, slug: type },
      provider,
      {
        now,
        over: async (_, why) => void told.push(why),
        pause: () => new Promise((resolve) => setImmediate(resolve)),
      },
      refused,
    );
  const works = async (accessToken: unknown) =>
    (await provider.whoIs(service.client, { accessToken: String(accessToken) })).kind === 'ok';

  it('shows a page to a person, and asks for no more than the type needs', async () => {
    const page = await start();
    const shown = await fetch(page);
    expect(shown.status).toBe(200);
    expect(await shown.text()).toContain('Allow');
    const asked = page.searchParams.get('scope')?.split(/[ ,]/);
    expect(asked).toEqual(provider.scopes[slug]);
    expect(page.searchParams.get('redirect_uri')).toBe(
      `${API}/api/integrations/oauth/${provider.name}/callback`,
    );
  });

  it('connects, says whose account it is, and its token works', async () => {
    const finished = await connect();
    expect(finished).toMatchObject({ end: 'connected', way: { projectId, slug, language: 'uk' } });
    expect(finished.end === 'connected' && finished.account.name).toBeTruthy();
    expect(await works(await token())).toBe(true);
  });

  it('keeps no token that could be read at rest', async () => {
    await connect();
    const held = String(await token());
    const { Items: rows } = await new DynamoDBClient().send(
      new ScanCommand({ TableName: dynoxide.tableName }),
    );
    expect(JSON.stringify(rows)).toContain(`OAUTH_GRANT#${slug}`);
    expect(JSON.stringify(rows)).not.toContain(held);
  });

  it('is connected by nothing but a fresh return: not twice, not late, not forged, not by another provider', async () => {
    const back = await decide(await start());
    expect((await come(back)).end).toBe('connected');
    const tokens = await tokenCalls();
    expect((await come(back)).end).toBe('unknown');

    const late = await decide(await start());
    clock.advance(601_000);
    expect((await come(late)).end).toBe('unknown');

    const other = await decide(await start());
    expect((await come(other, 'somebody-else')).end).toBe('unknown');
    expect((await come(other)).end).toBe('unknown');

    const forged = await decide(await start());
    const state = forged.searchParams.get('state') ?? '';
    for (const bent of ['', 'x', `${state}x`, `x${state}`, state.replace('.', ''), `${state}.y`]) {
      forged.searchParams.set('state', bent);
      expect((await come(forged)).end).toBe('unknown');
    }
    forged.searchParams.delete('state');
    expect((await come(forged)).end).toBe('unknown');
    expect(await tokenCalls()).toBe(tokens);
  });

  it('is connected in the browser that went there only, and no state goes on in two', async () => {
    const tokens = await tokenCalls();
    const back = await decide(await start());
    expect(await come(back, provider.name, 'another browser')).toMatchObject({
      end: 'other_browser',
    });
    // Once only, also for the right one.
    expect((await come(back)).end).toBe('unknown');
    const state = (await start()).searchParams.get('state') ?? '';
    const on = (browser: string) => goOn({ state, browser, now: now() }, [provider]);
    expect(await on('another browser')).toBeUndefined();
    expect(await on(BROWSER)).toBe(await on(BROWSER));
    clock.advance(601_000);
    expect(await on(BROWSER)).toBeUndefined();
    expect(await tokenCalls()).toBe(tokens);
  });

  it('changes nothing when the person declines', async () => {
    await control(`${service.controls}/consent`, { decision: 'deny' });
    expect((await connect()).end).toBe('denied');
    expect(await token()).toMatchObject({ refused: 'not_connected' });
  });

  it('is not connected with a code that is no good, and says so', async () => {
    const back = await decide(await start());
    back.searchParams.set('code', 'made-up');
    expect((await come(back)).end).toBe('refused');
    expect(await token()).toMatchObject({ refused: 'not_connected' });
  });

  it('asks to try again when the provider is away', async () => {
    const back = await decide(await start());
    await control('/fail', { status: 503, path: service.tokenPath, times: 1 });
    expect((await come(back)).end).toBe('not_now');
    expect(await token()).toMatchObject({ refused: 'not_connected' });
  });

  if (service.choosesScopes) {
    it('is not connected when a scope was left out, and takes the rest back', async () => {
      const wanted = provider.scopes[slug]?.at(-1);
      await control(`${service.controls}/consent`, { decision: 'allow', without: [wanted] });
      expect(await connect()).toMatchObject({ end: 'incomplete', missing: [wanted] });
      expect(await token()).toMatchObject({ refused: 'not_connected' });
    });
  }

  const spent = service.renewedAfter * 1000;

  it('renews a token that has ended, again and again', async () => {
    await connect();
    let last = await token();
    for (let round = 0; round < 3; round += 1) {
      clock.advance(spent);
      const next = await token();
      expect(next).not.toBe(last);
      expect(await works(next)).toBe(true);
      last = next;
    }
  });

  it('renews once, however many ask at the same time', async () => {
    await connect();
    clock.advance(spent);
    const before = await tokenCalls();
    const held = await Promise.all(Array.from({ length: 20 }, () => token()));
    // Who comes while somebody renews goes on with a token that still holds.
    expect(new Set(held).size).toBeLessThanOrEqual(service.stillHolds ? 2 : 1);
    for (const one of new Set(held)) expect(await works(one)).toBe(true);
    expect(await tokenCalls()).toBe(before + 1);
  });

  it('renews a token that the service does not take although it should hold', async () => {
    await connect();
    // Younger than a day Instagram renews none.
    clock.advance(service.stillHolds ? 90_000_000 : 0);
    const refused = String(await token());
    const next = await token(refused);
    expect(next).not.toBe(refused);
    expect(await works(next)).toBe(true);
  });

  it('lives for more than half a year although nobody uses it, as long as it is looked after', async () => {
    await connect();
    let last: unknown;
    for (let day = 0; day < 200; day += 8) {
      clock.advance(8 * DAY_MS);
      last = await token();
    }
    expect(await works(last)).toBe(true);
    expect(told).toEqual([]);
  });

  if (service.diesAfter !== undefined) {
    const dies = service.diesAfter;
    it(`is over when nobody looked after it for ${dies} days, and says so once`, async () => {
      await connect();
      clock.advance(dies * DAY_MS);
      expect(await token()).toMatchObject({ refused: 'needs_reauth' });
      expect(await token()).toMatchObject({ refused: 'needs_reauth' });
      expect(told).toHaveLength(1);
    });
  }

  it('waits while the provider is away, and goes on where it was', async () => {
    await connect();
    const old = service.stillHolds ? await token() : undefined;
    clock.advance(spent);
    await control('/fail', { status: 500, path: service.tokenPath, times: 1 });
    if (old === undefined) await expect(token()).rejects.toThrow(PassingFault);
    else expect(await token()).toBe(old);
    clock.advance(3_601_000);
    expect(await works(await token())).toBe(true);
    expect(told).toEqual([]);
  });

  it('blames nobody when it is the installation that the provider does not accept', async () => {
    await connect();
    clock.advance(spent);
    const counted = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const stranger = vi.spyOn(provider, 'refresh').mockResolvedValueOnce({
      ...{ kind: 'refused', why: '401 invalid_client' },
    });
    const held = await token().catch((fault: unknown) => fault);
    expect(service.stillHolds ? await works(held) : held instanceof PassingFault).toBe(true);
    expect(counted.mock.calls.join()).toContain('SignInRefused');
    stranger.mockRestore();
    counted.mockRestore();
    clock.advance(3_601_000);
    expect(await works(await token())).toBe(true);
    expect(told).toEqual([]);
  });

  it('says once that the grant is over, and asks nobody again', async () => {
    await connect();
    await control(`${service.controls}/end-consent`);
    clock.advance(spent);
    expect(await token()).toMatchObject({ refused: 'needs_reauth' });
    const calls = await tokenCalls();
    expect(await token()).toMatchObject({ refused: 'needs_reauth' });
    expect(await tokenCalls()).toBe(calls);
    expect(told).toHaveLength(1);
  });

  it('works again after the person connected anew', async () => {
    await connect();
    await control(`${service.controls}/end-consent`);
    clock.advance(spent);
    await token();
    expect((await connect()).end).toBe('connected');
    expect(await works(await token())).toBe(true);
  });

  it('takes the grant back at the provider, where one can, when it is disconnected', async () => {
    await connect();
    const held = await token();
    await endGrant(projectId, slug, [provider]);
    expect(await works(held)).toBe(!service.revokes);
    expect(await token()).toMatchObject({ refused: 'not_connected' });
    await endGrant(projectId, slug, [provider]);
  });

  /** The status of what a purpose is for, asked in the name of a token. */
  async function asks(purpose: string, accessToken: unknown): Promise<number> {
    const asked = service.asks?.[purpose]?.(served.url);
    if (!asked) return (await works(accessToken)) ? 200 : 401;
    if (asked.world) await control(...asked.world);
    const { status } = await fetch(asked.url, {
      method: asked.method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(asked.body === undefined ? {} : { body: JSON.stringify(asked.body) }),
    });
    return status;
  }
  const purposes = Object.keys(provider.scopes);

  it.each(purposes)(
    'for %s: connects, renews, does what it is for, and is taken back',
    async (purpose) => {
      expect(await connect(projectId, purpose)).toMatchObject({ end: 'connected' });
      const first = await token(undefined, purpose);
      expect(await asks(purpose, first)).toBe(200);
      clock.advance(service.renewedAfter * 1000);
      const next = await token(undefined, purpose);
      expect(next).not.toBe(first);
      expect(await asks(purpose, next)).toBe(200);
      await endGrant(projectId, purpose, [provider]);
      expect(await asks(purpose, next)).toEqual(
        service.revokes ? expect.toBeOneOf([400, 401]) : 200,
      );
      expect(await token(undefined, purpose)).toMatchObject({ refused: 'not_connected' });
    },
  );

  if (service.asks) {
    it('lets nobody do what another purpose is for', async () => {
      for (const granted of purposes) {
        await connect(projectId, granted);
        const held = await token(undefined, granted);
        for (const other of purposes) {
          const status = await asks(other, held);
          const isApart = service.apart?.some(
            (one) => one.includes(granted) !== one.includes(other),
          );
          expect([granted, other, status]).toEqual([granted, other, isApart ? 403 : 200]);
        }
      }
    });

    it('keeps what the same person granted for another purpose', async () => {
      const [one = '', other = ''] = purposes;
      await connect(projectId, one);
      await connect(projectId, other);
      await endGrant(projectId, one, [provider]);
      expect(await asks(other, await token(undefined, other))).toBe(200);
      const last = await token(undefined, other);
      await endGrant(projectId, other, [provider]);
      expect(await asks(other, last)).not.toBe(200);
    });
  }

  it('is forgotten here also when the provider cannot be reached', async () => {
    await connect();
    await control('/fail', { status: 503, times: 1 });
    await endGrant(projectId, slug, [provider]);
    expect(await token()).toMatchObject({ refused: 'not_connected' });
  });

  it('is taken back when its project is closed: later when the provider is away, and twice is once', async () => {
    await connect();
    const held = await token();
    const takeBack = async () => (await takeBackGrant(projectId, slug, [provider])).kind;
    if (service.revokes) {
      await control('/fail', { status: 503, times: 1 });
      expect(await takeBack()).toBe('not_now');
      expect(await works(held)).toBe(true);
    }
    expect(await takeBack()).toBe('ok');
    expect(await works(held)).toBe(!service.revokes);
    // Some say of what is over that they do not know it; none asks for patience.
    expect(await takeBack()).toMatch(/ok|refused/);
  });

  it('belongs to its project alone', async () => {
    const other = `${projectId}_other` as ProjectId;
    await connect(other);
    expect(await token()).toMatchObject({ refused: 'not_connected' });
  });
});
