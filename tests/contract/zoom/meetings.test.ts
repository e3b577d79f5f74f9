import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { zoomOAuth } from '../../../shared/providers/zoom/index.ts';
import { type Stand, stand } from './stand.ts';

let zoom: Stand;
let token: string;
beforeEach(async () => {
  zoom = await stand();
  token = await zoom.signIn();
});
afterEach(() => zoom.close());

const OTHER = { id: 'other-person', email: 'other@zoom.example', name: 'Other' };
const MEETINGS = '/users/me/meetings';
const visit = (more: object = {}) => ({
  ...{ topic: 'Консультація', type: 2, start_time: '2026-11-24T08:00:00Z', duration: 30 },
  ...{ timezone: 'Europe/Kiev', agenda: 'K7Q2' },
  ...more,
});
const draft = (more: object = {}) => ({
  ...{ topic: 'Олена · Консультація', agenda: 'K7Q2\nfrontdesk salon/BOOKING1', minutes: 30 },
  ...{ startsAt: '2026-11-24T08:00:00.000Z', timeZone: 'Europe/Kyiv' },
  ...more,
});
const create = (more: object = {}) => zoom.call(token, 'POST', MEETINGS, visit(more));
const refused = (status: number, code: number) => ({ status, body: { code } });

describe('the stand-in', () => {
  it('makes a meeting with a link for guests and one for its host', async () => {
    const made = await create();
    expect(made).toMatchObject({
      status: 201,
      body: {
        ...{ topic: 'Консультація', type: 2, start_time: '2026-11-24T08:00:00Z', duration: 30 },
        ...{ host_email: 'owner@zoom.example', status: 'waiting' },
        join_url: expect.stringMatching(/^https:\/\/us05web\.zoom\.us\/j\/\d+\?pwd=/),
        start_url: expect.stringMatching(/zak=/),
      },
    });
    const path = `/meetings/${made.body.id}`;
    expect((await zoom.call(token, 'PATCH', path, { duration: 60 })).status).toBe(204);
    const { meetings } = (await zoom.call(token, 'GET', MEETINGS)).body;
    expect(meetings).toMatchObject([{ duration: 60, join_url: made.body.join_url }]);
    expect(JSON.stringify(meetings)).not.toMatch(/zak=|password/);
    expect((await zoom.call(token, 'DELETE', path)).status).toBe(204);
    for (const method of ['DELETE', 'PATCH']) {
      expect(
        await zoom.call(token, method, path, method === 'PATCH' ? {} : undefined),
      ).toMatchObject(refused(404, 3001));
    }
  });

  it('makes another one each time it is asked', async () => {
    await create();
    await create();
    expect(await zoom.meetings()).toHaveLength(2);
  });

  it.each([
    { start_time: '2026-11-24T08:00:00.000Z' },
    { start_time: '2026-11-24 08:00' },
    { timezone: 'Europe/Kyiv' },
    { duration: 0 },
    { duration: 7.5 },
    { topic: 'x'.repeat(201) },
    { agenda: 'x'.repeat(2001) },
    { settings: { waiting_room: 'yes' } },
  ])('refuses %j', async (wrong) => {
    expect(await create(wrong)).toMatchObject(refused(400, 300));
    expect(await zoom.meetings()).toEqual([]);
  });

  it('reads a time on the wall in the zone of the meeting', async () => {
    const winter = await create({ start_time: '2026-11-24T10:00:00' });
    const summer = await create({ start_time: '2026-07-24T10:00:00' });
    expect(winter.body.start_time).toBe('2026-11-24T08:00:00Z');
    expect(summer.body.start_time).toBe('2026-07-24T07:00:00Z');
  });

  it('tells of her own meetings only, page by page, agendas cut', async () => {
    const other = await zoom.signIn(OTHER);
    const made = await create({ agenda: 'я'.repeat(300) });
    for (let count = 0; count < 4; count += 1) await create();
    expect((await zoom.call(other, 'GET', MEETINGS)).body.meetings).toEqual([]);
    const path = `/meetings/${made.body.id}`;
    expect(await zoom.call(other, 'DELETE', path)).toMatchObject(refused(404, 3001));
    const first = await zoom.call(token, 'GET', `${MEETINGS}?page_size=3`);
    expect(first.body.meetings).toHaveLength(3);
    expect(first.body.meetings[0].agenda).toHaveLength(250);
    const next = `${MEETINGS}?page_size=3&next_page_token=${first.body.next_page_token}`;
    const second = await zoom.call(token, 'GET', next);
    expect(second.body).toMatchObject({ next_page_token: '', total_records: 5 });
    expect(second.body.meetings).toHaveLength(2);
    const large = await zoom.call(token, 'GET', `${MEETINGS}?page_size=301`);
    expect(large).toMatchObject(refused(400, 300));
  });

  it('wants a token that holds, with the right for each call', async () => {
    expect(await zoom.call('nobody', 'GET', MEETINGS)).toMatchObject(refused(401, 124));
    const made = await create();
    const [path, body] = [`/meetings/${made.body.id}`, visit()];
    const reader = await zoom.signIn(undefined, ['meeting:read:meeting', 'user:read:user']);
    expect((await zoom.call(reader, 'GET', path)).status).toBe(200);
    for (const [method, where, sent] of [
      ...[['GET', MEETINGS, undefined] as const, ['POST', MEETINGS, body] as const],
      ...[['PATCH', path, body] as const, ['DELETE', path, undefined] as const],
    ]) {
      const answer = await zoom.call(reader, method, where, sent);
      expect(answer).toMatchObject(refused(400, 4711));
    }
    zoom.clock.advance(3_601_000);
    expect(await zoom.call(reader, 'GET', path)).toMatchObject(refused(401, 124));
  });

  it('makes and changes a hundred meetings a day, of UTC', async () => {
    await zoom.tell('/limits', { daily: 2 });
    const { id } = (await create()).body;
    await zoom.call(token, 'PATCH', `/meetings/${id}`, { duration: 60 });
    expect(await create()).toMatchObject(refused(429, 429));
    expect((await zoom.call(token, 'DELETE', `/meetings/${id}`)).status).toBe(204);
    zoom.clock.advance(14 * 3_600_000);
    token = await zoom.signIn();
    expect((await create()).status).toBe(201);
  });

  it('forgets a meeting a month after it began', async () => {
    await create();
    zoom.clock.advance(33 * 86_400_000);
    token = await zoom.signIn();
    expect((await zoom.call(token, 'GET', MEETINGS)).body.meetings).toHaveLength(1);
    zoom.clock.advance(2 * 86_400_000);
    token = await zoom.signIn();
    expect((await zoom.call(token, 'GET', MEETINGS)).body.meetings).toEqual([]);
  });
});

describe('the client', () => {
  it('asks for no more than it uses', () => {
    expect(zoomOAuth.scopes.zoom).toEqual([
      'meeting:write:meeting',
      'meeting:read:list_meetings',
      'meeting:update:meeting',
      'meeting:delete:meeting',
      'user:read:user',
    ]);
  });

  it('makes a meeting in which nobody waits for others, changes and deletes it', async () => {
    // Meetings of hers are in her personal room, where all her guests would meet.
    await zoom.tell('/settings', { personal_room: true });
    const api = zoom.api(token);
    const made = await api.create(draft());
    expect(made).toEqual({
      kind: 'ok',
      value: {
        ...{ id: expect.stringMatching(/^\d+$/), topic: draft().topic, agenda: draft().agenda },
        ...{ startsAt: draft().startsAt, minutes: 30, createdAt: '2026-11-20T10:00:00Z' },
        joinUrl: expect.stringMatching(/\/j\/\d+/),
      },
    });
    const [first] = await zoom.meetings();
    expect(first).toMatchObject({
      timezone: 'Europe/Kiev',
      settings: { waiting_room: true, join_before_host: false, use_pmi: false },
    });
    const { id, joinUrl } = made.kind === 'ok' ? made.value : { id: '', joinUrl: '' };
    expect(joinUrl).toContain(id);
    const later = draft({ startsAt: '2026-11-24T09:30:00.000Z', minutes: 60 });
    expect(await api.change(id, later)).toMatchObject({ kind: 'ok' });
    const page = await api.list();
    expect(page).toMatchObject({
      value: { items: [{ id, joinUrl, startsAt: '2026-11-24T09:30:00.000Z', minutes: 60 }] },
    });
    expect(await api.remove(id)).toMatchObject({ kind: 'ok' });
    expect(await api.remove(id)).toMatchObject({ kind: 'gone' });
    expect(await api.change(id, later)).toMatchObject({ kind: 'gone' });
  });

  it('leaves out a zone that Zoom does not know: the moment stays', async () => {
    const made = await zoom.api(token).create(draft({ timeZone: 'Europe/Vilnius' }));
    expect(made).toMatchObject({ kind: 'ok', value: { startsAt: draft().startsAt } });
    expect(await zoom.meetings()).toHaveLength(1);
  });

  it('reads a list to its end, and skips what has no time', async () => {
    await zoom.tell('/limits', { daily: null });
    const api = zoom.api(token);
    for (let count = 0; count < 301; count += 1) await api.create(draft());
    const first = await api.list();
    expect(first).toMatchObject({ kind: 'ok' });
    if (first.kind !== 'ok') return;
    expect(first.value.items).toHaveLength(300);
    expect(await api.list(first.value.next)).toMatchObject({
      value: { items: [{ topic: draft().topic }] },
    });
    zoom.provider.fail({
      ...{ path: '/v2/users/me/meetings', status: 200 },
      body: { meetings: [{ id: 5, topic: 'weekly', type: 3, join_url: 'https://zoom.us/j/5' }] },
    });
    expect(await api.list()).toEqual({ kind: 'ok', value: { items: [] } });
  });

  it('says what a refusal means', async () => {
    const api = zoom.api(token);
    await zoom.tell('/limits', { daily: 1 });
    const made = await api.create(draft());
    const id = made.kind === 'ok' ? made.value.id : '';
    const spent = await api.create(draft());
    expect(spent).toMatchObject({ kind: 'not_now', untouched: true });
    // Until the day of UTC is over, by the clock of this machine.
    expect(spent).toHaveProperty('retryAfterSeconds', expect.any(Number));
    await zoom.tell('/meetings/start', { id });
    expect(await api.remove(id)).toMatchObject({ kind: 'not_now', untouched: true });
    expect(await zoom.api('nobody').list()).toMatchObject({ kind: 'disconnected' });
    const narrow = zoom.api(await zoom.signIn(undefined, ['user:read:user']));
    expect(await narrow.list()).toMatchObject({ kind: 'forbidden' });
    const fails = { path: '/v2', times: 1 };
    for (const [status, body, kind] of [
      [400, { code: 300, message: 'Meeting 5 is not found or has expired.' }, 'gone'],
      [400, { code: 3003, message: 'Not meeting host.' }, 'gone'],
      [400, { code: 300, message: 'Invalid meeting id.' }, 'refused'],
      [404, { code: 1001, message: 'User does not exist: me.' }, 'disconnected'],
    ] as const) {
      zoom.provider.fail({ ...fails, status, body });
      expect(await api.remove('5')).toMatchObject({ kind });
    }
    zoom.provider.fail({ ...fails, status: 500 });
    expect(await api.create(draft())).toMatchObject({ kind: 'not_now', untouched: false });
    const soon = new Date(Date.now() + 90_000).toISOString();
    zoom.provider.fail({ ...fails, status: 429, headers: { 'retry-after': soon } });
    const later = await api.list();
    expect(later.kind === 'not_now' && later.retryAfterSeconds).toBeGreaterThan(60);
    expect(later.kind === 'not_now' && later.retryAfterSeconds).toBeLessThanOrEqual(90);
  });
});
