import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Json } from '../../steps/stand-in.ts';
import { type Stand, stand } from './stand.ts';

let altegio: Stand;
beforeEach(async () => {
  altegio = await stand();
});
afterEach(() => altegio.close());

const NO_LIMITS = { perSecond: null, perMinute: null };
const records = async (query = ''): Promise<Json> =>
  (await altegio.call(`GET /records/100001${query}`)).body;
const add = (date: string, more: object = {}): Promise<Json> =>
  altegio.tell('/records/add', { staff: 'Anna', date, ...more });

describe('who may call', () => {
  test.each<[string, Parameters<Stand['call']>, number]>([
    ['without a header', ['GET /company/100001', { partner: '' }], 401],
    ['with another partner', ['GET /company/100001', { partner: 'nobody' }], 401],
    ['without a user', ['GET /company/100001', { user: null }], 401],
    ['with a user nobody knows', ['GET /company/100001', { user: 'nobody' }], 401],
    ['for another version', ['GET /company/100001', { accept: 'application/json' }], 400],
    ['of a location that is not there', ['GET /company/7'], 404],
  ])('a call %s gets an error in the envelope', async (_, asked, status) => {
    const answer = await altegio.call(...asked);
    expect(answer).toMatchObject({
      status,
      body: { success: false, data: null, meta: { message: expect.any(String) } },
    });
  });

  test('rights, the location of somebody else and a licence that is over are 403', async () => {
    await altegio.tell('/locations', { id: 200002 });
    expect(await altegio.call('GET /company/200002')).toMatchObject({ status: 403 });
    await altegio.tell('/users', { journal: false });
    expect(await altegio.call('GET /company/100001')).toMatchObject({ status: 200 });
    expect(await altegio.call('GET /records/100001')).toMatchObject({ status: 403 });
    await altegio.tell('/locations', { licence: false });
    expect((await altegio.call('GET /company/100001')).body.meta.message).toContain(
      'licence must be renewed for location 100001',
    );
  });

  test('what is public needs the partner alone', async () => {
    expect((await altegio.call('GET /book_staff/100001', { user: null })).status).toBe(200);
    await altegio.tell('/partner', { revoked: true });
    expect((await altegio.call('GET /book_staff/100001', { user: null })).status).toBe(401);
  });

  test('more than five calls in a second, or 200 in a minute, are 429 for everybody', async () => {
    const statuses = async (count: number) => {
      const all = Array.from({ length: count }, () => altegio.call('GET /companies?my=1'));
      return (await Promise.all(all)).map(({ status }) => status);
    };
    expect((await statuses(6)).toSorted()).toEqual([200, 200, 200, 200, 200, 429]);
    await altegio.tell('/limits', { perSecond: null });
    altegio.later(2);
    expect((await statuses(200)).filter((status) => status === 429)).toHaveLength(5);
    altegio.later(60);
    expect(await statuses(1)).toEqual([200]);
  });
});

describe('what is answered', () => {
  test('says of a location its zone by name, or by number beside the name', async () => {
    const location = async () => (await altegio.call('GET /company/100001')).body;
    expect(await location()).toMatchObject({
      success: true,
      data: { id: 100001, title: 'Diva', timezone: 'Europe/Kyiv', active: 1 },
      meta: [],
    });
    await altegio.tell('/locations', { numericZone: true });
    expect((await location()).data).toMatchObject({ timezone: 2, timezone_name: 'Europe/Kyiv' });
  });

  test('has numbers that are texts', async () => {
    const { body } = await altegio.call('GET /services/100001');
    expect(body.data[0]).toMatchObject({ id: '5000001', price_min: '4000.00' });
  });

  test('differs from record to record as backends do, and never in what the wall shows', async () => {
    await altegio.tell('/limits', NO_LIMITS);
    for (let count = 0; count < 30; count += 1) await add('2026-11-24 10:00:00');
    const { data } = await records();
    const kinds = (of: (row: Json) => unknown) => new Set(data.map(of)).size;
    expect(kinds((row) => typeof row.staff_id)).toBe(2);
    expect(kinds((row) => typeof row.deleted)).toBe(2);
    expect(kinds((row) => row.datetime)).toBe(2);
    expect(new Set(data.map((row: Json) => row.date.slice(11, 19)))).toEqual(new Set(['10:00:00']));
    expect(kinds((row) => row.date.charAt(10))).toBe(2);
  });

  test('leaves deleted records out unless they are asked for, and knows when what changed', async () => {
    const first = await add('2026-11-24 10:00:00');
    await add('2026-11-25 10:00:00', { client: null });
    altegio.later(3600);
    expect((await altegio.call(`DELETE /record/100001/${first.id}`)).status).toBe(204);
    expect((await records()).data).toMatchObject([{ client: null }]);
    expect((await records('?with_deleted=1')).data).toHaveLength(2);
    const changed = '?with_deleted=1&changed_after=2026-11-20T12:30:00';
    expect((await records(changed)).data.map(({ id }: Json) => id)).toEqual([first.id]);
    altegio.later(3600);
    const ofDay = '?start_date=2026-11-25&end_date=2026-11-25';
    expect((await records(ofDay)).meta).toEqual({ page: 1, total_count: 1 });
  });

  test('comes in pages that are as long as the service likes', async () => {
    await altegio.tell('/limits', { ...NO_LIMITS, page: 2 });
    for (const hour of [10, 12, 14]) await add(`2026-11-24 ${hour}:00:00`);
    const [first, second] = [await records('?count=200'), await records('?count=200&page=2')];
    expect([first.data.length, second.data.length]).toEqual([2, 1]);
    expect(second.meta).toEqual({ page: 2, total_count: 3 });
    expect((await records('?page=3')).data).toEqual([]);
    expect((await altegio.call('GET /records/100001?page=0')).status).toBe(400);
  });

  test('refuses time that is taken in the language of the account', async () => {
    const staff = (await altegio.call('GET /staff/100001')).body.data[0].id;
    const body = {
      staff_id: staff,
      services: [{ id: 5000001 }],
      client: { phone: '+380670000000', name: 'Ira' },
      datetime: '2026-11-24T12:00:00+02:00',
      seance_length: 3600,
    };
    const made = await altegio.call('POST /records/100001', { body });
    expect(made).toMatchObject({
      status: 201,
      body: { data: { seance_length: expect.anything() } },
    });
    expect(await altegio.call('POST /records/100001', { body })).toMatchObject({
      status: 422,
      body: { success: false, meta: { message: 'Выбранное время уже занято' } },
    });
    altegio.later(1);
    const busy = { ...body, save_if_busy: true };
    expect((await altegio.call('POST /records/100001', { body: busy })).status).toBe(201);
  });
});
