import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { calendly } from '../../../../shared/providers/calendly/index.ts';
import { calendlyBusySource } from '../../../../shared/sync/index.ts';
import { type Stand, stand } from '../../../contract/calendly/stand.ts';
import { importDesk, NOW } from '../import-desk.ts';

let desk: Awaited<ReturnType<typeof importDesk>>;
let service: Stand;
let token: string;
beforeAll(async () => {
  [desk, service] = await Promise.all([importDesk('calendly'), stand()]);
});
afterAll(() => Promise.all([desk.close(), service.close()]));
beforeEach(async () => {
  service.provider.reset();
  token = await service.signIn();
  await desk.open();
});

const ANNA = { id: 'ANNA000000000000', email: 'anna@calendly.example', name: 'Anna' };
const SCOPES = ['users:read', 'scheduled_events:read'];
const source = calendlyBusySource({ api: calendly, accountOf: async () => desk.account(token) });
const upkeep = () => desk.upkeep(source);
const meets = (start_time: string, more: object = {}) =>
  service.tell('/events/add', { host: 'Anna', start_time, minutes: 60, ...more });

describe('a meeting at Calendly', () => {
  it('blocks its time, moves, and is free again when it is cancelled', async () => {
    const { uri } = await meets('2026-11-24T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
    expect(await desk.place()).toMatchObject({ source: 'calendly', status: 'ok' });
    const moved = await service.tell('/events/move', { uri, start_time: '2026-11-24T23:30:00Z' });
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 1410-1440', 'anna 2026-11-25 0-30']);
    await service.tell('/events/cancel', { uri: moved.uri });
    await upkeep();
    expect(await desk.taken()).toEqual([]);
  });

  it('blocks the time of each host, with what she keeps free around it', async () => {
    const hosts = ['Anna', 'Maria', 'Somebody else'];
    await meets('2026-11-24T08:00:00Z', { hosts, buffer_before: 10, buffer_after: 20 });
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 470-560', 'maria 2026-11-24 470-560']);
    expect((await desk.place())?.unmatched).toEqual([
      { id: expect.stringMatching(/^MEMBER/), name: 'Somebody else' },
    ]);
  });

  it('counts also when it began yesterday, and only as far as can be booked', async () => {
    await meets('2026-11-19T23:30:00Z');
    await meets('2026-11-19T08:00:00Z', { host: 'Nobody' });
    await meets('2027-01-20T08:00:00Z');
    await meets('2027-02-20T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-20 0-30', 'anna 2027-01-20 480-540']);
    expect((await desk.place())?.unmatched).toEqual([]);
  });

  it('is read page by page, in a call for each hundred', async () => {
    for (let minute = 0; minute < 120; minute += 1) {
      await meets(new Date(Date.UTC(2026, 10, 24, 8, minute * 10)).toISOString(), { minutes: 5 });
    }
    await upkeep();
    expect(await desk.taken()).toHaveLength(120);
    expect(
      service.provider.requests().filter(({ path }) => path === '/scheduled_events'),
    ).toHaveLength(2);
  });

  it('is that of its host by the id of her address, whatever her name', async () => {
    await service.tell('/members/add', { ...ANNA, name: 'A. K.' });
    await meets('2026-11-24T08:00:00Z', { host: ANNA.id });
    const { specialists } = await desk.open();
    const [anna, ...others] = specialists;
    const known = { ...anna, externalIds: { calendly: ANNA.id } } as never;
    desk.configure({ specialists: [known, ...others] });
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
  });
});

describe('who does not run the organization', () => {
  it('brings her own meetings only', async () => {
    await service.tell('/members/add', ANNA);
    await meets('2026-11-24T08:00:00Z');
    await meets('2026-11-24T10:00:00Z', { host: 'Maria' });
    token = await service.signIn(SCOPES, ANNA);
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
    expect(await desk.status()).toEqual(['connected', undefined]);
  });
});

describe('who is in no organization', () => {
  it('brings her own meetings', async () => {
    await service.tell('/members/add', ANNA);
    await meets('2026-11-24T08:00:00Z');
    token = await service.signIn(SCOPES, ANNA);
    const resource = {
      uri: `https://api.calendly.com/users/${ANNA.id}`,
      current_organization: null,
    };
    service.provider.fail({ status: 200, path: '/users/me', body: { resource } });
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
  });
});

describe('while Calendly cannot be read', () => {
  it.each<[string, object]>([
    ['is away', { status: 503, times: 1 }],
    ['wants peace', { status: 429, headers: { 'x-ratelimit-reset': '42' }, times: 1 }],
    ['says something strange', { status: 200, body: {}, times: 1 }],
  ])('since it %s, what was imported last holds and nobody is bothered', async (_, plan) => {
    await meets('2026-11-24T08:00:00Z');
    await upkeep();
    service.provider.fail(plan);
    await meets('2026-11-25T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
    expect(await desk.place()).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^Calendly: /),
    });
    expect(await desk.status()).toEqual(['connected', undefined]);
    await upkeep();
    expect(await desk.taken()).toHaveLength(2);
  });

  it('is asked again when it said, not before', async () => {
    const project = await desk.open();
    const span = { from: '2026-11-20T00:00:00.000Z', to: '2026-12-20T00:00:00.000Z' };
    service.provider.fail({ status: 429, headers: { 'x-ratelimit-reset': '42' } });
    expect(await source.read({ project, place: 'calendly', ...span, now: NOW })).toMatchObject({
      ...{ kind: 'failed', retryAfterSeconds: 42 },
    });
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['the app was removed', 'credentials_refused', () => service.tell('/end-consent', {})],
    [
      'a scope is missing',
      'not_allowed',
      async () => {
        token = await service.signIn(['users:read']);
      },
    ],
  ])(
    'because %s, people are told once, and what was imported last holds',
    async (_, code, ends) => {
      await meets('2026-11-24T08:00:00Z');
      await upkeep();
      await ends();
      await upkeep();
      await upkeep();
      expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
      expect(await desk.place()).toMatchObject({ status: 'failed' });
      expect(await desk.status()).toEqual(['needs_attention', code]);
      expect(await desk.told()).toBe(1);
    },
  );

  it('what was granted before says nothing of who signed in anew meanwhile', async () => {
    const slow = calendlyBusySource({
      accountOf: async () => desk.account(token),
      api: (accessToken) => ({
        ...calendly(accessToken),
        async me() {
          await desk.signsInAnew();
          return { kind: 'forbidden', why: 'the old one' };
        },
      }),
    });
    await desk.upkeep(slow);
    expect(await desk.place()).toMatchObject({ status: 'failed' });
    expect(await desk.status()).toEqual(['connected', undefined]);
    expect(await desk.told()).toBeUndefined();
  });

  it('since nobody is signed in, it is not asked', async () => {
    await desk.upkeep(calendlyBusySource({ api: calendly, accountOf: async () => undefined }));
    expect(await desk.place()).toMatchObject({
      status: 'failed',
      reason: 'The project is not connected to Calendly.',
    });
    const paths = service.provider.requests().map(({ path }) => path);
    expect(paths).not.toContain('/scheduled_events');
  });
});
