import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../steps/stand-in.ts';
import { type Stand, stand, TOKEN } from './stand.ts';

let telegram: Stand;
beforeEach(async () => {
  telegram = await stand();
});
afterEach(() => telegram.close());

const refused = (status: number, description: string | RegExp) => ({
  status,
  body: {
    ok: false,
    error_code: status,
    description: typeof description === 'string' ? description : expect.stringMatching(description),
  },
});
const send = (fields: object, token?: string) =>
  telegram.call('sendMessage', { chat_id: 7, ...fields }, token);
const button = (fields: object) => ({
  text: 'a',
  reply_markup: { inline_keyboard: [[{ text: 'b', ...fields }]] },
});

describe('the address of a call', () => {
  it('takes a method in any case, as JSON, as a form and in the query', async () => {
    expect((await telegram.call('GETME')).body.result).toMatchObject({ username: 'diva_bot' });
    const form = new URLSearchParams({
      chat_id: '7',
      text: 'форма',
      reply_markup: JSON.stringify(button({ callback_data: 'x' }).reply_markup),
    });
    const type = 'application/x-www-form-urlencoded';
    const sent = await telegram.call('sendMessage', String(form), TOKEN, type);
    expect(sent.body.result).toMatchObject({
      text: 'форма',
      reply_markup: { inline_keyboard: [[{ callback_data: 'x' }]] },
    });
    const inQuery = await fetch(`${telegram.url}/bot${TOKEN}/sendMessage?chat_id=7&text=query`);
    expect(((await inQuery.json()) as Json).result.text).toBe('query');
  });

  it.each([
    ['malformed', 'nonsense', 404, 'Not Found'],
    ['without its first half', ':abc', 404, 'Not Found'],
    ['with a strange letter', '7000000101:AAE!', 401, 'Unauthorized: invalid token specified'],
    ['longer than any', `7000000101:${'A'.repeat(90)}`, 401, /invalid token/],
    ['of nobody', `7000000999:${'A'.repeat(35)}`, 401, 'Unauthorized'],
    ['with another secret', TOKEN.replace('abc', 'xyz'), 401, 'Unauthorized'],
  ])('refuses a token %s', async (_, token, status, description) => {
    expect(await telegram.call('getMe', {}, token)).toMatchObject(refused(status, description));
  });

  it('refuses a revoked token, an unknown method and a body that is no object', async () => {
    expect(await telegram.call('sendNothing')).toMatchObject(refused(404, 'Not Found'));
    expect(await telegram.call('constructor')).toMatchObject(refused(404, 'Not Found'));
    expect(await telegram.call('getMe', '[1]')).toMatchObject(refused(400, /JSON/));
    await telegram.tell('/bots', { token: TOKEN, revoked: true });
    expect(await telegram.call('getMe')).toMatchObject(refused(401, 'Unauthorized'));
  });

  it('keeps tokens and secrets out of the record', async () => {
    await telegram.call('setWebhook', { url: 'https://example.com/x', secret_token: 'hidden' });
    const text = JSON.stringify(await telegram.look('/requests'));
    expect(text).toContain('/bot7000000101/setWebhook');
    expect(text).not.toContain('AAEstandIn');
    expect(text).not.toContain('hidden');
  });
});

describe('sendMessage', () => {
  it('answers with the message, and the person sees it', async () => {
    const markup = { inline_keyboard: [[{ text: '✅ Confirm', callback_data: 'confirm_1' }]] };
    const html = '<b>Привіт</b> &lt;3 <a href="https://x.example/?a=1&amp;b=2">тут</a>';
    const sent = await send({ text: `\n${html} `, parse_mode: 'HTML', reply_markup: markup });
    expect(sent.body.result).toMatchObject({
      from: { is_bot: true, username: 'diva_bot' },
      chat: { id: 7, type: 'private', first_name: 'Lukas' },
      date: 1_795_168_800,
      text: 'Привіт <3 тут',
      entities: [
        { type: 'bold', offset: 0, length: 6 },
        { type: 'text_link', offset: 10, length: 3, url: 'https://x.example/?a=1&b=2' },
      ],
      reply_markup: markup,
    });
    const [chat] = await telegram.look('/chats?user=7');
    expect(chat.messages).toMatchObject([
      { from: 'bot', text: 'Привіт <3 тут', edited: null, keyboard: markup.inline_keyboard },
    ]);
  });

  it('counts 4096 characters after the markup is read, not before', async () => {
    expect((await send({ text: 'ї'.repeat(4096) })).status).toBe(200);
    expect((await send({ text: '👋'.repeat(4096) })).status).toBe(200);
    expect(
      (await send({ text: `<b>${'&amp;'.repeat(4096)}</b>`, parse_mode: 'HTML' })).status,
    ).toBe(200);
    expect(await send({ text: 'ї'.repeat(4097) })).toMatchObject(
      refused(400, 'Bad Request: message is too long'),
    );
  });

  it.each([
    ['absent', {}],
    ['empty', { text: '' }],
    ['white space', { text: ' \n ' }],
    ['markup around nothing', { text: '<b> </b>', parse_mode: 'HTML' }],
  ])('refuses a text that is %s', async (_, fields) => {
    expect(await send(fields)).toMatchObject(refused(400, 'Bad Request: message text is empty'));
  });

  it.each([
    ['<b>open', 'Can\'t find end tag corresponding to start tag "b"'],
    ['ї</b>', 'Unexpected end tag at byte offset 2'],
    ['<b>x</i>', 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'],
    ['<div>x</div>', 'Unsupported start tag "div" at byte offset 0'],
    ['1 <3', 'Unclosed start tag at byte offset 2'],
    ['a < b', 'Unsupported start tag "" at byte offset 2'],
    ['<Анна>', 'Unsupported start tag "анна" at byte offset 0'],
    ['<a href>x</a>', /Expected equal sign in declaration of an attribute of the tag "a"/],
    ['<span>x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'],
  ])('refuses the HTML %s', async (text, problem) => {
    const words = typeof problem === 'string' ? problem : problem.source;
    const answer = await send({ text, parse_mode: 'HTML' });
    expect(answer).toMatchObject({ status: 400 });
    expect(answer.body.description).toMatch(/^Bad Request: can't parse entities: /);
    expect(answer.body.description).toContain(words);
  });

  it('lets named entities be these four, and any other stay as written', async () => {
    const sent = await send({ text: '&lt;&gt;&amp;&quot;&#39;&nbsp;&', parse_mode: 'HTML' });
    expect(sent.body.result.text).toBe('<>&"\'&nbsp;&');
  });

  it.each([
    ['MarkdownV2', 'Price 5.50', /Character '\.' is reserved and must be escaped/],
    ['MarkdownV2', '*open', /Can't find end of Bold entity at byte offset 0/],
    ['Markdown', 'booking_id', /Can't find end of the entity starting at byte offset 7/],
    ['BBCode', 'x', /unsupported parse_mode/],
  ])('refuses in %s: %s', async (parse_mode, text, problem) => {
    expect(await send({ text, parse_mode })).toMatchObject(refused(400, problem));
  });

  it('reads both kinds of Markdown', async () => {
    const two = await send({
      text: '*New __Booking__* \\#5\\.5 `a.b` [x](https://y.example)',
      parse_mode: 'MarkdownV2',
    });
    expect(two.body.result).toMatchObject({
      text: 'New Booking #5.5 a.b x',
      entities: [
        { type: 'bold', offset: 0, length: 11 },
        { type: 'underline', offset: 4, length: 7 },
        { type: 'code', offset: 17, length: 3 },
        { type: 'text_link', url: 'https://y.example' },
      ],
    });
    const one = await send({ text: '🔔 *New Booking Alert*\n🆔 #1.5!', parse_mode: 'Markdown' });
    expect(one.body.result).toMatchObject({
      text: '🔔 New Booking Alert\n🆔 #1.5!',
      entities: [{ type: 'bold', offset: 3, length: 17 }],
    });
  });

  it('reaches only who pressed Start and did not block', async () => {
    const to = (chat_id: unknown) => send({ chat_id, text: 'a' });
    expect(await to(404_404)).toMatchObject(refused(400, 'Bad Request: chat not found'));
    expect(await to('@somebody')).toMatchObject(refused(400, 'Bad Request: chat not found'));
    expect(await telegram.call('sendMessage', { text: 'a' })).toMatchObject(
      refused(400, 'Bad Request: chat_id is empty'),
    );
    await telegram.tell('/users', { id: 8 });
    expect(await to(8)).toMatchObject(
      refused(403, "Forbidden: bot can't initiate conversation with a user"),
    );
    await telegram.tell('/block', { user: 7 });
    expect(await to(7)).toMatchObject(refused(403, 'Forbidden: bot was blocked by the user'));
    await telegram.tell('/start', { user: 7 });
    expect((await to('7')).status).toBe(200);
    await telegram.tell('/users', { id: 7, deactivated: true });
    expect(await to(7)).toMatchObject(refused(403, 'Forbidden: user is deactivated'));
  });

  it('holds twenty messages a second per chat, and says how long to wait', async () => {
    const statuses = [];
    for (let sent = 0; sent < 20; sent += 1) statuses.push((await send({ text: 'a' })).status);
    expect(statuses).toEqual(Array(20).fill(200));
    const late = await send({ text: 'a' });
    expect(late).toMatchObject(refused(429, 'Too Many Requests: retry after 1'));
    expect(late.body.parameters).toEqual({ retry_after: 1 });
    expect(late.headers.get('retry-after')).toBe('1');
    telegram.clock.advance(1001);
    expect((await send({ text: 'a' })).status).toBe(200);
  });

  it('answers a message of the chat, and refuses to answer one that is not there', async () => {
    const said = await telegram.tell('/say', { user: 7, text: 'Привіт' });
    const reply_parameters = { message_id: said.body.message_id };
    const sent = await send({ text: 'a', reply_parameters });
    expect(sent.body.result.reply_to_message).toMatchObject({ text: 'Привіт' });
    expect(await send({ text: 'a', reply_parameters: { message_id: 1 } })).toMatchObject(
      refused(400, 'Bad Request: message to be replied not found'),
    );
    const lenient = { message_id: 1, allow_sending_without_reply: true };
    expect((await send({ text: 'a', reply_parameters: lenient })).status).toBe(200);
  });
});

describe('keyboards', () => {
  it('hold 64 bytes of callback data, not 64 characters', async () => {
    expect((await send(button({ callback_data: 'a'.repeat(64) }))).status).toBe(200);
    expect((await send(button({ callback_data: 'ї'.repeat(32) }))).status).toBe(200);
    const invalid = refused(400, 'Bad Request: BUTTON_DATA_INVALID');
    expect(await send(button({ callback_data: 'a'.repeat(65) }))).toMatchObject(invalid);
    expect(await send(button({ callback_data: 'ї'.repeat(33) }))).toMatchObject(invalid);
    expect(await send(button({ callback_data: '' }))).toMatchObject(invalid);
  });

  it.each([
    ['no action', {}, /Text buttons are unallowed/],
    ['two actions', { callback_data: 'a', url: 'https://x.example' }, /Exactly one action/],
    ['no text', { text: undefined, callback_data: 'a' }, /Can't find field "text"/],
    ['an empty text', { text: ' ', callback_data: 'a' }, /BUTTON_TEXT_INVALID/],
    ['a link that is none', { url: 'http://localhost' }, /is invalid: Wrong HTTP URL/],
    ['an unknown style', { callback_data: 'a', style: 'loud' }, /style/],
    ['data that is a number', { callback_data: 5 }, /must be of type String/],
  ])('refuse a button with %s', async (_, fields, problem) => {
    expect(await send(button(fields))).toMatchObject(refused(400, problem));
  });

  it('are rows of buttons, at most a hundred', async () => {
    const one = { text: 'a', callback_data: 'a' };
    const keyboard = (inline_keyboard: unknown) =>
      send({ text: 'a', reply_markup: { inline_keyboard } });
    expect(await keyboard([one])).toMatchObject(refused(400, /Row must be/));
    expect(await keyboard('no')).toMatchObject(refused(400, /must be of type Array/));
    expect((await keyboard([Array(100).fill(one)])).status).toBe(200);
    expect(await keyboard([Array(101).fill(one)])).toMatchObject(refused(400, /too long/));
    expect(await send({ text: 'a', reply_markup: 'no' })).toMatchObject(refused(400, /markup/));
    expect((await send({ text: 'a', reply_markup: { force_reply: true } })).status).toBe(200);
  });
});

describe('editing', () => {
  const markup = { inline_keyboard: [[{ text: 'a', callback_data: 'a' }]] };
  const edit = (fields: object, method = 'editMessageText') =>
    telegram.call(method, { chat_id: 7, ...fields });

  it('changes text and buttons, and loses the buttons it does not repeat', async () => {
    const { message_id } = (await send({ text: 'a', reply_markup: markup })).body.result;
    const changed = await edit({ message_id, text: '<i>b</i>', parse_mode: 'HTML' });
    expect(changed.body.result).toMatchObject({ message_id, text: 'b', edit_date: 1_795_168_800 });
    const [chat] = await telegram.look('/chats');
    expect(chat.messages).toMatchObject([{ text: 'b', keyboard: [], edited: 1_795_168_800 }]);
    expect(
      (await edit({ message_id, reply_markup: markup }, 'editMessageReplyMarkup')).status,
    ).toBe(200);
  });

  it('refuses what changes nothing, the missing, the unknown and the foreign', async () => {
    const { message_id } = (await send({ text: 'a', reply_markup: markup })).body.result;
    const same = refused(400, /^Bad Request: message is not modified: specified new message/);
    expect(await edit({ message_id, text: ' a', reply_markup: markup })).toMatchObject(same);
    expect(
      await edit({ message_id, reply_markup: markup }, 'editMessageReplyMarkup'),
    ).toMatchObject(same);
    const gone = refused(400, 'Bad Request: message to edit not found');
    expect(await edit({ message_id: 1, text: 'b' })).toMatchObject(gone);
    expect(await edit({ text: 'b' })).toMatchObject(gone);
    const said = await telegram.tell('/say', { user: 7, text: 'mine' });
    expect(await edit({ message_id: said.body.message_id, text: 'b' })).toMatchObject(
      refused(400, "Bad Request: message can't be edited"),
    );
    expect(
      await edit({ message_id, text: 'b', reply_markup: { force_reply: true } }),
    ).toMatchObject(refused(400, 'Bad Request: inline keyboard expected'));
    expect(await edit({ message_id, text: 'b'.repeat(4097) })).toMatchObject(
      refused(400, 'Bad Request: message is too long'),
    );
  });
});

describe('answerCallbackQuery', () => {
  const answer = (fields: object) => telegram.call('answerCallbackQuery', fields);
  const tapped = async () =>
    (await telegram.tell('/tap', { user: 7, data: 'x' })).body.callback_query_id;

  it('shows the notice, within 150 seconds', async () => {
    const callback_query_id = await tapped();
    telegram.clock.advance(150_000);
    const fields = { callback_query_id, text: 'Готово', show_alert: true };
    expect((await answer(fields)).body).toEqual({ ok: true, result: true });
    const [chat] = await telegram.look('/chats');
    expect(chat.notices).toMatchObject([{ callback_query_id, text: 'Готово', alert: true }]);
  });

  it('comes too late after that, knows no other id and holds 200 characters', async () => {
    const old = refused(
      400,
      'Bad Request: query is too old and response timeout expired or query ID is invalid',
    );
    const callback_query_id = await tapped();
    expect(await answer({ callback_query_id, text: 'ї'.repeat(201) })).toMatchObject(
      refused(400, 'Bad Request: MESSAGE_TOO_LONG'),
    );
    expect((await answer({ callback_query_id, text: 'ї'.repeat(200) })).status).toBe(200);
    telegram.clock.advance(150_001);
    expect(await answer({ callback_query_id })).toMatchObject(old);
    expect(await answer({ callback_query_id: '42' })).toMatchObject(old);
    expect(await answer({})).toMatchObject(old);
  });
});

describe('the rest', () => {
  it('takes commands and shows them again', async () => {
    const commands = [{ command: 'today', description: 'Записи на сьогодні' }];
    await telegram.call('setMyCommands', { commands, language_code: 'uk' });
    expect((await telegram.call('getMyCommands', { language_code: 'uk' })).body.result).toEqual(
      commands,
    );
    expect((await telegram.call('getMyCommands')).body.result).toEqual([]);
    const wrong = [{ command: 'To-Day', description: 'x' }];
    expect(await telegram.call('setMyCommands', { commands: wrong })).toMatchObject(
      refused(400, 'Bad Request: BOT_COMMAND_INVALID'),
    );
    expect(await telegram.call('setMyCommands', {})).toMatchObject(refused(400, /Array/));
  });

  it('shows who is writing for five seconds', async () => {
    const act = (action: string) => telegram.call('sendChatAction', { chat_id: 7, action });
    expect(await act('thinking')).toMatchObject(refused(400, /wrong parameter action/));
    expect((await act('typing')).body.result).toBe(true);
    expect((await telegram.look('/chats'))[0].action).toBe('typing');
    telegram.clock.advance(5001);
    expect((await telegram.look('/chats'))[0].action).toBeNull();
  });

  it('fails as planned, for one chat alone if asked, in Telegram’s words', async () => {
    await telegram.tell('/users', { id: 8, started: ['diva_bot'] });
    await telegram.tell('/fail', { status: 403, path: '/bot*/sendMessage', where: { chat_id: 8 } });
    expect((await send({ text: 'a' })).status).toBe(200);
    expect(await send({ chat_id: 8, text: 'a' })).toMatchObject(
      refused(403, 'Forbidden: bot was blocked by the user'),
    );
    expect((await send({ chat_id: 8, text: 'a' })).status).toBe(200);
    await telegram.tell('/fail', { status: 429 });
    const slow = await telegram.call('getMe');
    expect(slow).toMatchObject(refused(429, 'Too Many Requests: retry after 3'));
    expect(slow.headers.get('retry-after')).toBe('3');
    await telegram.tell('/fail', { status: 500 });
    expect(await telegram.call('getMe')).toMatchObject(
      refused(500, 'Internal Server Error: restart'),
    );
  });

  it('refuses control calls that make no sense, and says why', async () => {
    const wrong = async (path: string, body: unknown, status: number, code: string) =>
      expect(await telegram.tell(path, body)).toMatchObject({ status, body: { error: { code } } });
    await wrong('/bots', { token: 'short' }, 400, 'bad_bot');
    await wrong('/users', { id: 'x' }, 400, 'bad_user');
    await wrong('/say', { user: 404, text: 'a' }, 404, 'unknown_user');
    await wrong('/say', { user: 7, bot: 'nobody', text: 'a' }, 404, 'unknown_bot');
    await wrong('/say', { user: 7, text: '' }, 400, 'bad_text');
    await wrong('/tap', { user: 7, button: 'None' }, 404, 'unknown_button');
    await wrong('/start', { user: 7, payload: 'not allowed' }, 400, 'bad_payload');
    await wrong('/raw', { body: {} }, 409, 'no_webhook');
    await wrong('/limits', { perChat: 0 }, 400, 'bad_limits');
    await wrong('/say', 'nonsense', 400, 'bad_body');
    await wrong('/nothing', {}, 404, 'unknown_control_call');
  });
});
