import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  finishForCaller,
  giveConsent,
  grantFor,
  type Page,
  showConsent,
  startConnection,
} from '../../../shared/integrations/oauth/index.ts';
import { now } from '../../../shared/platform/clock.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import type { OAuthProvider } from '../../../shared/platform/oauth/index.ts';
import { closeProject } from '../../../shared/projects/close-project.ts';
import { addMember, createProject, removeMember } from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

/** What becomes of a sign-in whose project, or whose owner, is gone before it ends. */

const API = 'https://desk.example';
const [OWNER, OTHER] = ['owner', 'other'] as UserId[] as [UserId, UserId];
let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    ...{ PLATFORM_KEY: 'k'.repeat(40), SALONS_ID: 'id', SALONS_SECRET: 'secret' },
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

let made = 0;
/** A project on whose owner's way to a provider something happens. @returns how it ended */
async function walk(happens: {
  onTheWay?: (projectId: ProjectId) => Promise<unknown>;
  whileAsked?: (projectId: ProjectId) => Promise<unknown>;
}) {
  made += 1;
  const projectId = `meanwhile-${made}` as ProjectId;
  await createProject({
    ...{ projectId, owner: OTHER, actor: 'test', config: { name: 'Rosa' } },
  });
  await addMember({ projectId, userId: OWNER, role: 'owner' });
  const said: string[] = [];
  const ok = <Value>(value: Value) => ({ kind: 'ok', value }) as const;
  const provider = {
    ...{ name: 'salons', credentials: { id: 'SALONS_ID', secret: 'SALONS_SECRET' } },
    scopes: { 'google-calendar': ['calendar'] },
    authorizeUrl: () => 'https://salons.example/',
    exchange: async () => {
      said.push('exchange');
      return ok({ accessToken: 'hers' });
    },
    whoIs: async () => {
      await happens.whileAsked?.(projectId);
      return ok({ id: 'her', name: 'her' });
    },
    revoke: async () => {
      said.push('revoke');
      return ok(undefined);
    },
  } as unknown as OAuthProvider;
  const started = await startConnection(
    {
      ...{ projectId, userId: OWNER, email: 'o@rosa.example', slug: 'google-calendar' },
      ...{ language: 'en', apiUrl: API, now: now() },
    },
    [provider],
  );
  const page = new URL('pageUrl' in started ? started.pageUrl : 'none:');
  const state = page.searchParams.get('state') ?? '';
  const request = { path: { slug: 'google-calendar' }, headers: {} };
  const shown = await showConsent({ ...request, query: { state }, cookies: {} }, { apiUrl: API });
  const [, name = '', value = ''] = /^([^=]+)=([^;]+)/.exec(shown.cookies[0] ?? '') ?? [];
  const [, proof = ''] = /proof=([\w-]+)/.exec(shown.html) ?? [];
  const cookies = { [name]: value };
  const ports = { providers: [provider], apiUrl: API };
  const on = await giveConsent({ ...request, query: { state, proof }, cookies }, ports);
  expect(on).toEqual({ location: 'https://salons.example/' });
  await happens.onTheWay?.(projectId);
  const back = { path: { provider: 'salons' }, query: { state, code: 'c' }, headers: {}, cookies };
  const end: Page = await finishForCaller(back, ports);
  expect(end.cookies[0]).toContain('Max-Age=0');
  return { said, html: end.html, grant: await grantFor(projectId, 'google-calendar') };
}

it('a sign-in ends where it began when nothing happens', async () => {
  const { said, html, grant } = await walk({});
  expect([said, grant?.account.name]).toEqual([['exchange'], 'her']);
  expect(html).toContain('is connected as her');
});

it('one whose project is closed on the way asks the provider for nothing', async () => {
  const { said, html, grant } = await walk({ onTheWay: (one) => closeProject(one, OTHER) });
  expect([said, grant]).toEqual([[], undefined]);
  expect(html).toContain('This link is used up');
});

it('one whose project is closed in that very moment takes back what it was given', async () => {
  const { said, grant } = await walk({ whileAsked: (one) => closeProject(one, OTHER) });
  expect([said, grant]).toEqual([['exchange', 'revoke'], undefined]);
});

it('one whose owner is removed on the way connects nothing', async () => {
  const { said, grant } = await walk({
    onTheWay: (projectId) =>
      removeMember({
        access: { projectId, role: 'owner' },
        path: { user_id: OWNER },
      }),
  });
  expect([said, grant]).toEqual([[], undefined]);
});
