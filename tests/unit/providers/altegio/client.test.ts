import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { altegio } from '../../../../shared/providers/altegio/index.ts';
import { forgetPace } from '../../../../shared/providers/altegio/pace.ts';
import { recordsAnswer } from '../../../../shared/providers/altegio/parse.ts';
import {
  STAND_IN_PARTNER,
  STAND_IN_USER,
  type Stand,
  stand,
} from '../../../contract/altegio/stand.ts';
import type { Json } from '../../../steps/stand-in.ts';

let service: Stand;
beforeAll(async () => {
  service = await stand();
});
afterAll(() => service.close());
beforeEach(async () => {
  process.env.ALTEGIO_API_ROOT = service.url;
  service.provider.reset();
  forgetPace();
  await service.tell('/limits', { perSecond: null, perMinute: null });
});

const SECRET = { PLATFORM_KEY: 'k'.repeat(40), ALTEGIO_PARTNER_TOKEN: STAND_IN_PARTNER };
const api = (more: object = {}, secret: object = SECRET, timeoutMs = 1_500) =>
  altegio(
    { locationId: '100001', userToken: STAND_IN_USER, ...more },
    { secret: { ...SECRET, ALTEGIO_PARTNER_TOKEN: '', ...secret }, timeoutMs },
  );
const DAY = { from: '2026-11-24', to: '2026-11-24', page: 1 };

describe('a location', () => {
  it('is known by its name and the zone of its walls, however the zone is written', async () => {
    const known = { kind: 'ok', value: { title: 'Diva', timeZone: 'Europe/Kyiv' } };
    expect(await api().location()).toEqual(known);
    await service.tell('/locations', { numericZone: true });
    expect(await api().location()).toEqual(known);
    const answer = { success: true, data: { title: 'Diva', timezone: 2 }, meta: [] };
    service.provider.fail({ status: 200, body: answer });
    expect(await api().location()).toMatchObject({ kind: 'refused', why: /in which time zone/ });
  });

  it.each<[string, () => Promise<unknown>, object, string, RegExp]>([
    [
      'a token that is over',
      () => service.tell('/users', { revoked: true }),
      {},
      'disconnected',
      /user token/,
    ],
    ['a token of nobody', async () => {}, { userToken: 'nobody' }, 'disconnected', /user token/],
    [
      'the partner’s token',
      () => service.tell('/partner', { revoked: true }),
      {},
      'not_installed',
      /partner token/,
    ],
    [
      'somebody else’s location',
      () => service.tell('/locations', { id: 2 }),
      { locationId: '2' },
      'forbidden',
      /no access to location 2/,
    ],
    ['no location', async () => {}, { locationId: '7' }, 'forbidden', /no location 7/],
    [
      'a licence that is over',
      () => service.tell('/locations', { licence: false }),
      {},
      'forbidden',
      /licence of location 100001 .* renew/,
    ],
    [
      'a location that is closed',
      () => service.tell('/locations', { active: false }),
      {},
      'forbidden',
      /not active/,
    ],
  ])(
    'with %s is refused in a sentence that names no token',
    async (_, prepare, more, kind, why) => {
      await prepare();
      const answer = (await api(more).location()) as { kind: string; why: string };
      expect(answer).toMatchObject({ kind, why: expect.stringMatching(why) });
      expect(answer.why).not.toMatch(/stand-in|nobody/);
    },
  );

  it('is asked for by nobody who has no partner token', async () => {
    const answer = await api({}, { ALTEGIO_PARTNER_TOKEN: undefined }).location();
    expect(answer).toMatchObject({ kind: 'not_installed', why: /ALTEGIO_PARTNER_TOKEN/ });
    expect(service.requests()).toEqual([]);
  });

  it.each([500, 502, 408])('is not known now when Altegio answers %d', async (status) => {
    service.provider.fail({ status });
    expect(await api().location()).toMatchObject({ kind: 'not_now' });
  });

  it('is not known now when no answer, or no JSON, comes', async () => {
    service.provider.fail({ hang: true });
    expect(await api({}, SECRET, 200).location()).toMatchObject({
      kind: 'not_now',
      why: 'no answer',
    });
    service.provider.fail({ status: 200, body: '<html>' });
    expect(await api().location()).toMatchObject({ kind: 'not_now', why: /strange/ });
    process.env.ALTEGIO_API_ROOT = 'http://127.0.0.1:9';
    expect(await api().location()).toMatchObject({ kind: 'not_now' });
  });

  it('of which a 402 is said has no licence', async () => {
    service.provider.fail({ status: 402 });
    expect(await api().location()).toMatchObject({ kind: 'forbidden', why: /licence/ });
  });
});

describe('a journal', () => {
  it('is read without offsets, numbers being texts or not', async () => {
    const add = (date: string, more: object = {}) =>
      service.tell('/records/add', { staff: 'Anna', date, minutes: 90, ...more });
    for (let hour = 10; hour < 16; hour += 1) await add(`2026-11-24 ${hour}:00:00`);
    await add('2026-11-24 16:00:00', { client: null });
    await add('2026-11-25 10:00:00');
    const read = (await api().records(DAY)) as Json;
    expect(read.value.itemCount).toBe(7);
    expect(read.value.items.map((one: Json) => one.wallTime).toSorted()).toEqual(
      [10, 11, 12, 13, 14, 15, 16].map((hour) => `2026-11-24 ${hour}:00:00`),
    );
    for (const one of read.value.items) {
      expect(one).toEqual({
        id: expect.stringMatching(/^5\d{8}$/),
        staff: { id: expect.stringMatching(/^2\d{6}$/), name: 'Anna' },
        wallTime: expect.any(String),
        ...{ seconds: 5400, deleted: false, confirmed: 1, attendance: 0 },
      });
    }
  });

  it('is not shown without the right to it', async () => {
    await service.tell('/users', { journal: false });
    expect(await api().records(DAY)).toMatchObject({ kind: 'forbidden', why: /Журнал запису/ });
  });

  it.each([
    ['a missing total', { data: [], meta: [] }, { items: [] }],
    [
      'a record without staff, time or length',
      {
        data: [{ id: '7', staff: [], client: null, deleted: 1, attendance: '-1', confirmed: '0' }],
      },
      {
        items: [
          { id: '7', staff: { id: '', name: '' }, deleted: true, attendance: -1, confirmed: 0 },
        ],
      },
    ],
    [
      'a datetime that says something else than the wall',
      { data: [{ id: 7, date: '2026-11-24 10:00:00', datetime: '2026-11-24T11:00:00+03:00' }] },
      { items: [{ wallTime: '2026-11-24 10:00:00' }] },
    ],
    [
      'only a datetime, and a length under its other name',
      {
        data: [
          {
            id: 7,
            staff_id: 5,
            datetime: '2026-11-24T10:00:00+05:00',
            length: '1500',
            seance_length: 0,
          },
        ],
      },
      {
        items: [{ wallTime: '2026-11-24 10:00:00', seconds: 1500, staff: { id: '5', name: '5' } }],
      },
    ],
  ])('may have %s', (_, body, read) => {
    expect(recordsAnswer.parse({ success: true, ...body })).toMatchObject(read);
  });
});

describe('the pace of a container', () => {
  it('stays below what Altegio allows, whoever asks', async () => {
    await service.tell('/limits', { perSecond: 5 });
    const begun = performance.now();
    const some = await Promise.all(Array.from({ length: 5 }, () => api().location()));
    expect(some.map(({ kind }) => kind)).toEqual(Array(5).fill('ok'));
    expect(performance.now() - begun).toBeGreaterThan(900);
  });

  it('keeps nobody waiting longer than he can', async () => {
    const some = await Promise.all(
      Array.from({ length: 6 }, () => api({}, SECRET, 500).location()),
    );
    const late = some.filter(({ kind }) => kind !== 'ok');
    expect(late).toHaveLength(2);
    expect(late[0]).toMatchObject({ kind: 'not_now', retryAfterSeconds: 1 });
    expect(service.requests()).toHaveLength(4);
  });

  it('holds still when Altegio wants peace, and says for how long', async () => {
    service.provider.fail({ status: 429, headers: { 'retry-after': '30' } });
    expect(await api().location()).toMatchObject({ kind: 'not_now', retryAfterSeconds: 30 });
    const asked = service.requests().length;
    expect(await api({ userToken: 'other' }).location()).toMatchObject({ kind: 'not_now' });
    expect(service.requests()).toHaveLength(asked);
    forgetPace();
    service.provider.fail({ status: 429 });
    const { retryAfterSeconds } = (await api().location()) as Json;
    expect(retryAfterSeconds).toBeGreaterThan(10);
    expect(retryAfterSeconds).toBeLessThanOrEqual(20);
  });
});
