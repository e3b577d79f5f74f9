import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BookingDocument, BookingList } from '../../../shared/contracts/bookings.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import type { Project } from '../../../shared/projects/index.ts';
import { type ApiAnswer, type ApiCall, callApi } from '../../steps/api-call.ts';
import { putProject, readAll } from '../../steps/bookings.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { type ApiHandler, loadHandler } from '../../steps/load-handler.ts';
import { salon } from '../../steps/salon.ts';

const OWNER = 'owner-1';
const STRANGER = 'owner-2';
const COLLECTION = '/projects/{project_id}/bookings';
const ONE = `${COLLECTION}/{booking_id}`;

let dynoxide: Dynoxide;
let handler: ApiHandler;
let project: Project;
let foreign: Project;
beforeAll(async () => {
  dynoxide = await startTable();
  process.env.LOG_LEVEL = 'SILENT';
  handler = await loadHandler('api-bookings');
});
afterAll(() => dynoxide.close());

let made = 0;
async function freshProjects(): Promise<void> {
  made += 1;
  project = salon({ projectId: `api_${made}` as ProjectId });
  foreign = salon({ projectId: `foreign_${made}` as ProjectId });
  await putProject(dynoxide.endpoint, dynoxide.tableName, project, OWNER);
  await putProject(dynoxide.endpoint, dynoxide.tableName, foreign, STRANGER);
}

type Body = BookingDocument & BookingList & { error: { code: string; details: unknown } };

function call(routeKey: string, different: Partial<ApiCall> = {}): Promise<ApiAnswer<Body>> {
  const path = { project_id: project.projectId, ...different.path };
  return callApi(handler, { userId: OWNER, ...different, routeKey, path });
}

/** The next Wednesday at this hour, UTC. */
function wednesday(hour: number): string {
  const date = new Date(Date.now() + 86_400_000);
  date.setUTCDate(date.getUTCDate() + ((3 - date.getUTCDay() + 7) % 7));
  date.setUTCHours(hour, 0, 0, 0);
  return date.toISOString();
}
const wish = {
  ...{ service_id: 'haircut', specialist_id: 'anna', starts_at: wednesday(10) },
  client: { name: ' Олена ', phone: '+38 (050) 111-22-33' },
};

describe('the bookings API', () => {
  it('books for a client on the phone, once per Idempotency-Key', async () => {
    await freshProjects();
    const headers = { 'idempotency-key': 'form-1' };
    const first = await call(`POST ${COLLECTION}`, { body: wish, headers });
    expect(first).toEqual({
      status: 201,
      body: {
        booking_id: expect.any(String),
        code: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{6}$/),
        ...{ status: 'PENDING', version: 1, time_zone: 'Europe/Kyiv', price: 450, currency: 'UAH' },
        ...{ specialist_id: 'anna', specialist_name: 'Anna' },
        ...{ service_id: 'haircut', service_name: 'Haircut' },
        starts_at: wish.starts_at,
        ends_at: new Date(Date.parse(wish.starts_at) + 1_800_000).toISOString(),
        client: { client_id: expect.any(String), name: 'Олена', phone: '+380501112233' },
        ...{ created_at: expect.any(String), updated_at: expect.any(String) },
        ...{ requested_at: first.body.created_at, reminders: 0 },
        payments: { due: 450, paid: 0, outstanding: 450, received: [] },
        actor: { kind: 'member', id: OWNER },
      },
    });
    const copy = await call(`POST ${COLLECTION}`, { body: wish, headers });
    expect(copy).toEqual({ status: 200, body: first.body });
    const other = { ...wish, starts_at: wednesday(12) };
    const reused = await call(`POST ${COLLECTION}`, { body: other, headers });
    expect(reused).toMatchObject({
      status: 409,
      body: { error: { code: 'idempotency_key_reused' } },
    });
    const without = await call(`POST ${COLLECTION}`, { body: wish });
    expect(without).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'slot_taken',
          details: {
            alternatives: expect.arrayContaining([
              expect.objectContaining({ specialist_id: 'anna', service_id: 'haircut' }),
            ]),
          },
        },
      },
    });
    const again = await call(`POST ${COLLECTION}`, { body: other });
    expect(again.body.client.client_id).toBe(first.body.client.client_id);
  });

  it('shows, moves and cancels a booking', async () => {
    await freshProjects();
    const { body } = await call(`POST ${COLLECTION}`, { body: wish });
    const path = { booking_id: body.booking_id };
    expect(await call(`GET ${ONE}`, { path })).toEqual({ status: 200, body });
    const move = { starts_at: wednesday(13).replace('Z', '+00:00'), specialist_id: 'maria' };
    expect(await call(`PATCH ${ONE}`, { path, body: move })).toMatchObject({
      status: 200,
      body: { starts_at: wednesday(13), specialist_id: 'maria', code: body.code, version: 2 },
    });
    const end = { status: 'CANCELLED', reason: 'ill' };
    expect(await call(`PATCH ${ONE}`, { path, body: end })).toMatchObject({
      status: 200,
      body: { status: 'CANCELLED', reason: 'ill', version: 3 },
    });
    expect(await call(`PATCH ${ONE}`, { path, body: move })).toMatchObject({
      status: 409,
      body: { error: { code: 'booking_not_changeable' } },
    });
  });

  it('answers a request and takes the answer back', async () => {
    await freshProjects();
    const { body } = await call(`POST ${COLLECTION}`, { body: wish });
    const path = { booking_id: body.booking_id };
    const patch = (change: object, headers = {}) =>
      call(`PATCH ${ONE}`, { path, body: change, headers });
    const key = { 'idempotency-key': 'click-1' };
    const confirmed = await patch({ status: 'CONFIRMED' }, key);
    expect(confirmed).toMatchObject({
      ...{ status: 200, body: { status: 'CONFIRMED', version: 2 } },
    });
    expect(confirmed.body.decision).toEqual({ by: OWNER, at: confirmed.body.updated_at });
    expect(await patch({ status: 'CONFIRMED' })).toEqual(confirmed);
    expect(await patch({ status: 'REJECTED' })).toMatchObject({
      status: 409,
      body: { error: { code: 'booking_not_changeable', details: { status: 'CONFIRMED' } } },
    });
    const waits = await patch({ status: 'PENDING' });
    expect(waits).toMatchObject({ status: 200, body: { status: 'PENDING', version: 3 } });
    expect(waits.body).not.toHaveProperty('decision');
    expect(waits.body.requested_at).toBe(waits.body.updated_at);
    expect(await patch({ status: 'CONFIRMED' }, key)).toEqual(waits);
    expect(await patch({ status: 'REJECTED', reason: 'ill' })).toMatchObject({
      status: 200,
      body: { status: 'REJECTED', reason: 'ill', version: 4 },
    });
    expect(await patch({ status: 'REJECTED', reason: 'Anna is ill' })).toMatchObject({
      status: 200,
      body: { reason: 'Anna is ill', version: 5 },
    });
    expect((await call(`POST ${COLLECTION}`, { body: wish })).status).toBe(201);
    expect(await patch({ status: 'PENDING' })).toMatchObject({
      status: 409,
      body: {
        error: {
          code: 'slot_taken',
          details: { alternatives: expect.arrayContaining([expect.anything()]) },
        },
      },
    });
  });

  it('runs a session and takes what is paid for it', async () => {
    await freshProjects();
    const { body } = await call(`POST ${COLLECTION}`, { body: wish });
    const path = { booking_id: body.booking_id };
    const patch = (status: string) => call(`PATCH ${ONE}`, { path, body: { status } });
    const pay = (amount: unknown, headers = {}) =>
      call(`POST ${ONE}/payments`, { path, body: { amount, method: 'card' }, headers });
    expect((await pay(100)).status).toBe(409);
    await patch('CONFIRMED');
    for (const early of ['IN_PROGRESS', 'NO_SHOW']) {
      expect(await patch(early)).toMatchObject({
        status: 409,
        body: { error: { code: 'too_early', details: { from: expect.any(String) } } },
      });
    }
    expect(await patch('COMPLETED')).toMatchObject({
      status: 409,
      body: { error: { code: 'booking_not_changeable' } },
    });
    const key = { 'idempotency-key': 'receipt-7' };
    const paid = await pay(100.5, key);
    expect(paid).toMatchObject({ status: 201 });
    expect(paid.body.payments).toEqual({
      ...{ due: 450, paid: 100.5, outstanding: 349.5 },
      received: [{ amount: 100.5, method: 'card', at: paid.body.updated_at, by: OWNER }],
    });
    expect(await pay(100.5, key)).toEqual({ status: 200, body: paid.body });
    expect(await pay(349.51)).toMatchObject({
      status: 409,
      body: {
        error: { code: 'overpaid', details: { due: 450, paid: 100.5, outstanding: 349.5 } },
      },
    });
    expect(await pay(0.001)).toMatchObject({ body: { error: { code: 'invalid_amount' } } });
    for (const wrong of [0, -1, '5', null, 1e13]) expect((await pay(wrong)).status).toBe(400);
    const left = await call(`GET ${ONE}`, { path });
    expect(left.body).toEqual(paid.body);
  });

  it('lists page by page', async () => {
    await freshProjects();
    for (const hour of [8, 9, 10, 11]) {
      const specialist_id = hour === 9 ? 'maria' : 'anna';
      const body = { ...wish, specialist_id, starts_at: wednesday(hour) };
      expect((await call(`POST ${COLLECTION}`, { body })).status).toBe(201);
    }
    const query = { from: wednesday(8), to: wednesday(11), specialist: 'anna', limit: '1' };
    const first = await call(`GET ${COLLECTION}`, { query });
    expect(first.body.bookings.map((one) => one.starts_at)).toEqual([wednesday(8)]);
    const cursor = first.body.cursor ?? '';
    const second = await call(`GET ${COLLECTION}`, { query: { ...query, cursor } });
    expect(second.body).toEqual({
      bookings: [expect.objectContaining({ starts_at: wednesday(10) })],
    });
    expect(await call(`GET ${COLLECTION}`, { query: { ...query, cursor: '?' } })).toMatchObject({
      status: 400,
      body: { error: { code: 'invalid_cursor' } },
    });
  });

  it('is there for members only, and never leads into another project', async () => {
    await freshProjects();
    const { body } = await call(`POST ${COLLECTION}`, { body: wish });
    const path = { booking_id: body.booking_id };
    const query = { from: wednesday(0), to: wednesday(23) };
    for (const [routeKey, asked] of [
      [`POST ${COLLECTION}`, { body: wish }],
      [`GET ${COLLECTION}`, { query }],
      [`GET ${ONE}`, { path }],
      [`PATCH ${ONE}`, { path, body: { status: 'CANCELLED' } }],
      [`POST ${ONE}/payments`, { path, body: { amount: 1, method: 'cash' } }],
    ] as const) {
      expect((await call(routeKey, { ...asked, userId: '' })).status).toBe(401);
      expect(await call(routeKey, { ...asked, userId: STRANGER })).toMatchObject({
        status: 404,
        body: { error: { code: 'project_not_found' } },
      });
    }
    const theirs = { userId: STRANGER, path: { ...path, project_id: foreign.projectId } };
    for (const [routeKey, asked] of [
      [`GET ${ONE}`, {}],
      [`PATCH ${ONE}`, { body: { status: 'CANCELLED' } }],
      [`PATCH ${ONE}`, { body: { starts_at: wednesday(12) } }],
      [`PATCH ${ONE}`, { body: { status: 'CONFIRMED' } }],
      [`PATCH ${ONE}`, { body: { status: 'PENDING' } }],
      [`POST ${ONE}/payments`, { body: { amount: 1, method: 'cash' } }],
    ] as const) {
      expect(await call(routeKey, { ...theirs, ...asked })).toMatchObject({
        status: 404,
        body: { error: { code: 'booking_not_found' } },
      });
    }
    const { body: untouched } = await call(`GET ${ONE}`, { path });
    expect(untouched).toEqual(body);
  });

  it.each([
    ['a time without its offset', { starts_at: '2026-11-24T10:00:00' }, 400],
    ['a date', { starts_at: '2026-11-24' }, 400],
    ['a number', { starts_at: 1 }, 400],
    ['no client', { client: undefined }, 400],
    ['a nameless client', { client: { name: ' ' } }, 400],
    ['a phone that is none', { client: { name: 'A', phone: 'call me' } }, 400],
    ['an unknown key', { status: 'CONFIRMED' }, 400],
    ['an unknown service', { service_id: 'tattoo' }, 422],
    ['an unknown specialist', { specialist_id: '__proto__' }, 422],
    ['the past', { starts_at: '2020-01-01T10:00:00Z' }, 422],
    ['a time off the slots', { starts_at: wednesday(10).replace(':00:00', ':07:00') }, 422],
    ['the end of days', { starts_at: '9999-12-31T23:59:59Z' }, 422],
  ])('refuses %s and stores nothing', async (_, different, status) => {
    await freshProjects();
    const body = { ...wish, ...different };
    expect((await call(`POST ${COLLECTION}`, { body })).status).toBe(status);
    const stored = await readAll(dynoxide.endpoint, dynoxide.tableName, project.projectId);
    expect(stored).toEqual({ bookings: [], days: [] });
  });

  it.each([
    [{ status: 'EXPIRED' }],
    [{ status: 'CONFIRMED', reason: 'why not' }],
    [{ status: 'REJECTED', reason: ' ' }],
    [{ status: 'CANCELLED', starts_at: wednesday(10) }],
    [{}],
    [{ specialist_id: 'anna' }],
  ])('refuses a change that is neither a move nor a step: %j', async (body) => {
    await freshProjects();
    const path = { booking_id: 'x' };
    expect((await call(`PATCH ${ONE}`, { path, body })).status).toBe(400);
  });

  it('refuses a list without bounds or with senseless ones', async () => {
    await freshProjects();
    const query = { from: wednesday(8), to: wednesday(11) };
    for (const wrong of [
      { from: '' },
      { to: wednesday(8) },
      { limit: '0' },
      { limit: 'all' },
      { limit: '501' },
    ]) {
      expect((await call(`GET ${COLLECTION}`, { query: { ...query, ...wrong } })).status).toBe(400);
    }
    expect((await call(`GET ${COLLECTION}`)).status).toBe(400);
  });
});
