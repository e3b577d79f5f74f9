import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import { createResend } from '../../../infra/local/providers/resend/index.ts';
import { ask } from '../../steps/stand-in.ts';

/** The stand-in against what Resend documents: answers, errors by name, keys that make a mail once. */

let now = new Date('2026-11-20T10:00:00.000Z');
let served: Awaited<ReturnType<typeof serveProvider>>;
beforeEach(async () => {
  now = new Date('2026-11-20T10:00:00.000Z');
  served = await serveProvider(createResend(), () => now);
});
afterEach(() => served.close());

const call = (method: string, url: string, body?: unknown, headers = {}) =>
  ask(method, url, body, { authorization: 'Bearer re_stand_in', ...headers });
const MAIL = { from: 'Desk <a@desk.example>', to: ['b@c.example'], subject: 'S', text: 'T' };
const send = (mail: unknown = MAIL, headers = {}) =>
  call('POST', `${served.url}/emails`, mail, headers);
const keyed = (key: string, mail: unknown = MAIL) => send(mail, { 'idempotency-key': key });
const mails = async (to = '') => (await call('GET', `${served.control}/mails?to=${to}`)).body;

describe('a mail', () => {
  it('is taken, told by its id, and kept for who it is to', async () => {
    const { status, body } = await send({ ...MAIL, to: 'B@c.example' });
    expect([status, body]).toEqual([200, { id: expect.stringMatching(/^[0-9a-f-]{36}$/) }]);
    expect(await mails('b@C.example')).toMatchObject([{ id: body.id, subject: 'S', text: 'T' }]);
    expect(await mails('other@c.example')).toEqual([]);
    const read = await call('GET', `${served.url}/emails/${body.id}`);
    expect(read.body).toMatchObject({ object: 'email', id: body.id });
  });

  it('with a key is taken once within a day; another mail with it is refused', async () => {
    const first = await keyed('k/1');
    expect(await keyed('k/1')).toMatchObject({ status: 200, body: first.body });
    const other = await keyed('k/1', { ...MAIL, text: 'other' });
    expect([other.status, other.body.name]).toEqual([409, 'invalid_idempotent_request']);
    expect(await mails()).toHaveLength(1);
    now = new Date(now.getTime() + 24 * 3_600_000);
    await keyed('k/1');
    expect(await mails()).toHaveLength(2);
    expect((await keyed('x'.repeat(257))).body.name).toBe('invalid_idempotency_key');
  });

  it.each([
    [{ ...MAIL, from: undefined }, 422, 'missing_required_field'],
    [{ ...MAIL, to: undefined }, 422, 'missing_required_field'],
    [{ ...MAIL, subject: undefined }, 422, 'missing_required_field'],
    [{ ...MAIL, text: undefined }, 422, 'missing_required_field'],
    [{ ...MAIL, from: 'nobody' }, 422, 'invalid_from_address'],
    [{ ...MAIL, to: ['not an address'] }, 422, 'validation_error'],
    [{ ...MAIL, to: Array(51).fill('b@c.example') }, 422, 'validation_error'],
    ['{', 400, 'validation_error'],
  ])('that is none is refused by name: %j', async (mail, status, name) => {
    const answer = await send(mail);
    expect(answer.body).toMatchObject({ statusCode: status, name });
    expect(await mails()).toEqual([]);
  });

  it('comes from verified domains only, with a key of the account, at the pace of the plan', async () => {
    await call('POST', `${served.control}/verified`, { domains: ['desk.example'] });
    expect((await send()).status).toBe(200);
    const foreign = await send({ ...MAIL, from: 'a@elsewhere.example' });
    expect([foreign.status, foreign.body.name]).toEqual([403, 'validation_error']);
    expect((await send(MAIL, { authorization: 'Bearer re_other' })).body.name).toBe(
      'invalid_api_key',
    );
    expect((await send(MAIL, { authorization: '' })).body.name).toBe('missing_api_key');
    await call('POST', `${served.control}/limits`, { perSecond: 2 });
    const statuses = [];
    for (let one = 0; one < 3; one += 1) statuses.push(await send());
    expect(statuses.map(({ status }) => status)).toEqual([200, 200, 429]);
    expect(statuses[2]?.headers.get('retry-after')).toBe('1');
    now = new Date(now.getTime() + 1_001);
    expect((await send()).status).toBe(200);
  });
});
