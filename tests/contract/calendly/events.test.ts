import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ORGANIZATION, userUri } from '../../../infra/local/providers/calendly/state.ts';
import { type Stand, stand } from './stand.ts';

let calendly: Stand;
let token: string;
beforeEach(async () => {
  calendly = await stand();
  token = await calendly.signIn();
});
afterEach(() => calendly.close());

const SPAN = { from: '2026-11-20T00:00:00.000Z', to: '2026-12-20T00:00:00.000Z' };
const OWNER = userUri('AAAAAAAAAAAAAAAA');
const OTHER = { id: 'CCCCCCCCCCCCCCCC', email: 'other@calendly.example', name: 'Other' };
const SCOPES = ['users:read', 'scheduled_events:read'];

const meets = (start_time: string, more: object = {}) =>
  calendly.tell('/events/add', { host: 'Olena Owner', start_time, minutes: 30, ...more });
const list = (query: Record<string, string>) =>
  calendly.call(token, `/scheduled_events?${new URLSearchParams(query)}`);

describe('the stand-in', () => {
  it('shows everybody’s meetings to who runs the organization, and to others their own', async () => {
    await calendly.tell('/members/add', OTHER);
    await meets('2026-11-24T08:00:00Z');
    await meets('2026-11-24T09:00:00Z', { host: 'Other' });
    expect((await list({ organization: ORGANIZATION })).body.collection).toHaveLength(2);
    const one = await list({ organization: ORGANIZATION, user: userUri(OTHER.id) });
    expect(one.body.collection).toMatchObject([{ start_time: '2026-11-24T09:00:00.000000Z' }]);
    expect((await list({ user: OWNER })).body.collection).toHaveLength(1);
    expect((await list({ user: userUri(OTHER.id) })).status).toBe(403);

    token = await calendly.signIn(SCOPES, OTHER);
    expect(await list({ organization: ORGANIZATION })).toMatchObject({
      status: 403,
      body: { title: 'Permission Denied' },
    });
    expect((await list({ user: userUri(OTHER.id) })).body.collection).toHaveLength(1);
  });

  it('shows what is asked for: a span, a state, an order, page by page', async () => {
    await meets('2026-11-24T08:00:00Z');
    const { uri } = await meets('2026-11-25T08:00:00Z');
    await meets('2026-11-26T08:00:00Z');
    await calendly.tell('/events/cancel', { uri });
    const starts = async (query: Record<string, string>) =>
      (await list({ organization: ORGANIZATION, ...query })).body.collection.map(
        ({ start_time }: { start_time: string }) => start_time.slice(8, 10),
      );
    expect(await starts({ status: 'active' })).toEqual(['24', '26']);
    expect(await starts({ status: 'canceled' })).toEqual(['25']);
    expect(await starts({ sort: 'start_time:desc' })).toEqual(['26', '25', '24']);
    expect(await starts({ min_start_time: '2026-11-25T00:00:00Z' })).toEqual(['25', '26']);
    expect(await starts({ max_start_time: '2026-11-25T00:00:00Z' })).toEqual(['24']);
    const { pagination } = (await list({ organization: ORGANIZATION, count: '2' })).body;
    expect(pagination).toMatchObject({ count: 2, next_page: expect.stringMatching(/^https:/) });
    const page_token = pagination.next_page_token;
    expect(await starts({ count: '2', page_token })).toEqual(['26']);
    expect((await list({ organization: ORGANIZATION, count: '3', page_token })).status).toBe(400);
  });

  it.each<Record<string, string>>([
    {},
    { organization: 'BBBBBBBBBBBBBBBB' },
    { user: ORGANIZATION },
    { organization: ORGANIZATION, count: '101' },
    { organization: ORGANIZATION, min_start_time: '2026-11-25T10:00:00+02:00' },
    { organization: ORGANIZATION, status: 'cancelled' },
    { organization: ORGANIZATION, location: 'Kyiv' },
  ])('refuses %j', async (query) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { title: 'Invalid Argument' } });
  });

  it('wants a token that holds and the scope of the call, and not too many calls', async () => {
    token = await calendly.signIn(['users:read']);
    expect((await list({ user: OWNER })).status).toBe(403);
    expect((await calendly.call(token, '/users/me')).status).toBe(200);
    token = await calendly.signIn(['scheduled_events:read']);
    expect((await calendly.call(token, '/users/me')).status).toBe(403);
    await calendly.tell('/limits', { per_minute: 5 });
    expect((await list({ user: OWNER })).status).toBe(200);
    expect(await list({ user: OWNER })).toMatchObject({ status: 200 });
    expect(await list({ user: OWNER })).toMatchObject({ status: 429 });
    calendly.clock.advance(60_000);
    expect((await list({ user: OWNER })).status).toBe(200);
    calendly.clock.advance(7_200_000);
    expect((await list({ user: OWNER })).status).toBe(401);
  });
});

describe('the client', () => {
  it('says who signed in, and reads meetings with what each host keeps free', async () => {
    const api = calendly.api(token);
    expect(await api.me()).toEqual({
      kind: 'ok',
      value: { user: OWNER, organization: ORGANIZATION },
    });
    const both = { hosts: ['Olena Owner', 'Ірина'], buffer_before: 5, buffer_after: 10 };
    const { uri } = await meets('2026-11-24T08:00:00Z', both);
    const gone = await meets('2026-11-25T08:00:00Z');
    await calendly.tell('/events/cancel', { uri: gone.uri });
    const time = { startsAt: '2026-11-24T07:55:00.000Z', endsAt: '2026-11-24T08:40:00.000Z' };
    expect(await api.events({ of: { organization: ORGANIZATION }, ...SPAN })).toEqual({
      kind: 'ok',
      value: {
        items: [
          {
            uri,
            hosts: [
              { person: { id: 'AAAAAAAAAAAAAAAA', name: 'Olena Owner' }, ...time },
              { person: { id: expect.stringMatching(/^MEMBER/), name: 'Ірина' }, ...time },
            ],
          },
        ],
      },
    });
    await calendly.tell('/events/move', { uri, start_time: '2026-11-26T08:00:00Z' });
    expect(await api.events({ of: { user: OWNER }, ...SPAN })).toMatchObject({
      kind: 'ok',
      value: { items: [{ hosts: [{ startsAt: '2026-11-26T07:55:00.000Z' }, {}] }] },
    });
  });

  it('goes from page to page', async () => {
    for (let minute = 0; minute < 101; minute += 1) {
      await meets(new Date(Date.UTC(2026, 10, 24, 8, minute)).toISOString());
    }
    const api = calendly.api(token);
    const query = { of: { organization: ORGANIZATION }, ...SPAN };
    const first = await api.events(query);
    if (first.kind !== 'ok' || !first.value.next) throw new Error('no second page');
    expect(first.value.items).toHaveLength(100);
    const second = await api.events({ ...query, next: first.value.next });
    expect(second).toMatchObject({ kind: 'ok', value: { items: [{}] } });
    expect(second.kind === 'ok' && second.value.next).toBeUndefined();
  });

  it('says what it means that Calendly does not answer as asked', async () => {
    const api = calendly.api(token);
    const { provider } = calendly;
    await calendly.tell('/limits', { per_minute: 1 });
    expect((await api.me()).kind).toBe('ok');
    calendly.clock.advance(18_000);
    expect(await api.me()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 42 });
    calendly.clock.advance(60_000);
    provider.fail({ status: 500 });
    expect(await api.me()).toMatchObject({ kind: 'not_now', untouched: false });
    provider.fail({ status: 200, body: { resource: {} } });
    expect(await api.me()).toMatchObject({ kind: 'not_now' });
    await calendly.tell('/limits', { per_minute: 500 });
    const less = calendly.api(await calendly.signIn(['users:read']));
    expect(await less.events({ of: { user: OWNER }, ...SPAN })).toMatchObject({
      kind: 'forbidden',
      why: expect.stringMatching(/^403 Permission Denied/),
    });
    await calendly.tell('/end-consent', {});
    expect(await api.me()).toMatchObject({ kind: 'disconnected' });
  });
});
