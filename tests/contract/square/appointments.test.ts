import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { squareOAuth } from '../../../shared/providers/square/index.ts';
import { type Stand, stand } from './stand.ts';

let square: Stand;
let token: string;
beforeEach(async () => {
  square = await stand();
  token = await square.signIn();
});
afterEach(() => square.close());

const SPAN = { from: '2026-11-20T00:00:00.000Z', to: '2026-12-20T00:00:00.000Z' };
const cut = (start_at: string, more: object = {}) =>
  square.tell('/bookings/add', { person: 'Anna', start_at, minutes: 60, ...more });
const refused = (status: number, code: string) => ({
  status,
  body: { errors: [expect.objectContaining({ code })] },
});
const span = (from: string, to: string, more = '') =>
  `/bookings?start_at_min=${from}&start_at_max=${to}${more}`;
const MONTH = span('2026-11-20T00:00:00Z', '2026-12-20T00:00:00Z');

describe('the stand-in', () => {
  it('lists what begins within 31 days, and refuses a longer span', async () => {
    await cut('2026-11-24T08:00:00Z');
    await cut('2026-12-24T08:00:00Z');
    const { body } = await square.call(token, MONTH);
    expect(body.bookings).toMatchObject([{ start_at: '2026-11-24T08:00:00Z', status: 'ACCEPTED' }]);
    const exactly = span('2026-11-20T00:00:00Z', '2026-12-21T00:00:00Z');
    expect((await square.call(token, exactly)).status).toBe(200);
    const longer = span('2026-11-20T00:00:00Z', '2026-12-21T00:00:01Z');
    expect(await square.call(token, longer)).toMatchObject(refused(400, 'INVALID_TIME_RANGE'));
    // Without an end: 31 days from the beginning, which is now unless it is said.
    expect((await square.call(token, '/bookings')).body.bookings).toHaveLength(1);
  });

  it('leaves out a list that is empty', async () => {
    expect((await square.call(token, MONTH)).body).toEqual({});
  });

  it.each([
    ['start_at_min=2026-11-20', 'INVALID_TIME'],
    ['start_at_min=2026-11-20T00:00:00', 'INVALID_TIME'],
    ['start_at_min=2026-11-20T00:00:00Z&start_at_max=2026-11-19T00:00:00Z', 'INVALID_TIME_RANGE'],
    ['limit=0', 'VALUE_TOO_HIGH'],
    ['cursor=made-up', 'INVALID_CURSOR'],
  ])('refuses %s', async (query, code) => {
    expect(await square.call(token, `/bookings?${query}`)).toMatchObject(refused(400, code));
  });

  it('takes a cursor with the very same question only', async () => {
    await cut('2026-11-24T08:00:00Z');
    await cut('2026-11-25T08:00:00Z');
    const { cursor } = (await square.call(token, `${MONTH}&limit=1`)).body;
    const next = await square.call(token, `${MONTH}&limit=1&cursor=${cursor}`);
    expect(next.body.bookings).toMatchObject([{ start_at: '2026-11-25T08:00:00Z' }]);
    expect(next.body.cursor).toBeUndefined();
    const other = await square.call(token, `${MONTH}&limit=2&cursor=${cursor}`);
    expect(other).toMatchObject(refused(400, 'INVALID_CURSOR'));
  });

  it('wants the version, a token that holds, and every scope', async () => {
    const unversioned = await square.call(token, MONTH, { 'square-version': '' });
    expect(unversioned).toMatchObject(refused(400, 'BAD_REQUEST'));
    expect(await square.call('none', MONTH)).toMatchObject(refused(401, 'ACCESS_TOKEN_EXPIRED'));
    const all = squareOAuth.scopes.square ?? [];
    for (const [left, path] of [
      ['APPOINTMENTS_READ', MONTH],
      ['APPOINTMENTS_ALL_READ', MONTH],
      ['APPOINTMENTS_BUSINESS_SETTINGS_READ', '/bookings/team-member-booking-profiles'],
      ['MERCHANT_PROFILE_READ', '/merchants/me'],
    ] as const) {
      const less = await square.signIn(all.filter((scope) => scope !== left));
      expect(await square.call(less, path), left).toMatchObject(
        refused(403, 'INSUFFICIENT_SCOPES'),
      );
      expect((await square.call(token, path)).status).toBe(200);
    }
    square.clock.advance(30 * 86_400_000);
    expect(await square.call(token, MONTH)).toMatchObject(refused(401, 'ACCESS_TOKEN_EXPIRED'));
  });
});

describe('the client', () => {
  it('reads appointments with their parts, and the team', async () => {
    await cut('2026-11-24T10:00:00+02:00', {
      segments: [{ person: 'Anna', minutes: 30, intermission_minutes: 15 }, { person: 'Марія' }],
      transition_minutes: 10,
      all_day: true,
    });
    const { id } = await cut('2026-11-25T08:00:00Z');
    await square.tell('/bookings/change', { id, status: 'CANCELLED_BY_CUSTOMER' });
    const [anna, maria] = (await square.look('/team')).map(
      ({ team_member_id }: { team_member_id: string }) => team_member_id,
    );
    const api = square.api(token);
    expect(await api.bookings(SPAN)).toEqual({
      kind: 'ok',
      value: {
        items: [
          {
            ...{ id: 'booking00000001', status: 'ACCEPTED', startsAt: '2026-11-24T08:00:00.000Z' },
            segments: [
              { teamMemberId: anna, minutes: 30, pauseMinutes: 15 },
              { teamMemberId: maria, pauseMinutes: 0 },
            ],
            ...{ minutesAfter: 10, isAllDay: true },
          },
          expect.objectContaining({ id, status: 'CANCELLED_BY_CUSTOMER' }),
        ],
      },
    });
    expect(await api.people()).toEqual({
      kind: 'ok',
      value: {
        items: [
          { id: anna, name: 'Anna' },
          { id: maria, name: 'Марія' },
        ],
      },
    });
    expect(await api.bookings({ ...SPAN, from: '2026-12-01T00:00:00.000Z' })).toEqual({
      kind: 'ok',
      value: { items: [] },
    });
  });

  it('goes from page to page', async () => {
    for (let count = 0; count < 101; count += 1)
      await square.tell('/team/add', { display_name: 'X' });
    const api = square.api(token);
    const first = await api.people();
    if (first.kind !== 'ok') throw new Error(first.why);
    expect(first.value.items).toHaveLength(100);
    const second = await api.people(first.value.next);
    expect(second).toMatchObject({ kind: 'ok', value: { items: [{ name: 'X' }] } });
    expect(second.kind === 'ok' && second.value.next).toBeUndefined();
  });

  it('says what it means that Square does not answer as asked', async () => {
    const api = square.api(token);
    const { provider } = square;
    provider.fail({ status: 429 });
    expect(await api.bookings(SPAN)).toMatchObject({ kind: 'not_now', retryAfterSeconds: 60 });
    provider.fail({ status: 503, headers: { 'retry-after': '120' } });
    expect(await api.bookings(SPAN)).toMatchObject({ kind: 'not_now', retryAfterSeconds: 120 });
    provider.fail({ status: 200, body: { bookings: [{ id: 'x' }] } });
    expect(await api.bookings(SPAN)).toMatchObject({ kind: 'not_now' });
    expect(await api.bookings({ ...SPAN, to: '2027-12-20T00:00:00.000Z' })).toMatchObject({
      kind: 'refused',
      why: expect.stringMatching(/^400 INVALID_TIME_RANGE/),
    });
    const less = square.api(await square.signIn(['MERCHANT_PROFILE_READ']));
    expect(await less.bookings(SPAN)).toMatchObject({
      kind: 'forbidden',
      why: expect.stringMatching(/^403 INSUFFICIENT_SCOPES/),
    });
    await square.tell('/end-consent', {});
    expect(await api.bookings(SPAN)).toMatchObject({ kind: 'disconnected' });
  });
});
