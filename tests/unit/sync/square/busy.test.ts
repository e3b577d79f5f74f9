import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { square } from '../../../../shared/providers/square/index.ts';
import { squareBusySource } from '../../../../shared/sync/index.ts';
import { type Stand, stand } from '../../../contract/square/stand.ts';
import { importDesk } from '../import-desk.ts';

let desk: Awaited<ReturnType<typeof importDesk>>;
let service: Stand;
let token: string;
beforeAll(async () => {
  [desk, service] = await Promise.all([importDesk('square'), stand()]);
});
afterAll(() => Promise.all([desk.close(), service.close()]));
beforeEach(async () => {
  service.provider.reset();
  token = await service.signIn();
  await desk.open();
});

const source = squareBusySource({ api: square, accountOf: async () => desk.account(token) });
const upkeep = () => desk.upkeep(source);
const add = (start_at: string, more: object = {}) =>
  service.tell('/bookings/add', { person: 'Anna', start_at, minutes: 60, ...more });
const change = (id: string, more: object) => service.tell('/bookings/change', { id, ...more });
/** Calls of the lists since the stand-in was reset, by where their span begins. */
const windows = () =>
  service.provider
    .requests()
    .filter(({ path }) => path === '/v2/bookings')
    .map(({ query = {} }) =>
      `${query.start_at_min?.slice(0, 10)} ${query.cursor ? 'more' : ''}`.trim(),
    );

describe('an appointment at Square', () => {
  it('blocks its time, moves with what is done there, and is free again when it is cancelled', async () => {
    const { id } = await add('2026-11-24T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
    expect(await desk.place()).toMatchObject({ source: 'square', place: 'square', status: 'ok' });
    await change(id, { start_at: '2026-11-24T23:30:00Z', person: 'Maria' });
    await upkeep();
    expect(await desk.taken()).toEqual(['maria 2026-11-24 1410-1440', 'maria 2026-11-25 0-30']);
    await change(id, { status: 'CANCELLED_BY_SELLER' });
    await upkeep();
    expect(await desk.taken()).toEqual([]);
  });

  it('counts also when it began yesterday, and in every month that can be booked', async () => {
    await add('2026-11-19T23:30:00Z');
    await add('2026-11-19T08:00:00Z', { person: 'Nobody' });
    await add('2026-12-19T08:00:00Z');
    await add('2027-01-20T08:00:00Z');
    await add('2027-02-20T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual([
      ...['anna 2026-11-20 0-30', 'anna 2026-12-19 480-540', 'anna 2027-01-20 480-540'],
    ]);
    expect(windows()).toEqual(['2026-11-18', '2026-12-19', '2027-01-19']);
    // What is over is nobody's business.
    expect((await desk.place())?.unmatched).toEqual([]);
  });

  it('is read page by page', async () => {
    for (let day = 0; day < 15; day += 1) {
      for (let hour = 0; hour < 8; hour += 1) {
        await add(new Date(Date.UTC(2026, 10, 24 + day, 8 + hour)).toISOString(), { minutes: 30 });
      }
    }
    await upkeep();
    expect(await desk.taken()).toHaveLength(120);
    expect(windows().slice(0, 3)).toEqual(['2026-11-18', '2026-11-18 more', '2026-12-19']);
  });

  it('of somebody whom nobody knows is shown, until the configuration says who she is', async () => {
    await add('2026-11-24T08:00:00Z', { person: 'Ганна К.' });
    await add('2026-11-25T08:00:00Z', { person: 'Ганна К.' });
    await upkeep();
    const [{ team_member_id: id }] = await service.look('/team');
    expect(await desk.taken()).toEqual([]);
    expect((await desk.place())?.unmatched).toEqual([{ id, name: 'Ганна К.' }]);
    const { specialists } = await desk.open();
    const [anna, ...others] = specialists;
    desk.configure({ specialists: [{ ...anna, externalIds: { square: id } } as never, ...others] });
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540', 'anna 2026-11-25 480-540']);
    expect((await desk.place())?.unmatched).toEqual([]);
  });
});

describe('while Square cannot be read', () => {
  it.each<[string, object]>([
    ['is away', { status: 503, times: 2 }],
    ['wants peace', { status: 429, times: 2 }],
    ['says something strange', { status: 200, body: { bookings: 'none' }, times: 2 }],
    ['shows no names', { status: 500, path: '/v2/bookings/team', times: 2 }],
  ])('since it %s, what was imported last holds and nobody is bothered', async (_, plan) => {
    await add('2026-11-24T08:00:00Z');
    await upkeep();
    service.provider.fail(plan);
    await add('2026-11-25T08:00:00Z');
    await upkeep();
    expect(await desk.taken()).toEqual(['anna 2026-11-24 480-540']);
    expect(await desk.place()).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/^Square: /),
    });
    expect(await desk.status()).toEqual(['connected', undefined]);
    await upkeep();
    await upkeep();
    expect(await desk.taken()).toHaveLength(2);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    [
      'the seller has removed the app',
      'credentials_refused',
      () => service.tell('/end-consent', {}),
    ],
    [
      'a right is missing',
      'not_allowed',
      async () => {
        token = await service.signIn(['MERCHANT_PROFILE_READ', 'APPOINTMENTS_READ']);
      },
    ],
  ])(
    'because %s, people are told once, and what was imported last holds',
    async (_, code, ends) => {
      await add('2026-11-24T08:00:00Z');
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
    const slow = squareBusySource({
      accountOf: async () => desk.account(token),
      api: (accessToken) => ({
        ...square(accessToken),
        async bookings() {
          await desk.signsInAnew();
          return { kind: 'disconnected', why: 'the old one' };
        },
      }),
    });
    await desk.upkeep(slow);
    expect(await desk.place()).toMatchObject({ status: 'failed' });
    expect(await desk.status()).toEqual(['connected', undefined]);
    expect(await desk.told()).toBeUndefined();
  });

  it('since nobody is signed in, it is not asked', async () => {
    await desk.upkeep(squareBusySource({ api: square, accountOf: async () => undefined }));
    expect(await desk.place()).toMatchObject({
      status: 'failed',
      reason: 'The project is not connected to Square.',
    });
    expect(windows()).toEqual([]);
  });
});
