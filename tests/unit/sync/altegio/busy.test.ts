import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import { $set, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { AlertEntity } from '../../../../shared/conversations/index.ts';
import { getIntegration, saveCredentials } from '../../../../shared/integrations/index.ts';
import { addSeconds } from '../../../../shared/platform/clock.ts';
import type { ProjectId } from '../../../../shared/platform/ids.ts';
import { ConnectionEntity, type Project } from '../../../../shared/projects/index.ts';
import { altegio } from '../../../../shared/providers/altegio/index.ts';
import { forgetPace } from '../../../../shared/providers/altegio/pace.ts';
import {
  altegioBusySource,
  importBusyTimes,
  listBusyTimes,
} from '../../../../shared/sync/index.ts';
import {
  STAND_IN_PARTNER,
  STAND_IN_USER,
  type Stand,
  stand,
} from '../../../contract/altegio/stand.ts';
import { startPlatformSecret } from '../../../steps/aws-json.ts';
import { readAll } from '../../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../../steps/dynoxide.ts';
import { salon } from '../../../steps/salon.ts';

const NOW = '2026-11-20T10:00:00.000Z';
const later = (minutes: number) => addSeconds(NOW, 60 * minutes);

let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let service: Stand;
beforeAll(async () => {
  for (const level of ['log', 'warn'] as const) {
    vi.spyOn(console, level).mockImplementation(() => undefined);
  }
  dynoxide = await startTable();
  const ALTEGIO_PARTNER_TOKEN = STAND_IN_PARTNER;
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40), ALTEGIO_PARTNER_TOKEN });
  service = await stand(NOW);
  process.env.ALTEGIO_API_ROOT = service.url;
});
afterAll(() => Promise.all([dynoxide.close(), secrets.close(), service.close()]));

let made = 0;
let project: Project;
beforeEach(async () => {
  made += 1;
  service.provider.reset();
  forgetPace();
  await service.tell('/limits', { perSecond: null, perMinute: null });
  project = salon({ projectId: `altegio_${made}` as ProjectId, connected: ['altegio'] });
  await connect();
});

const source = altegioBusySource({ api: altegio });
async function connect(more: object = {}, userToken: string = STAND_IN_USER): Promise<void> {
  const { projectId } = project;
  const credentials = { user_token: userToken };
  await saveCredentials({ projectId, slug: 'altegio', credentials, actor: 'owner', now: NOW });
  await ConnectionEntity.build(UpdateItemCommand)
    .item({ projectId, provider: 'altegio', settings: $set({ location_id: 100001 }), ...more })
    .send();
}
const add = (date: string, more: object = {}) =>
  service.tell('/records/add', { staff: 'Anna', date, ...more });
const upkeep = (now = NOW) => {
  forgetPace();
  return importBusyTimes(project, [source], { now });
};
/** What the days say: `anna 2026-11-24 480-540`. */
async function taken(): Promise<string[]> {
  const { days } = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
  return days
    .flatMap(({ specialistId, date, taken: all }) =>
      all.map(({ from, to }) => `${specialistId} ${date} ${from}-${to}`),
    )
    .sort();
}
const place = async () =>
  (await listBusyTimes({ access: { projectId: project.projectId } })).places[0];
const status = async () => {
  const found = await getIntegration(project.projectId, 'altegio');
  return [found?.status, found?.trouble?.code];
};
const told = async () => {
  const { projectId } = project;
  const key = { projectId, kind: 'integration_attention', subject: 'altegio' } as const;
  const { Item } = await AlertEntity.build(GetItemCommand).key(key).send();
  return Item?.count;
};

describe('what stands in a journal at Altegio', () => {
  it('blocks the time of its people, and is free again when it is gone', async () => {
    const visit = await add('2026-11-24 10:00:00', { minutes: 60 });
    await add('2026-11-24 12:00:00', { minutes: 30, staff: 'Maria', client: null });
    await upkeep();
    expect(await taken()).toEqual(['anna 2026-11-24 480-540', 'maria 2026-11-24 600-630']);
    expect(await place()).toMatchObject({ source: 'altegio', place: 'altegio', status: 'ok' });
    await service.tell('/records/delete', { id: visit.id });
    await upkeep(later(2));
    expect(await taken()).toEqual(['maria 2026-11-24 600-630']);
    const { id } = await add('2026-11-24 15:00:00');
    await upkeep(later(4));
    expect(await taken()).toContain('anna 2026-11-24 780-840');
    await service.tell('/records/change', { id, date: '2026-11-25 09:00:00', staff: 'Maria' });
    await upkeep(later(6));
    expect(await taken()).toEqual(['maria 2026-11-24 600-630', 'maria 2026-11-25 420-480']);
    await service.tell('/records/change', { id, attendance: -1 });
    await upkeep(later(8));
    expect(await taken()).toEqual(['maria 2026-11-24 600-630']);
  });

  it('is read whole, in a few calls, on the days that can be booked in the zone there', async () => {
    await service.tell('/locations', { zone: 'Pacific/Auckland' });
    await service.tell('/limits', { page: 30 });
    for (let day = 10; day < 30; day += 1) {
      for (const hour of ['09', '11', '13'])
        await add(`2026-12-${day} ${hour}:00:00`, { minutes: 60 });
    }
    await upkeep();
    expect(await taken()).toHaveLength(60);
    expect(await taken()).toContain('anna 2026-12-09 1200-1260');
    const calls = service.requests().map(({ path, query }) => [path, query?.page]);
    expect(calls).toEqual([
      ['/api/v1/company/100001', undefined],
      ['/api/v1/records/100001', '1'],
      ['/api/v1/records/100001', '2'],
    ]);
    expect(service.requests()[1]?.query).toMatchObject({
      start_date: '2026-11-19',
      end_date: '2027-01-23',
    });
  });

  it('shows whose time could be matched with nobody', async () => {
    const { staff } = await add('2026-11-24 10:00:00', { staff: 'Inna' });
    await upkeep();
    expect(await taken()).toEqual([]);
    const id = String(staff.id);
    expect((await place())?.unmatched).toEqual([{ id, name: 'Inna' }]);
    const [anna, ...others] = project.specialists;
    const named = { ...anna, externalIds: { altegio: id } };
    project = { ...project, specialists: [named as never, ...others] };
    await upkeep(later(2));
    expect(await taken()).toEqual(['anna 2026-11-24 480-540']);
    expect((await place())?.unmatched).toEqual([]);
  });
});

describe('an account that Altegio refuses', () => {
  it.each<[string, string, object, string]>([
    ['whose token is over', '/users', { revoked: true }, 'credentials_refused'],
    ['without the right to the journal', '/users', { journal: false }, 'not_allowed'],
    ['whose licence is over', '/locations', { licence: false }, 'not_allowed'],
    ['whose location is closed', '/locations', { active: false }, 'not_allowed'],
  ])(
    '%s needs attention, is told once and keeps what was known; then works again by itself',
    async (_, path, trouble, code) => {
      await add('2026-11-24 10:00:00');
      await upkeep();
      await service.tell(path, trouble);
      await upkeep(later(2));
      await upkeep(later(4));
      expect(await status()).toEqual(['needs_attention', code]);
      expect(await told()).toBe(1);
      expect(await place()).toMatchObject({ status: 'failed', reason: /Altegio/ });
      expect(await taken()).toEqual(['anna 2026-11-24 480-540']);
      const mended = Object.keys(trouble)[0] === 'revoked' ? { revoked: false } : undefined;
      const back = Object.fromEntries(Object.keys(trouble).map((name) => [name, true]));
      await service.tell(path, mended ?? back);
      await upkeep(later(6));
      expect(await status()).toEqual(['connected', undefined]);
      expect(await place()).toMatchObject({ status: 'ok' });
    },
  );

  it('with a token that was replaced meanwhile says nothing of the new one', async () => {
    const slow = altegioBusySource({
      api: (account) => ({
        ...altegio(account),
        async location() {
          const { projectId } = project;
          const credentials = { user_token: STAND_IN_USER };
          const anew = { projectId, slug: 'altegio', credentials, actor: 'owner' } as const;
          await saveCredentials({ ...anew, now: addSeconds(NOW, 5) });
          return { kind: 'disconnected', why: 'the old one' };
        },
      }),
    });
    await importBusyTimes(project, [slow], { now: NOW });
    expect(await place()).toMatchObject({ status: 'failed' });
    expect(await status()).toEqual(['connected', undefined]);
    expect(await told()).toBeUndefined();
  });

  it('only for now, or for the installation’s sake, stays connected', async () => {
    service.provider.fail({ status: 502 });
    await upkeep();
    expect(await place()).toMatchObject({ status: 'failed' });
    await service.tell('/partner', { revoked: true });
    await upkeep(later(2));
    expect(await place()).toMatchObject({ status: 'failed', reason: /partner token/ });
    expect(await status()).toEqual(['connected', undefined]);
    expect(await told()).toBeUndefined();
  });

  it('that wants peace is not asked before', async () => {
    service.provider.fail({ status: 429, headers: { 'retry-after': '300' } });
    await upkeep();
    forgetPace();
    await upkeep(later(2));
    expect(service.requests()).toHaveLength(1);
    await upkeep(later(6));
    expect(await place()).toMatchObject({ status: 'ok' });
  });
});

describe('who switches it off or takes it away', () => {
  it('is obeyed at once: nothing is asked, and the time is free', async () => {
    await add('2026-11-24 10:00:00');
    await upkeep();
    await connect({ active: false });
    const asked = service.requests().length;
    await upkeep(later(2));
    expect(await place()).toMatchObject({ status: 'failed' });
    project = { ...project, connected: [] };
    await upkeep(later(2));
    expect(await taken()).toEqual([]);
    expect(service.requests()).toHaveLength(asked);
  });
});
