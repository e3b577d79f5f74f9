import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Stand, stand, type Webhook, webhook } from './stand.ts';

let telegram: Stand;
let hook: Webhook;
beforeEach(async () => {
  [telegram, hook] = await Promise.all([stand(), webhook()]);
});
afterEach(async () => {
  await telegram.close();
  await hook.close();
});

const set = (fields: object = {}) => telegram.call('setWebhook', { url: hook.url, ...fields });
const info = async () => (await telegram.call('getWebhookInfo')).body.result;
const bodies = () => hook.arrived.map(({ body }) => body);

describe('setWebhook', () => {
  it('is set once, and again only when something changed', async () => {
    const fields = { secret_token: 'S-e_1', allowed_updates: ['message', 'callback_query'] };
    expect((await set(fields)).body).toEqual({
      ok: true,
      result: true,
      description: 'Webhook was set',
    });
    const { allowed_updates: _, ...rest } = fields;
    expect((await set(rest)).body.description).toBe('Webhook is already set');
    expect((await set({ secret_token: 'other' })).body.description).toBe('Webhook was set');
    expect(await info()).toMatchObject({
      url: hook.url,
      pending_update_count: 0,
      max_connections: 40,
      allowed_updates: ['message', 'callback_query'],
    });
    expect((await telegram.call('deleteWebhook')).body.result).toBe(true);
    expect((await info()).url).toBe('');
  });

  it.each([
    ['plain HTTP', { url: 'http://example.com/x' }, /bad webhook: An HTTPS URL must be provided/],
    ['another port', { url: 'https://example.com:3000/x' }, /only on ports 80, 88, 443 or 8443/],
    ['no address', { url: 'nonsense' }, /bad webhook/],
    ['a secret with a dot', { secret_token: 'a.b' }, /secret token contains unallowed characters/],
    ['a secret too long', { secret_token: 'a'.repeat(257) }, /secret token is too long/],
    ['updates that are no list', { allowed_updates: { a: 1 } }, /Expected an Array/],
  ])('refuses %s', async (_, fields, problem) => {
    const answer = await set(fields);
    expect(answer.status).toBe(400);
    expect(answer.body.description).toMatch(problem);
    expect((await info()).url).toBe('');
  });

  it('takes a secret of 256 letters, and forgets the old one when none is named', async () => {
    await set({ secret_token: 'a'.repeat(256) });
    await telegram.tell('/say', { user: 7, text: 'a' });
    await set();
    await telegram.tell('/say', { user: 7, text: 'b' });
    expect(hook.arrived.map(({ headers }) => headers['x-telegram-bot-api-secret-token'])).toEqual([
      'a'.repeat(256),
      undefined,
    ]);
  });

  it('keeps the wished kinds of updates until others are named; none named are all but three', async () => {
    await set({ allowed_updates: ['callback_query'] });
    await set({ secret_token: 'changed' });
    const said = await telegram.tell('/say', { user: 7, text: 'a' });
    expect(said.body.progress).toBe('not wanted');
    await set({ allowed_updates: [] });
    expect((await telegram.tell('/say', { user: 7, text: 'a' })).body.progress).toBe('delivered');
    const strange = { update: { message_reaction: {} } };
    expect((await telegram.tell('/emit', strange)).body.progress).toBe('not wanted');
    const poll = { update: { poll: { id: '1' } } };
    expect((await telegram.tell('/emit', poll)).body.progress).toBe('delivered');
  });

  it('excludes getUpdates', async () => {
    expect((await telegram.call('getUpdates')).body.result).toEqual([]);
    await set();
    expect(await telegram.call('getUpdates')).toMatchObject({ status: 409 });
  });
});

describe('what people do', () => {
  it('reaches the webhook in the shape of the Bot API', async () => {
    await set({ secret_token: 'secret' });
    await telegram.tell('/start', { user: 7, payload: 'CODE_1' });
    const from = { id: 7, is_bot: false, first_name: 'Lukas', language_code: 'uk' };
    const chat = { id: 7, first_name: 'Lukas', type: 'private' };
    expect(bodies()).toEqual([
      {
        update_id: expect.any(Number),
        message: {
          message_id: expect.any(Number),
          from,
          chat,
          date: 1_795_168_800,
          text: '/start CODE_1',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        },
      },
    ]);
    expect(hook.arrived[0]?.headers).toMatchObject({
      'content-type': 'application/json',
      'x-telegram-bot-api-secret-token': 'secret',
    });

    const reply_markup = { inline_keyboard: [[{ text: '✅ Так', callback_data: 'yes' }]] };
    const question = { chat_id: 7, text: 'Так?', reply_markup };
    const { message_id } = (await telegram.call('sendMessage', question)).body.result;
    await telegram.tell('/tap', { user: 7, message_id, button: '✅ Так' });
    expect(bodies()[1].callback_query).toMatchObject({
      id: expect.stringMatching(/^\d+$/),
      from,
      data: 'yes',
      chat_instance: expect.any(String),
      message: { message_id, chat, text: 'Так?', reply_markup, from: { is_bot: true } },
    });
    await telegram.tell('/say', { user: 7, text: 'Бо зайнято', reply_to: message_id });
    expect(bodies()[2].message.reply_to_message).toMatchObject({ message_id, text: 'Так?' });
    const ids = bodies().map(({ update_id }) => update_id);
    expect(ids).toEqual([...new Set(ids)].sort((a, b) => a - b));
  });

  it('may be forged: any data, on a message that is gone', async () => {
    await set();
    await telegram.tell('/tap', { user: 7, data: 'confirm_other', message_id: 5 });
    expect(bodies()[0].callback_query).toMatchObject({
      data: 'confirm_other',
      message: { message_id: 5, date: 0 },
    });
  });

  it('tells of a block and of its end, and nobody who blocked writes', async () => {
    await set();
    await telegram.tell('/block', { user: 7 });
    await telegram.tell('/block', { user: 7 });
    expect((await telegram.tell('/say', { user: 7, text: 'a' })).status).toBe(409);
    await telegram.tell('/unblock', { user: 7 });
    expect(
      bodies().map(({ my_chat_member: { old_chat_member, new_chat_member } }) => [
        old_chat_member.status,
        new_chat_member.status,
      ]),
    ).toEqual([
      ['member', 'kicked'],
      ['kicked', 'member'],
    ]);
  });

  it('learns what the tap shows from the answer given meanwhile', async () => {
    await set();
    hook.answers.push({ status: 200 });
    const first = await telegram.tell('/tap', { user: 7, data: 'x' });
    expect(first.body).toMatchObject({ progress: 'delivered', answered: false, notice: null });
    const method = 'answerCallbackQuery';
    const id = (await telegram.tell('/tap', { user: 7, data: 'x' })).body.callback_query_id;
    await telegram.call(method, { callback_query_id: id, text: 'ok' });
    expect((await telegram.look('/chats'))[0].notices).toMatchObject([{ text: 'ok' }]);
  });
});

describe('delivery', () => {
  const fail = (...statuses: number[]) =>
    hook.answers.push(...statuses.map((status) => ({ status })));
  const say = async (text: string, user = 7) =>
    (await telegram.tell('/say', { user, text })).body.progress;
  /** Looks until so many attempts at the oldest update have ended. */
  const tried = async (attempts: number) => {
    const ended = async () => {
      const [oldest] = await telegram.look('/pending');
      return oldest?.attempts === attempts && Date.parse(oldest.next_at) > telegram.clock.now();
    };
    while (!(await ended())) await hook.count(attempts);
  };
  const texts = () => bodies().map(({ message }) => message.text);

  it('tries a failed update again at once, then after 2, 4, 8 … seconds', async () => {
    await set();
    fail(500, 502, 401, 404);
    expect(await say('a')).toBe('waiting');
    expect(hook.arrived).toHaveLength(2);
    expect((await telegram.look('/pending'))[0]).toMatchObject({ attempts: 2, last: 502 });
    expect(await info()).toMatchObject({
      pending_update_count: 1,
      last_error_message: 'Wrong response from the webhook: 502',
    });
    telegram.clock.advance(1999);
    expect((await telegram.tell('/say', { user: 7, text: 'b' })).body.progress).toBe('waiting');
    expect(hook.arrived).toHaveLength(2);
    telegram.clock.advance(1);
    await tried(3);
    telegram.clock.advance(4000);
    await tried(4);
    telegram.clock.advance(8000);
    await hook.count(6);
    expect(texts()).toEqual(['a', 'a', 'a', 'a', 'a', 'b']);
    const ids = new Set(bodies().map(({ update_id }) => update_id));
    expect(ids.size).toBe(2);
  });

  it('waits as long as a Retry-After asks, or less when told to', async () => {
    await set();
    hook.answers.push({ status: 503, headers: { 'retry-after': '100' } });
    expect(await say('a')).toBe('waiting');
    telegram.clock.advance(99_999);
    expect(hook.arrived).toHaveLength(1);
    const [pending] = (await telegram.tell('/deliver')).body;
    expect(pending).toMatchObject({ attempts: 2, last: 200 });
    expect(await telegram.look('/pending')).toEqual([]);
  });

  it('keeps the order of a chat while other chats and taps go on', async () => {
    await telegram.tell('/users', { id: 8, started: ['diva_bot'] });
    await set();
    fail(500, 500);
    await say('first');
    await say('second');
    expect(await say('other', 8)).toBe('delivered');
    expect((await telegram.tell('/tap', { user: 7, data: 'x' })).body.progress).toBe('delivered');
    telegram.clock.advance(2000);
    await hook.count(6);
    const told = bodies().map(
      ({ message, callback_query }) => message?.text ?? callback_query.data,
    );
    expect(told).toEqual(['first', 'first', 'other', 'x', 'first', 'second']);
  });

  it('gives a tap up after 150 seconds and a message after a day', async () => {
    await set();
    fail(500, 500);
    hook.answers.push({ status: 500, headers: { 'retry-after': '3600' } });
    await say('old');
    telegram.clock.advance(2000);
    await tried(3);
    hook.answers.push({ status: 500, headers: { 'retry-after': '3600' } });
    await telegram.tell('/tap', { user: 7, data: 'x' });
    expect(await telegram.look('/pending')).toHaveLength(2);
    telegram.clock.advance(150_000);
    expect((await telegram.look('/pending')).map((one: { queue: string }) => one.queue)).toEqual([
      'chat:7',
    ]);
    telegram.clock.advance(24 * 3_600_000);
    expect(await telegram.look('/pending')).toEqual([]);
    expect(hook.arrived).toHaveLength(4);
  });

  it('keeps what comes while there is no webhook, unless it is to be dropped', async () => {
    expect(await say('early')).toBe('waiting');
    await set();
    await hook.count(1);
    await telegram.call('deleteWebhook');
    await say('lost');
    await set({ drop_pending_updates: true });
    await say('late');
    expect(texts()).toEqual(['early', 'late']);
  });

  it('gives up waiting for an answer that does not come', async () => {
    await telegram.tell('/limits', { webhookTimeoutMs: 50 });
    await set();
    hook.answers.push({ status: 200, hang: true });
    expect(await say('a')).toBe('delivered');
    expect(hook.arrived).toHaveLength(2);
    expect((await info()).last_error_message).toBe('Read timeout expired');
  });

  it('does what the answer of the webhook asks for, except questions and settings', async () => {
    await set();
    const method = 'sendMessage';
    hook.answers.push({
      status: 200,
      body: JSON.stringify({ method, chat_id: 7, text: 'Вітаю' }),
    });
    hook.answers.push({ status: 200, body: JSON.stringify({ method: 'deleteWebhook' }) });
    hook.answers.push({ status: 200, body: JSON.stringify({ method, chat_id: 404, text: 'a' }) });
    for (const text of ['a', 'b', 'c']) expect(await say(text)).toBe('delivered');
    const [chat] = await telegram.look('/chats');
    expect(chat.messages.map(({ text }: { text: string }) => text)).toEqual([
      'a',
      'Вітаю',
      'b',
      'c',
    ]);
    expect((await info()).url).toBe(hook.url);
  });

  it('can be repeated, one by one or all at once', async () => {
    await set({ secret_token: 's' });
    await say('a');
    const again = await telegram.tell('/redeliver', { times: 2 });
    expect(again.body.statuses).toEqual([200, 200]);
    await telegram.tell('/redeliver', { times: 3, together: true });
    expect(new Set(bodies().map((body) => JSON.stringify(body))).size).toBe(1);
    expect(hook.arrived).toHaveLength(6);
  });

  it('can be any body with any secret', async () => {
    await set({ secret_token: 'own' });
    await telegram.tell('/raw', { body: { update_id: 1 } });
    await telegram.tell('/raw', { body: '"text"', secret: 'forged' });
    await telegram.tell('/raw', { body: [], secret: null });
    expect(
      hook.arrived.map(({ headers, body }) => [body, headers['x-telegram-bot-api-secret-token']]),
    ).toEqual([
      [{ update_id: 1 }, 'own'],
      ['text', 'forged'],
      [[], undefined],
    ]);
  });
});
