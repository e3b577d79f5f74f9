import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { START } from '../../steps/stand-in.ts';
import { type Stand, stand, webhook } from './stand.ts';

const CAL = 'anna@group.calendar.google.com';
const EVENTS = `calendars/${encodeURIComponent(CAL)}/events`;

let google: Stand;
let hook: Awaited<ReturnType<typeof webhook>>;
beforeEach(async () => {
  [google, hook] = await Promise.all([stand(), webhook()]);
  await google.tell('/calendars', { id: CAL });
});
afterEach(async () => {
  await google.close();
  await hook.close();
});

const watch = (more: object = {}) =>
  google.calendar('POST', `${EVENTS}/watch`, {
    id: 'ch-1',
    type: 'web_hook',
    address: hook.url,
    ...more,
  });
const add = () =>
  google.tell('/events/add', { start: '2026-11-22T10:00', end: '2026-11-22T11:00' });

describe('watching a calendar', () => {
  it('lasts a week unless told, and its sync may come before the answer', async () => {
    const { status, body } = await watch({ token: 'project=p&secret=s' });
    expect(hook.states()).toEqual(['sync']);
    expect(status).toBe(200);
    expect(body).toEqual({
      kind: 'api#channel',
      id: 'ch-1',
      resourceId: expect.any(String),
      resourceUri: expect.stringContaining(
        '/calendar/v3/calendars/anna%40group.calendar.google.com/events',
      ),
      token: 'project=p&secret=s',
      expiration: String(START + 604_800_000),
    });
    expect(hook.arrived[0]).toMatchObject({
      body: '',
      headers: {
        'x-goog-channel-id': 'ch-1',
        'x-goog-channel-token': 'project=p&secret=s',
        'x-goog-channel-expiration': 'Fri, 27 Nov 2026 10:00:00 GMT',
        'x-goog-resource-id': body.resourceId,
        'x-goog-resource-uri': body.resourceUri,
        'x-goog-resource-state': 'sync',
        'x-goog-message-number': '1',
      },
    });
    const asked = await watch({ id: 'ch-2', params: { ttl: '3600' } });
    expect(asked.body.expiration).toBe(String(START + 3_600_000));
    const until = String(START + 86_400_000);
    expect((await watch({ id: 'ch-3', expiration: until })).body.expiration).toBe(until);
    expect(asked.body.resourceId).toBe(body.resourceId);
  });

  it.each([
    ['an id used before', {}, 'channelIdNotUnique'],
    ['an id that is too long', { id: 'x'.repeat(65) }, 'channelIdInvalid'],
    ['plain HTTP', { id: 'ch-2', address: 'http://example.com/hook' }, 'push.webhookUrlNotHttps'],
    ['another kind of channel', { id: 'ch-2', type: 'mail' }, 'channelUnknown'],
    ['a time that has passed', { id: 'ch-2', expiration: String(START - 1) }, 'pushInvalidTtl'],
    ['a time that is none', { id: 'ch-2', params: { ttl: 'week' } }, 'pushInvalidTtl'],
  ])('refuses %s', async (_, more, reason) => {
    await watch();
    expect(await watch(more)).toMatchObject({
      status: 400,
      body: { error: { errors: [{ reason }] } },
    });
  });

  it('tells of every change, whoever makes it, with numbers that grow', async () => {
    await watch();
    const { id } = await add();
    await google.calendar('PATCH', `${EVENTS}/${id}`, { summary: 'x' });
    await hook.count(3);
    await google.calendar('DELETE', `${EVENTS}/${id}`);
    await hook.count(4);
    expect(hook.states()).toEqual(['sync', 'exists', 'exists', 'exists']);
    const numbers = hook.arrived.map(({ headers }) => Number(headers['x-goog-message-number']));
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
    expect(new Set(numbers).size).toBe(4);
    expect(hook.arrived.every(({ body }) => body === '')).toBe(true);
  });

  it('loses and repeats notifications when told to', async () => {
    await watch();
    await google.tell('/channels/mischief', { drop: 1, duplicate: 1 });
    await add();
    expect(hook.arrived).toHaveLength(1);
    await add();
    expect(hook.arrived).toHaveLength(3);
    const [, one, two] = hook.arrived.map(({ headers }) => headers['x-goog-message-number']);
    expect(one).toBe(two);
    const [channel] = await google.look('/channels');
    expect(channel.sent.map(({ dropped }: { dropped: boolean }) => dropped)).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('tries again after 503, not after 400', async () => {
    await watch();
    hook.statuses.push(503, 200, 400);
    await add();
    expect(hook.arrived).toHaveLength(2);
    google.clock.advance(1000);
    await hook.count(3);
    await add();
    google.clock.advance(60_000);
    expect((await google.look('/channels'))[0].sent.at(-1).answers).toEqual([400]);
    expect(hook.arrived).toHaveLength(4);
  });

  it('falls silent when it expires or is stopped', async () => {
    const { body } = await watch({ params: { ttl: '60' } });
    await watch({ id: 'ch-2' });
    google.clock.advance(60_000);
    await add();
    const heard = hook.arrived.slice(2).map(({ headers }) => headers['x-goog-channel-id']);
    expect(heard).toEqual(['ch-2']);
    const stop = (fields: object) => google.calendar('POST', 'channels/stop', fields);
    const { resourceId } = body;
    expect((await stop({ id: 'ch-2', resourceId: 'other' })).status).toBe(404);
    expect((await stop({ id: 'ch-2', resourceId })).status).toBe(204);
    expect((await stop({ id: 'ch-2', resourceId })).status).toBe(404);
    await add();
    expect(hook.arrived).toHaveLength(3);
  });

  it('answers without waiting for a webhook that is not there', async () => {
    await hook.close();
    expect((await watch()).status).toBe(200);
    expect((await google.look('/channels'))[0].sent[0].answers).toEqual(['connection failed']);
  });
});
