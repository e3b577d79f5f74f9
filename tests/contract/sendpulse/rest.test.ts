import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import { createSendpulse } from '../../../infra/local/providers/sendpulse/index.ts';
import { ask } from '../../steps/stand-in.ts';

let now = new Date('2026-11-20T10:00:00.000Z');
let served: Awaited<ReturnType<typeof serveProvider>>;

beforeEach(async () => {
  now = new Date('2026-11-20T10:00:00.000Z');
  served = await serveProvider(createSendpulse(), () => now);
});
afterEach(() => served.close());

const KEY = 'sp-stand-in-key';

const call = (method: string, url: string, body?: unknown, bearer = KEY) =>
  ask(method, url, body, { authorization: `Bearer ${bearer}` });
const post = (path: string, body: unknown, bearer?: string) =>
  call('POST', served.url + path, body, bearer);
const get = (path: string, bearer?: string) => call('GET', served.url + path, undefined, bearer);
const tell = (path: string, body: unknown) => call('POST', served.control + path, body);
const send = (text: string, contact_id = 'c1') =>
  post('/telegram/contacts/send', { contact_id, message: { type: 'text', text } });
const requests = async () => (await call('GET', `${served.control}/requests`)).body;

describe('tokens', () => {
  const grant = {
    grant_type: 'client_credentials',
    client_id: 'sp-stand-in-id',
    client_secret: 'sp-stand-in-secret',
  };

  it('lives for one hour of virtual time', async () => {
    const issued = await post('/oauth/access_token', grant, 'none');
    expect(issued.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
    expect(issued.body.access_token.split('.')).toHaveLength(3);
    const read = () => get('/telegram/contacts/get?id=c1', issued.body.access_token);
    expect((await read()).status).toBe(200);
    now = new Date(now.getTime() + 3599_000);
    expect((await read()).status).toBe(200);
    now = new Date(now.getTime() + 2000);
    expect(await read()).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized!', error_code: 401 },
    });
  });

  it('is not given for foreign credentials, and a forged one opens nothing', async () => {
    expect((await post('/oauth/access_token', { ...grant, client_secret: 'x' })).status).toBe(401);
    const { access_token } = (await post('/oauth/access_token', grant)).body;
    const forged = `${access_token.slice(0, -2)}AA`;
    expect((await get('/telegram/contacts/get?id=c1', forged)).status).toBe(401);
    expect((await get('/telegram/contacts/get?id=c1', 'live-key')).status).toBe(401);
  });

  it('never shows a secret in the record', async () => {
    await post('/oauth/access_token', grant);
    expect((await requests())[0].body.client_secret).toBe('***');
  });
});

describe('sending', () => {
  it('accepts one message for Telegram and records it', async () => {
    expect(await send('Вітаю 👋')).toMatchObject({ status: 200, body: { success: true } });
    expect(await requests()).toEqual([
      {
        method: 'POST',
        path: '/telegram/contacts/send',
        body: { contact_id: 'c1', message: { type: 'text', text: 'Вітаю 👋' } },
        at: now.toISOString(),
        status: 200,
        applied: true,
      },
    ]);
  });

  it('tells message from messages by channel', async () => {
    const text = { type: 'text', text: 'a' };
    const wrong = await post('/telegram/contacts/send', { contact_id: 'c1', messages: [text] });
    expect(wrong.status).toBe(422);
    const item = { type: 'text', message: { text: 'a' } };
    const instagram = { contact_id: 'c1', messages: [item] };
    expect((await post('/instagram/contacts/send', instagram)).status).toBe(200);
    const singular = { contact_id: 'c1', message: item };
    expect((await post('/instagram/contacts/send', singular)).status).toBe(422);
  });

  it('refuses more than 1024 characters, a missing text and a button with callback data', async () => {
    expect((await send('ї'.repeat(1024))).status).toBe(200);
    expect((await send('ї'.repeat(1025))).status).toBe(422);
    expect((await send(' ')).status).toBe(422);
    const long = { contact_id: 'c1', text: 'a'.repeat(1025) };
    expect((await post('/telegram/contacts/sendText', long)).status).toBe(422);
    const button = { text: 'a', callback_data: 'b' };
    const message = { type: 'text', text: 'a', reply_markup: { inline_keyboard: [[button]] } };
    expect((await post('/telegram/contacts/send', { contact_id: 'c1', message })).status).toBe(422);
  });

  it('refuses a contact who left, and one who never talked', async () => {
    const refused = { success: false, errors: { contact_id: ['contact.errors.not_active'] } };
    await tell('/contacts', { id: 'c1', status: 4 });
    expect(await send('a')).toMatchObject({ status: 400, body: refused });
    expect(await send('a', 'stranger-1')).toMatchObject({ status: 400, body: refused });
    expect((await send('a', 'c2')).status).toBe(200);
  });

  it('holds ten requests per second when told to, without any header to wait by', async () => {
    await tell('/limits', { perSecond: 10, perMinute: null });
    const answers = [];
    for (let i = 0; i < 11; i += 1) answers.push(await send('a'));
    expect(answers.map((answer) => answer.status)).toEqual([...Array(10).fill(200), 429]);
    expect(answers[10]?.body.error_code).toBe(2020202020);
    expect(answers[10]?.headers.get('retry-after')).toBeNull();
    now = new Date(now.getTime() + 1001);
    expect((await send('a')).status).toBe(200);
  });
});

describe('contacts', () => {
  it('shows a pause of automation until it has run out', async () => {
    await post('/telegram/contacts/setPauseAutomation', { contact_id: 'c1', minutes: 30 });
    const paused = async () =>
      (await get('/telegram/contacts/get?id=c1')).body.data.automation_paused_until;
    expect(await paused()).toBe('2026-11-20T10:30:00.000Z');
    now = new Date(now.getTime() + 31 * 60_000);
    expect(await paused()).toBeNull();
  });

  it('finds a contact by its Telegram id', async () => {
    await tell('/contacts', { id: 'c1', name: 'Оля', telegramId: '55' });
    const found = await get('/telegram/contacts/getByTelegramId?bot_id=demo-bot&telegram_id=55');
    expect(found.body.data).toMatchObject({ id: 'c1', bot_id: 'demo-bot', status: 1 });
    const missing = '/telegram/contacts/getByTelegramId?bot_id=other&telegram_id=55';
    expect((await get(missing)).status).toBe(404);
  });
});

describe('planned failures', () => {
  it('fail as often as asked, in the words of the service, then never again', async () => {
    await tell('/fail', { status: 500, times: 2 });
    expect([(await send('a')).status, (await send('a')).status, (await send('a')).status]).toEqual([
      500, 500, 200,
    ]);
    expect((await requests()).map(({ applied }: { applied: boolean }) => applied)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('can do what was asked and fail afterwards', async () => {
    await tell('/fail', { status: 502, applyThenFail: true, path: '/telegram/contacts/setPause' });
    expect((await send('a')).status).toBe(200);
    const pause = { contact_id: 'c1', minutes: 5 };
    expect((await post('/telegram/contacts/setPauseAutomation', pause)).status).toBe(502);
    expect(
      (await get('/telegram/contacts/get?id=c1')).body.data.automation_paused_until,
    ).not.toBeNull();
  });

  it('can keep the caller waiting for ever', async () => {
    await tell('/fail', { hang: true });
    const signal = AbortSignal.timeout(100);
    await expect(
      fetch(`${served.url}/telegram/contacts/get?id=c1`, { signal }),
    ).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await requests())[0]).toMatchObject({ status: null, applied: false });
  });

  it('answer late, with the body and headers asked for', async () => {
    await tell('/fail', { status: 503, delay: 30, body: { odd: 1 }, headers: { 'x-odd': 'yes' } });
    const begun = performance.now();
    const answer = await send('a');
    expect(performance.now() - begun).toBeGreaterThan(25);
    expect(answer).toMatchObject({ status: 503, body: { odd: 1 } });
    expect(answer.headers.get('x-odd')).toBe('yes');
  });

  it.each([
    ['not JSON', 'nonsense'],
    ['no object', '[]'],
    ['nothing to do', {}],
    ['a strange field', { status: 500, chance: 1 }],
    ['a status out of range', { status: 999 }],
    ['times below one', { status: 500, times: 0 }],
    ['a delay that is text', { delayMs: 'long' }],
    ['a path without slash', { status: 500, path: 'telegram' }],
    ['headers that are a list', { status: 500, headers: [1] }],
    ['applyThenFail with nothing to fail', { delayMs: 5, applyThenFail: true }],
  ])('are refused clearly when they carry %s', async (_, plan) => {
    expect(await tell('/fail', plan)).toMatchObject({
      status: 400,
      body: { error: { code: 'bad_failure_plan', message: expect.any(String) } },
    });
    expect((await send('a')).status).toBe(200);
  });

  it('an unknown control call lists what exists', async () => {
    expect(await tell('/nothing', {})).toMatchObject({
      status: 404,
      body: { error: { message: expect.stringContaining('/requests') } },
    });
  });
});
