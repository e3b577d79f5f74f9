import { QueryCommand } from '@aws-sdk/client-dynamodb';
import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { OAuthGrantEntity, sealedGrant } from '../../../shared/integrations/oauth/oauth-grant.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { now } from '../../../shared/platform/clock.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { logger } from '../../../shared/platform/logger.ts';
import type { OAuthProvider } from '../../../shared/platform/oauth/index.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { closeProject } from '../../../shared/projects/close-project.ts';
import {
  closedProject,
  configureProject,
  connectService,
  createProject,
  type Project,
} from '../../../shared/projects/index.ts';
import { listChannels, rememberChannel } from '../../../shared/sync/google-calendar/channel.ts';
import { leaveAfter, leaveServices, type UpkeepMessage } from '../../../shared/sync/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const OWNER = 'owner' as UserId;
const BOT = '7000000101:AAExampleExampleExampleExampleExamp';
let dynoxide: Dynoxide;
let secrets: AwsJson;
beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret({
    ...{ PLATFORM_KEY: 'k'.repeat(40), SALONS_ID: 'id', SALONS_SECRET: 'secret' },
  });
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close()]));

/** What was said to the services, and what they answer. */
const said: string[] = [];
let answers: Record<string, 'ok' | 'not_now' | 'refused'> = {};
const answer = (what: string) => {
  said.push(what);
  const kind = answers[what] ?? 'ok';
  return kind === 'ok' ? ({ kind: 'ok', value: undefined } as const) : { kind, why: 'because' };
};
const provider = {
  ...{ name: 'salons', credentials: { id: 'SALONS_ID', secret: 'SALONS_SECRET' } },
  revoke: async (_: unknown, { accessToken }: { accessToken: string }) =>
    answer(`revoke ${accessToken}`),
} as unknown as OAuthProvider;
const queue: UpkeepMessage[] = [];
const ports = {
  calendars: {
    api: () => ({ calendar: { stop: async ({ id }: { id: string }) => answer(`stop ${id}`) } }),
    connectionOf: async () => ({ clientEmail: 'her@gmail.example' }),
  } as never,
  providers: [provider],
  leaveBot: async (token: string, apiUrl: string) => {
    const done = answer(`bot ${token === BOT} ${apiUrl}`);
    return done.kind === 'ok' ? undefined : done;
  },
  apiUrl: 'https://desk.example',
  put: async (message: UpkeepMessage) => void queue.push(message),
  now,
} as Parameters<typeof leaveServices>[2];

let made = 0;
let projectId: ProjectId;
beforeEach(stand);
async function stand(): Promise<void> {
  made += 1;
  [said.length, queue.length] = [0, 0];
  answers = {};
  projectId = `left-${made}` as ProjectId;
  await createProject({
    ...{ projectId, owner: OWNER, actor: 'test', config: { name: 'Left' } },
  });
  await configureProject({
    ...{ projectId, actor: 'test', config: { reception: { bot_token: BOT } } },
    upcomingBookings: async () => ({ bookings: [] }),
  });
  const credentials = { client_id: 'id', client_secret: 'secret' };
  await connectService({ projectId, provider: 'sendpulse', credentials, actor: 'test' });
  for (const slug of ['google-calendar', 'zoom']) {
    const grant = { accessToken: slug };
    await OAuthGrantEntity.build(PutItemCommand)
      .item({
        ...{ projectId, slug, provider: 'salons', version: 1, grantedAt: now() },
        account: { id: 'her', name: 'her' },
        sealedGrant: await sealedGrant(projectId, slug, grant),
      })
      .send();
  }
  await rememberChannel(
    {
      ...{ projectId, place: 'her@gmail.example', channelId: 'channel', resourceId: 'r' },
      ...{ address: 'https://desk.example/x', secretDigest: 'd' },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
    undefined,
  );
}
afterEach(() => vi.restoreAllMocks());

/** Sort keys of the project's own partition. */
async function rows(): Promise<string[]> {
  const { Items = [] } = await dynamodb.send(
    new QueryCommand({
      TableName: dynoxide.tableName,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: keys.ofProject(projectId) } },
    }),
  );
  return Items.map(({ sk }) => sk?.S ?? '');
}
const closed = async () => (await closedProject(projectId)) as Project;
const begin = (attempt = 0): UpkeepMessage => ({ projectId, task: 'leave', attempt });
/** Everything that is queued, as the function does it: what has to come again comes with one more attempt. */
async function work(first: UpkeepMessage[] = [begin()], most = Number.POSITIVE_INFINITY) {
  let left = most;
  queue.push(...first);
  while (queue.length > 0 && left > 0) {
    left -= 1;
    const next = queue.shift() as UpkeepMessage;
    try {
      await leaveServices(await closed(), next, ports);
    } catch (fault) {
      if (!(fault instanceof PassingFault)) throw fault;
      queue.push({ ...next, attempt: next.attempt + 1 });
    }
  }
}
const ALL = [
  'stop channel',
  'revoke google-calendar',
  'revoke zoom',
  'bot true https://desk.example',
];

describe('a closed project', () => {
  it('keeps only what leaving needs, and nothing once it has left every service', async () => {
    await closeProject(projectId, OWNER);
    expect(await rows()).toEqual([
      'CONNECTION#telegram-reception',
      'OAUTH_GRANT#google-calendar',
      'OAUTH_GRANT#zoom',
      'PROJECT',
    ]);
    await work();
    expect([...said].sort()).toEqual([...ALL].sort());
    // Its channels first: they need what is taken back after.
    expect(said[0]).toBe('stop channel');
    expect(await rows()).toEqual(['PROJECT']);
    expect(await listChannels(projectId)).toEqual([]);
  });

  it('says no more when all of it comes twice', async () => {
    await closeProject(projectId, OWNER);
    await work([begin(), begin()]);
    expect([...said].sort()).toEqual([...ALL].sort());
    await work([begin(), { ...begin(), destination: 'zoom' }]);
    expect(said).toHaveLength(ALL.length);
  });

  it('tries a service again that is away, and the others do not wait for it', async () => {
    await closeProject(projectId, OWNER);
    answers = { 'revoke zoom': 'not_now', 'bot true https://desk.example': 'not_now' };
    await work([begin()], 8);
    expect(await rows()).toEqual(['CONNECTION#telegram-reception', 'OAUTH_GRANT#zoom', 'PROJECT']);
    answers = {};
    await work([]);
    expect(await rows()).toEqual(['PROJECT']);
  });

  it('gives a service up that is away for an hour, or will not hear of it, with a line in the log', async () => {
    const logged = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
    const warned = vi.spyOn(logger, 'warn').mockImplementation(() => undefined);
    await closeProject(projectId, OWNER);
    answers = {
      'stop channel': 'not_now',
      'revoke zoom': 'not_now',
      'revoke google-calendar': 'refused',
    };
    await work();
    expect(await rows()).toEqual(['PROJECT']);
    const tried = (what: string) => said.filter((one) => one === what).length;
    expect([tried('stop channel'), tried('revoke zoom')]).toEqual([16, 16]);
    expect(tried('revoke google-calendar')).toBe(1);
    const lines = (mock: typeof logged) => mock.mock.calls.map(([line]) => String(line));
    expect(lines(logged).filter((line) => line.includes('still has'))).toHaveLength(2);
    expect(lines(warned).filter((line) => line.includes('does not take back'))).toHaveLength(1);
  });

  it('has left every service wherever it died, once its messages come again', async () => {
    for (let at = 1; ; at += 1) {
      await closeProject(projectId, OWNER);
      let [calls, died] = [0, false];
      dynamodb.middlewareStack.add(
        (next) => async (args) => {
          calls += 1;
          const answered = await next(args);
          if (calls !== at) return answered;
          died = true;
          throw new Error('died');
        },
        { step: 'initialize', name: 'worker that dies' },
      );
      const again: UpkeepMessage[] = [begin()];
      await work().catch(() => again.push(...queue.splice(0)));
      dynamodb.middlewareStack.remove('worker that dies');
      await work(again);
      expect(await rows()).toEqual(['PROJECT']);
      expect(new Set(said)).toEqual(new Set(ALL));
      if (!died) {
        expect(at).toBeGreaterThan(10);
        return;
      }
      await stand();
    }
  });

  it('leaves once it is closed, and not before', async () => {
    expect(await closedProject(projectId)).toBeUndefined();
    const open = { projectId } as Project;
    const done = { ...open, closedAt: now() };
    expect(leaveAfter(open, undefined)).toBeUndefined();
    expect(leaveAfter(done, open)).toEqual(begin());
    expect(leaveAfter(done, done)).toBeUndefined();
  });
});
