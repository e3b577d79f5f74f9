import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertEntity } from '../../../../shared/conversations/index.ts';
import { getIntegration, saveCredentials } from '../../../../shared/integrations/index.ts';
import type { ProjectId, UserId } from '../../../../shared/platform/ids.ts';
import {
  createProject,
  getProject,
  type Project,
  setConnected,
} from '../../../../shared/projects/index.ts';
import { simplyBook } from '../../../../shared/providers/simplybook/index.ts';
import {
  type BusyReading,
  importBusyTimes,
  simplyBookBusySource,
} from '../../../../shared/sync/index.ts';
import { CREDENTIALS, DEMO, type Stand, stand } from '../../../contract/simplybook/stand.ts';
import { startPlatformSecret } from '../../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';
import type { Json } from '../../../steps/stand-in.ts';

/** The appointments of a company at SimplyBook.me, read for a project that is connected to it. */

const now = '2026-11-20T10:00:00.000Z';
const source = simplyBookBusySource({ api: simplyBook });
let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let place: Stand;
beforeAll(async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  dynoxide = await startTable();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
  place = await stand();
  process.env.SIMPLYBOOK_API_ROOT = place.url;
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close(), place.close()]));

let count = 0;
let projectId: ProjectId;
beforeEach(async () => {
  await place.tell('/reset');
  count += 1;
  projectId = `salon${count}` as ProjectId;
  const specialists = [{ name: 'Anna' }, { name: 'Марія', external_ids: { simplybook: '2' } }];
  const config = { time_zone: 'Europe/Kyiv', specialists, services: [{ name: 'Cut', slots: 2 }] };
  await createProject({ projectId, owner: 'owner' as UserId, config, actor: 'test' });
  await connect();
});
const connect = (wrong: object = {}) =>
  saveCredentials({
    ...{ projectId, slug: 'simplybook', actor: 'owner', now },
    credentials: { ...CREDENTIALS, ...wrong },
  });
const project = async (): Promise<Project> => (await getProject(projectId)) as Project;
const read = async (): Promise<Json> => {
  const span = { from: '2026-11-20T00:00:00.000Z', to: '2026-12-23T00:00:00.000Z' };
  return (await source.read({
    project: await project(),
    place: 'simplybook',
    ...span,
    now,
  })) as BusyReading;
};
const spans = async () =>
  ((await read()) as Json).busy.map(
    (one: Json) => `${one.startsAt.slice(5, 16)} ${one.endsAt.slice(11, 16)}`,
  );
const calls = async () => (await place.look('/requests')).map((one: Json) => one.path);

describe('a project', () => {
  it('has the place once it is connected, and only then', async () => {
    expect(await source.places(await project())).toEqual([]);
    await setConnected(projectId, 'simplybook', true, 'owner');
    expect(await source.places(await project())).toEqual(['simplybook']);
  });

  it('that is not connected asks nobody', async () => {
    const other = { ...(await project()), projectId: 'nobody' as ProjectId };
    const span = { from: now, to: '2026-12-23T00:00:00.000Z', now };
    const reading = await source.read({ project: other, place: 'simplybook', ...span });
    expect(reading).toMatchObject({
      kind: 'failed',
      why: expect.stringContaining('not connected'),
    });
    expect(await calls()).toEqual([]);
  });
});

describe('appointments there', () => {
  it('take the time of who serves: by her name, else by her id', async () => {
    await place.book({});
    await place.book({ provider: 'Maria', start: '2026-11-25 12:00', end: '2026-11-25 12:30' });
    const { specialists } = await project();
    expect(await read()).toEqual({
      kind: 'read',
      busy: [
        {
          specialistId: specialists[0]?.specialistId,
          ...{ startsAt: '2026-11-24T08:00:00.000Z', endsAt: '2026-11-24T09:00:00.000Z' },
        },
        {
          specialistId: specialists[1]?.specialistId,
          ...{ startsAt: '2026-11-25T10:00:00.000Z', endsAt: '2026-11-25T10:30:00.000Z' },
        },
      ],
      ...{ unreadable: [], unmatched: [] },
    });
  });

  it('of somebody else are nobody’s, and she is named', async () => {
    await place.tell('/people', { name: 'Інна' });
    await place.book({ provider: 'Інна' });
    expect(await read()).toMatchObject({ busy: [], unmatched: [{ id: '3', name: 'Інна' }] });
  });

  it('take none when they are cancelled, and other time when they are moved', async () => {
    const { id } = await place.book({ status: 'pending' });
    expect(await spans()).toEqual(['11-24T08:00 09:00']);
    await place.tell('/bookings/change', {
      id,
      start: '2026-11-24 15:00',
      end: '2026-11-24 16:00',
    });
    expect(await spans()).toEqual(['11-24T13:00 14:00']);
    await place.tell('/bookings/change', { id, status: 'canceled' });
    expect(await spans()).toEqual([]);
  });

  it('are read page by page, and with what began the evening before', async () => {
    await place.tell('/limits', { onPage: 2 });
    for (const day of ['19', '20', '21', '22', '23']) {
      await place.book({ start: `2026-11-${day} 23:30`, end: `2026-11-${Number(day) + 1} 03:00` });
    }
    expect(await spans()).toHaveLength(5);
    expect((await calls()).filter((path: string) => path === '/admin/bookings')).toHaveLength(3);
  });

  it('are on the wall of the company, wherever the project is', async () => {
    await place.tell('/companies', { login: 'porto', time_zone: 'Europe/Lisbon' });
    await place.tell('/users', { company: 'porto', login: 'ana', key: 'k' });
    await place.tell('/people', { company: 'porto', name: 'Anna' });
    await connect({ company_login: 'porto', user_login: 'ana', user_api_key: 'k' });
    await place.book({ company: 'porto' });
    expect(await spans()).toEqual(['11-24T10:00 11:00']);
  });

  it('are on the wall of the project where the company does not say its zone', async () => {
    await place.tell('/companies', { login: 'silent', time_zone: 'Europe/Lisbon' });
    await place.tell('/users', { company: 'silent', login: 'ana', key: 'k' });
    await place.tell('/people', { company: 'silent', name: 'Anna' });
    await connect({ company_login: 'silent', user_login: 'ana', user_api_key: 'k' });
    await place.book({ company: 'silent' });
    const body = { error: { code: -32601, message: 'Method not found' } };
    const where = { method: 'getCompanyTimezoneOffset' };
    await place.tell('/fail', { status: 200, path: '/admin', where, body });
    expect(await spans()).toEqual(['11-24T08:00 09:00']);
  });

  it('of people who are only numbered are looked up', async () => {
    const one = { id: 1, provider_id: 1, status: 'confirmed' };
    const times = { start_datetime: '2026-11-24 10:00:00', end_datetime: '2026-11-24 11:00:00' };
    await place.tell('/fail', {
      status: 200,
      path: '/admin/bookings',
      body: [{ ...one, ...times }],
      times: 2,
    });
    expect(await spans()).toEqual(['11-24T08:00 09:00']);
    expect(await calls()).toContain('/admin/providers');
  });
});

describe('what goes wrong', () => {
  const told = async () => {
    const key = { projectId, kind: 'integration_attention', subject: 'simplybook' } as const;
    const { Item } = await AlertEntity.build(GetItemCommand).key(key).send();
    return Item?.count;
  };
  const state = async () => {
    const { status, trouble } = (await getIntegration(projectId, 'simplybook')) ?? {};
    return [status, trouble?.code, trouble?.message];
  };

  it('with the key needs attention: people are told once, and nobody signs in with it again', async () => {
    await place.tell('/users', { login: DEMO.login, key: 'another' });
    const why = 'SimplyBook.me does not take this API user key.';
    expect(await read()).toEqual({ kind: 'failed', why });
    expect(await state()).toEqual(['needs_attention', 'credentials_refused', why]);
    const before = (await calls()).length;
    expect(await read()).toEqual({ kind: 'failed', why });
    expect((await calls()).length).toBe(before);
    expect(await told()).toBe(1);
    await connect({ user_api_key: 'another' });
    expect(await read()).toMatchObject({ kind: 'read' });
  });

  it('with a key that was replaced meanwhile says nothing of the new one', async () => {
    const { bookings: _, ...rest } = simplyBook({ ...DEMO, projectId });
    const slow = simplyBookBusySource({
      api: () => ({
        ...rest,
        timeZone: async () => ({ kind: 'ok', value: undefined }),
        bookings: async () => {
          const replaced = { credentials: CREDENTIALS, actor: 'owner' } as const;
          const later = '2026-11-20T10:00:05.000Z';
          await saveCredentials({ projectId, slug: 'simplybook', ...replaced, now: later });
          return { kind: 'disconnected', why: 'the old one' };
        },
      }),
    });
    const span = { from: now, to: '2026-12-23T00:00:00.000Z', now };
    const reading = await slow.read({ project: await project(), place: 'simplybook', ...span });
    expect(reading).toMatchObject({ kind: 'failed' });
    expect((await state())[0]).toBe('connected');
  });

  it('with a right needs attention, and is well by itself when the right is back', async () => {
    await setConnected(projectId, 'simplybook', true, 'owner');
    const upkeep = async (at: string) => importBusyTimes(await project(), [source], { now: at });
    await place.tell('/users', { login: DEMO.login, sees_bookings: false });
    await upkeep(now);
    expect(await state()).toMatchObject(['needs_attention', 'not_allowed', expect.anything()]);
    await place.tell('/users', { login: DEMO.login, sees_bookings: true });
    await upkeep('2026-11-20T10:05:00.000Z');
    expect((await state())[0]).toBe('connected');
  });

  it.each([
    ['is away', { status: 503, times: 9 }, {}],
    [
      'wants peace',
      { status: 429, times: 9, headers: { 'retry-after': '120' } },
      { retryAfterSeconds: 120 },
    ],
    ['says nothing', { status: 200, times: 9, body: '' }, {}],
  ])('because the service %s is no trouble of the owner', async (_what, plan, more) => {
    await read();
    await place.tell('/fail', { ...plan, path: '/admin/bookings' });
    expect(await read()).toEqual({ kind: 'failed', why: expect.any(String), ...more });
    expect((await state())[0]).toBe('connected');
  });
});
