import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  type CredentialCheck,
  deactivateIntegration,
  getIntegration,
  grantFor,
  noteConnected,
  type RecheckPorts,
  saveCredentials,
  type Trouble,
} from '../../../shared/integrations/index.ts';
import { markNeedsAttention } from '../../../shared/integrations/mark-needs-attention.ts';
import { OAuthGrantEntity, sealedGrant } from '../../../shared/integrations/oauth/oauth-grant.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { OAuthProvider } from '../../../shared/platform/oauth/index.ts';
import { createProject, getProject, setConnected } from '../../../shared/projects/index.ts';
import { keepAccounts } from '../../../shared/sync/index.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

/** Months in the life of a business that connected services and then uses none of them. */

const START = Date.parse('2026-11-21T06:00:00.000Z');
const DAY_MS = 86_400_000;

let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let projectId: ProjectId;
let count = 0;
let told: Trouble[];
/** What the services say. */
let service: { lives: number; refreshes: number; away: boolean; revoked: boolean };
let bot: CredentialCheck;

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: START });
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40), ID: 'i', SECRET: 's' });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));
beforeEach(async () => {
  vi.setSystemTime(START);
  count += 1;
  projectId = `kept_${count}` as ProjectId;
  await createProject({ projectId, owner: 'o' as never, config: {}, actor: 'test' });
  told = [];
  service = { lives: 60, refreshes: 0, away: false, revoked: false };
  bot = async () => ({ kind: 'accepted', account: '@bot' });
});

const now = () => new Date().toISOString();

/** Its token holds for so many days, and cannot be renewed after; ten days are enough between renewals. */
const provider = {
  name: 'google',
  credentials: { id: 'ID', secret: 'SECRET' },
  renewedBefore: 120,
  renewedEvery: 10 * 86_400,
  refresh: async (_client, grant, at) => {
    if (service.away) return { kind: 'not_now', why: 'away' };
    service.refreshes += 1;
    if (service.revoked || (grant.expiresAt ?? '') <= at) return { kind: 'over', why: 'ended' };
    return { kind: 'ok', value: fresh() };
  },
  whoIs: async (_client, { expiresAt = '' }) => {
    if (service.away) return { kind: 'not_now', why: 'away' };
    const holds = expiresAt > now() && !service.revoked;
    return holds ? { kind: 'ok', value: { id: '1', name: 'a@b.c' } } : { kind: 'refused', why: '' };
  },
} as OAuthProvider;

const fresh = () => ({
  accessToken: `token-${service.refreshes}`,
  expiresAt: new Date(Date.now() + service.lives * DAY_MS).toISOString(),
});

async function signIn(): Promise<void> {
  const slug = 'google-calendar';
  await noteConnected({ projectId, slug, account: 'a@b.c', actor: 'o', now: now() });
  await setConnected(projectId, slug, true, 'o');
  await OAuthGrantEntity.build(PutItemCommand)
    .item({
      ...{ projectId, slug, provider: 'google', account: { id: '1', name: 'a@b.c' }, version: 1 },
      sealedGrant: await sealedGrant(projectId, slug, fresh()),
      grantedAt: now(),
    })
    .send();
}
const connectBot = () =>
  saveCredentials({
    ...{ projectId, slug: 'telegram-reception', credentials: { bot_token: 't' } },
    ...{ actor: 'o', now: now() },
  });
const statusOf = async (slug: 'google-calendar' | 'telegram-reception') =>
  (await getIntegration(projectId, slug))?.status;

/** The task, as the queue brings it. */
async function upkeep(attempt = 0): Promise<void> {
  const project = await getProject(projectId);
  if (!project) throw new Error('There is no project.');
  const lost = async (trouble: Trouble) => {
    if (await markNeedsAttention(trouble)) told.push(trouble);
  };
  const ports: RecheckPorts = {
    checks: { 'telegram-reception': (given) => bot(given) },
    ...{ providers: [provider], lost, now },
  };
  const message = { projectId, task: 'accounts', night: now().slice(0, 10), attempt } as const;
  await keepAccounts(project, message, ports);
}
async function days(howMany: number, each: () => Promise<unknown> = upkeep): Promise<void> {
  for (let day = 0; day < howMany; day += 1) {
    vi.setSystemTime(Date.now() + DAY_MS);
    await each();
  }
}

describe('a sign-in that nobody uses', () => {
  beforeEach(signIn);

  it('lives on past the 60 days of its token, renewed every ten days', async () => {
    await days(75);
    expect(service.refreshes).toBe(7);
    expect(await statusOf('google-calendar')).toBe('connected');
    expect(told).toEqual([]);
  });

  it('that ended is said to be over once, and asked about no more', async () => {
    await days(61, async () => undefined);
    await upkeep();
    await days(3);
    expect(service.refreshes).toBe(1);
    expect(await statusOf('google-calendar')).toBe('needs_attention');
    expect(told.map(({ slug, code }) => [slug, code])).toEqual([
      ['google-calendar', 'sign_in_over'],
    ]);
  });

  it('that was taken back is found out the next morning, although its token should hold', async () => {
    service.revoked = true;
    await days(2);
    expect(told.map(({ code }) => code)).toEqual(['sign_in_over']);
  });

  it('is kept alive also while it is switched off, without a word', async () => {
    await deactivateIntegration({
      access: { projectId },
      path: { integration_id: 'google-calendar' },
    });
    await days(70);
    expect((await grantFor(projectId, 'google-calendar'))?.overSince).toBeUndefined();
    service.revoked = true;
    await days(12);
    expect(await statusOf('google-calendar')).toBe('needs_attention');
    expect(told).toEqual([]);
  });
});

describe('a key that nobody uses', () => {
  beforeEach(connectBot);

  it('needs attention once the service refuses it, and none once it takes it again', async () => {
    bot = async () => ({ kind: 'refused', why: 'Telegram does not know this bot token.' });
    await days(3);
    expect(await statusOf('telegram-reception')).toBe('needs_attention');
    expect(told).toMatchObject([{ message: 'Telegram does not know this bot token.' }]);
    bot = async () => ({ kind: 'accepted' });
    await days(1);
    expect(await statusOf('telegram-reception')).toBe('connected');
    expect(told).toHaveLength(1);
  });

  it('is asked about once a day, whoever comes twice, and again when somebody died over it', async () => {
    let asked = 0;
    bot = async () => {
      asked += 1;
      if (asked === 1) throw new Error('died');
      return { kind: 'accepted' };
    };
    await expect(upkeep()).rejects.toThrow('died');
    await upkeep();
    expect(asked).toBe(1);
    vi.setSystemTime(START + 121_000);
    await Promise.all([upkeep(), upkeep(), upkeep()]);
    await upkeep();
    expect(asked).toBe(2);
    vi.setSystemTime(START + DAY_MS);
    await upkeep();
    expect(asked).toBe(3);
  });

  it('keeps no neighbour from being asked about', async () => {
    await signIn();
    service.revoked = true;
    bot = async () => {
      throw new Error('broken');
    };
    await expect(upkeep()).rejects.toThrow('broken');
    expect(await statusOf('google-calendar')).toBe('needs_attention');
  });
});

describe('a service that is away', () => {
  it('is asked again soon a few times, then tomorrow, and nothing is said of it', async () => {
    await signIn();
    await connectBot();
    service.away = true;
    bot = async () => {
      throw new PassingFault('away');
    };
    for (const attempt of [0, 1, 2]) await expect(upkeep(attempt)).rejects.toThrow(PassingFault);
    await upkeep(3);
    await upkeep();
    expect([await statusOf('google-calendar'), await statusOf('telegram-reception')]).toEqual([
      ...['connected', 'connected'],
    ]);
    expect(told).toEqual([]);
  });
});
