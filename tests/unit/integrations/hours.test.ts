import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { workingHoursOf } from '../../../shared/integrations/index.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { configureProject, getProject } from '../../../shared/projects/index.ts';
import { startApi } from './api.ts';

vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

let api: Awaited<ReturnType<typeof startApi>>;
beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-21T10:00:00Z') });
  vi.spyOn(console, 'info').mockImplementation(() => undefined);
  api = await startApi();
});
afterAll(() => api.close());

let count = 0;
let project: ProjectId;
beforeEach(async () => {
  count += 1;
  project = await api.make(`salon${count}`, { time_zone: 'Europe/Kyiv' });
  await ask('POST', '/', { integration_type_slug: 'telegram' });
});
const ask = (method: string, path: string, body?: unknown, asked: object = {}) =>
  api.ask(method, path, { user: `${project}-owner`, body, ...asked });

const WEEK = '/telegram/working_hours/';
const ROWS = '/working-hours/';
const monday = { weekday: 0, start_time: '09:00', end_time: '18:00', is_enabled: true };
const row = (change: object = {}) => ({ integration: 'telegram', ...monday, ...change });
const telegram = () => ({ projectId: project, timeZone: 'Europe/Kyiv' });

describe('the hours of an integration', () => {
  it('are none at first: open always, with the offer of the requirements', async () => {
    const { status, json } = await ask('GET', WEEK);
    expect(status).toBe(200);
    expect(json).toMatchObject({
      integration: 'telegram',
      time_zone: 'Europe/Kyiv',
      always_open: true,
      working_hours: [],
    });
    expect(
      json.offer.map((one: Record<string, unknown>) =>
        [one.weekday, one.start_time, one.end_time, one.is_enabled].join(' '),
      ),
    ).toEqual([
      ...[0, 1, 2, 3, 4].map((weekday) => `${weekday} 09:00 18:00 true`),
      '5 10:00 14:00 true',
      '6   false',
    ]);
  });

  it('are set by posting the offer, and read by the conversation', async () => {
    const { offer } = (await ask('GET', WEEK)).json;
    const { status, json } = await ask('POST', WEEK, { working_hours: offer });
    expect([status, json.always_open, json.working_hours.length]).toEqual([200, false, 7]);
    expect(await workingHoursOf(telegram(), 'telegram')).toMatchObject({
      timeZone: 'Europe/Kyiv',
      weekly: { mon: [{ start: '09:00', end: '18:00' }], sat: [{ start: '10:00' }], sun: [] },
    });
  });

  it('are the same when all that was answered is posted back, and still follow the zone of the project', async () => {
    await ask('POST', WEEK, [monday]);
    const answered = (await ask('GET', WEEK)).json;
    const again = await ask('POST', WEEK, answered);
    expect([again.status, again.json]).toEqual([200, answered]);
    const { version } = (await getProject(project)) ?? {};
    const config = { time_zone: 'Asia/Tokyo' };
    await configureProject({
      ...{ projectId: project, config, actor: 'test' },
      ...(version === undefined ? {} : { expectedVersion: version }),
      upcomingBookings: async () => ({ bookings: [] }),
    });
    expect((await ask('GET', WEEK)).json.time_zone).toBe('Asia/Tokyo');
  });

  it('posted back as they were answered keep their ids', async () => {
    const set = (await ask('POST', WEEK, [monday, { ...monday, weekday: 1 }])).json;
    const again = await ask('POST', WEEK, { working_hours: set.working_hours });
    expect(again.json).toEqual(set);
    const ids = set.working_hours.map(({ id }: { id: string }) => id);
    const one = await ask('POST', WEEK, [
      { ...monday, id: ids[0] },
      { ...monday, weekday: 2, id: ids[0] },
    ]);
    const after = one.json.working_hours.map(({ id }: { id: string }) => id);
    expect([after[0] === ids[0], new Set(after).size]).toEqual([true, 2]);
  });

  it('have several intervals a day, dates that differ, and a zone of their own', async () => {
    const { json } = await ask('POST', WEEK, {
      time_zone: 'Asia/Tokyo',
      working_hours: [
        { date: '2026-12-25', is_enabled: false },
        { date: '2026-12-31', start_time: '10:00:00', end_time: '12:00', is_enabled: true },
        { weekday: 0, start_time: '14:00', end_time: '24:00' },
        { weekday: 0, start_time: '09:00', end_time: '13:00' },
      ],
    });
    expect(json.time_zone).toBe('Asia/Tokyo');
    const [first, second, third, fourth] = json.working_hours;
    expect([first.start_time, second.end_time]).toEqual(['09:00', '24:00']);
    expect(third).toMatchObject({ weekday: null, date: '2026-12-25', is_enabled: false });
    expect(fourth).toMatchObject({ date: '2026-12-31', start_time: '10:00' });
    expect((await ask('POST', WEEK, { working_hours: [monday] })).json.time_zone).toBe(
      'Asia/Tokyo',
    );
    const zone = { working_hours: [monday], time_zone: null };
    expect((await ask('POST', WEEK, zone)).json.time_zone).toBe('Europe/Kyiv');
  });

  it('are gone with an empty list, and with a switched off integration', async () => {
    await ask('POST', WEEK, [monday]);
    await ask('POST', '/telegram/deactivate');
    expect((await ask('GET', WEEK)).json).toMatchObject({ always_open: true });
    await ask('POST', '/telegram/activate');
    expect((await ask('GET', WEEK)).json.always_open).toBe(false);
    expect((await ask('POST', WEEK, [])).json).toMatchObject({
      ...{ always_open: true, working_hours: [] },
    });
  });

  it.each([
    [[{ ...monday, end_time: '09:00' }], '[0].end_time'],
    [[{ ...monday, start_time: '18:00', end_time: '02:00' }], '[0].end_time'],
    [[{ ...monday, start_time: '9:00' }], '[0].start_time'],
    [[{ ...monday, start_time: '24:00' }], '[0].start_time'],
    [[{ ...monday, end_time: null }], '[0].end_time'],
    [[{ weekday: 6, is_enabled: false, start_time: '10:00' }], '[0].end_time'],
    [[{ ...monday, weekday: 7 }], '[0].weekday'],
    [[{ ...monday, weekday: -1 }], '[0].weekday'],
    [[{ ...monday, weekday: null }], '[0].weekday'],
    [[{ ...monday, date: '2026-12-25' }], '[0].date'],
    [[{ weekday: null, ...{ date: '2026-02-30', is_enabled: false } }], '[0].date'],
    [[monday, { ...monday, start_time: '17:59', end_time: '20:00' }], '[1]'],
    [[monday, monday], '[1]'],
    [{ working_hours: [monday], time_zone: 'Kyiv' }, 'time_zone'],
    [{ hours: [] }, 'working_hours'],
  ])('refuse %j by the name of the field', async (body, field) => {
    const { status, json } = await ask('POST', WEEK, body);
    expect([status, json.error.code]).toEqual([400, 'invalid_input']);
    expect(json.error.details.map(({ path }: { path: string }) => path)).toContain(field);
    expect((await ask('GET', WEEK)).json.working_hours).toEqual([]);
  });

  it('touch without overlapping, and what is off overlaps nothing', async () => {
    const touching = [monday, { ...monday, start_time: '18:00', end_time: '20:00' }];
    expect((await ask('POST', WEEK, touching)).status).toBe(200);
    const off = [monday, { ...monday, is_enabled: false }];
    expect((await ask('POST', WEEK, off)).status).toBe(200);
  });

  it('belong to messengers only', async () => {
    const credentials = { client_id: 'id', client_secret: 'secret' };
    api.outside.sendpulse.add('secret');
    await ask('POST', '/', { integration_type_slug: 'sendpulse', credentials });
    for (const [method, body] of [
      ['GET', undefined],
      ['POST', [monday]],
    ] as const) {
      const { status, code } = await ask(method, '/sendpulse/working_hours/', body);
      expect([status, code]).toEqual([422, 'hours_not_supported']);
    }
    expect((await ask('POST', ROWS, row({ integration: 'sendpulse' }))).code).toBe(
      'hours_not_supported',
    );
    const missing = await ask('GET', '/instagram/working_hours/');
    expect([missing.status, missing.code]).toEqual([404, 'integration_not_found']);
    expect((await ask('POST', ROWS, row({ integration: 'zoom' }))).code).toBe(
      'integration_not_found',
    );
  });
});

describe('a row of hours', () => {
  it('is added, changed and taken away by its id', async () => {
    const made = await ask('POST', ROWS, row());
    expect([made.status, made.json]).toEqual([201, { ...row(), id: made.json.id, date: null }]);
    const path = `${ROWS}${made.json.id}/`;
    const changed = await ask('PUT', path, { ...made.json, end_time: '17:00' });
    expect([changed.status, changed.json]).toEqual([200, { ...made.json, end_time: '17:00' }]);
    expect((await ask('GET', ROWS)).json).toEqual({ working_hours: [changed.json] });
    const gone = await ask('DELETE', path);
    expect([gone.status, gone.body]).toEqual([204, undefined]);
    for (const [method, body] of [
      ['PUT', monday],
      ['DELETE', undefined],
    ] as const) {
      const { status, code } = await ask(method, path, body);
      expect([method, status, code]).toEqual([method, 404, 'hours_not_found']);
    }
    expect((await ask('GET', WEEK)).json.always_open).toBe(true);
  });

  it('does not overlap another of its day, which is named', async () => {
    const first = (await ask('POST', ROWS, row())).json;
    const clash = await ask('POST', ROWS, row({ start_time: '17:00', end_time: '19:00' }));
    expect([clash.status, clash.code, clash.json.error.details]).toEqual([
      ...[409, 'hours_overlap', { id: first.id }],
    ]);
    const later = (await ask('POST', ROWS, row({ start_time: '18:00', end_time: '19:00' }))).json;
    const moved = { ...monday, start_time: '17:30', end_time: '19:00' };
    expect((await ask('PUT', `${ROWS}${later.id}`, moved)).code).toBe('hours_overlap');
    expect((await ask('PUT', `${ROWS}${first.id}`, { ...monday, end_time: '17:00' })).status).toBe(
      200,
    );
    expect((await ask('PUT', `${ROWS}${later.id}`, moved)).status).toBe(200);
  });

  it('stays with its integration and its id', async () => {
    const { id } = (await ask('POST', ROWS, row())).json;
    for (const [field, body] of [
      ['integration', row({ integration: 'instagram' })],
      ['id', { ...monday, id: 'other' }],
    ] as const) {
      const { status, json } = await ask('PUT', `${ROWS}${id}`, body);
      expect([status, json.error.details[0].path]).toEqual([400, field]);
    }
  });

  it('is not lost when many are added at once', async () => {
    const all = [0, 1, 2, 3, 4].map((weekday) => ask('POST', ROWS, row({ weekday })));
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual([201, 201, 201, 201, 201]);
    expect((await ask('GET', ROWS)).json.working_hours).toHaveLength(5);
  });

  it('is listed page by page, by integration and weekday', async () => {
    await ask(
      'POST',
      WEEK,
      [2, 0, 1].map((weekday) => ({ ...monday, weekday })),
    );
    const list = async (query: Record<string, string>) =>
      (await ask('GET', ROWS, undefined, { query })).json;
    const days = (page: { working_hours: { weekday: number }[] }) =>
      page.working_hours.map(({ weekday }) => weekday);
    const first = await list({ limit: '2' });
    expect(days(first)).toEqual([0, 1]);
    const second = await list({ limit: '2', cursor: first.cursor });
    expect([days(second), second.cursor]).toEqual([[2], undefined]);
    expect(days(await list({ weekday: '1' }))).toEqual([1]);
    expect(days(await list({ integration: 'instagram' }))).toEqual([]);
    expect((await ask('GET', ROWS, undefined, { query: { cursor: 'x' } })).code).toBe(
      'invalid_cursor',
    );
  });
});

describe('who may', () => {
  it('set hours: only what is paid for, and taking them away is free', async () => {
    const { id } = (await ask('POST', ROWS, row())).json;
    await api.setPackage({ projectId: project, package: 'free', actor: 'test' });
    for (const [method, path, body] of [
      ['POST', WEEK, [monday]],
      ['POST', ROWS, row({ weekday: 1 })],
      ['PUT', `${ROWS}${id}`, monday],
    ] as const) {
      const { status, code, json } = await ask(method, path, body);
      expect([method, path, status, code]).toEqual([method, path, 403, 'not_in_package']);
      expect(json.error.details).toEqual({ needs: 'starter' });
    }
    expect((await ask('DELETE', `${ROWS}${id}`)).status).toBe(204);
    expect((await ask('POST', WEEK, [])).status).toBe(200);
  });

  it('call: owners all, operators look, strangers and nobody nothing', async () => {
    const { id } = (await ask('POST', ROWS, row({ start_time: '03:33' }))).json;
    const other = await api.make(`other${count}`, {});
    await api.ask('POST', '/', {
      ...{ user: `${other}-owner`, body: { integration_type_slug: 'telegram' } },
    });
    for (const [method, path, access, body] of [
      ['GET', WEEK, 'member', undefined],
      ['POST', WEEK, 'owner', []],
      ['GET', ROWS, 'member', undefined],
      ['POST', ROWS, 'owner', row({ weekday: 3 })],
      ['PUT', `${ROWS}${id}`, 'owner', monday],
      ['DELETE', `${ROWS}${id}`, 'owner', undefined],
    ] as const) {
      const as = async (user: string | null, named?: string) => {
        const asked = { user, body, ...(named === undefined ? {} : { project: named }) };
        const answer = await api.ask(method, path, asked);
        return [answer.status, answer.code, /03:33/.test(answer.body ?? '')];
      };
      expect(await as(null), `${method} ${path}`).toEqual([401, 'unauthorized', false]);
      expect(await as('somebody')).toEqual([400, 'project_required', false]);
      expect(await as(`${other}-owner`, project)).toEqual([404, 'project_not_found', false]);
      const operator = await as(`${project}-operator`);
      if (access === 'owner') expect(operator).toEqual([403, 'owner_required', false]);
      else expect(operator[0]).toBe(200);
      // A row of another project is not there, whoever asks.
      const own = await as(`${other}-owner`, other);
      expect(own[2]).toBe(false);
      if (path.includes(id)) expect(own).toEqual([404, 'hours_not_found', false]);
    }
    expect((await ask('GET', WEEK)).json.working_hours).toMatchObject([{ start_time: '03:33' }]);
  });
});
