import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { serveProvider } from '../../../../infra/local/providers/serve.ts';
import { createTelegram } from '../../../../infra/local/providers/telegram/index.ts';
import { BOT_DISABLED, type BotApi, type BotMessage } from '../../../../shared/bots/index.ts';
import { telegramApi } from '../../../../shared/providers/telegram/index.ts';
import { plainText } from '../../../../shared/providers/telegram/plain-text.ts';

const TOKEN = '1234567890:AAE_stand-in-stand-in-stand-in-stand';
const ADA = 7_000_001;
const telegram = createTelegram();
/** Where the bot's updates go: nobody here looks at them. */
const hook = createServer((_, answer) => answer.end());
let served: Awaited<ReturnType<typeof serveProvider>>;
let bot: BotApi;

async function control(path: string, body?: object): Promise<never> {
  const init = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await fetch(`${served.control}${path}`, init);
  expect(answer.status, path).toBe(200);
  return (await answer.json()) as never;
}
const asked = (method: string) =>
  telegram.requests().filter(({ path }) => path.endsWith(`/${method}`));
interface Shown {
  message_id: number;
  text: string;
  entities: { type: string }[];
  keyboard: { text: string; callback_data: string }[][];
}
async function shown(): Promise<Shown[]> {
  const [chat] = (await control('/chats')) as unknown as { messages: Shown[] }[];
  return chat?.messages ?? [];
}
const hello: BotMessage = {
  html: 'Hello <b>Ada &amp; Co</b>',
  keyboard: [[{ text: '✅', data: 'confirm_1' }], [{ text: 'site', url: 'https://salon.example' }]],
};

beforeAll(async () => {
  served = await serveProvider(telegram);
  process.env.TELEGRAM_API_ROOT = served.url;
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await served.close();
  hook.close();
  hook.closeAllConnections();
});
const takeUpdates = () =>
  bot.setWebhook(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/`, 'secret');
beforeEach(async () => {
  telegram.reset();
  await control('/bots', { token: TOKEN, username: 'DivaReceptionBot' });
  await control('/users', { id: ADA, first_name: 'Ada', started: ['DivaReceptionBot'] });
  bot = telegramApi(TOKEN);
});

describe('a message', () => {
  test('is shown with its markup and its buttons', async () => {
    const sent = await bot.send(ADA, hello);
    const [message] = await shown();
    expect(sent).toEqual({ kind: 'delivered', providerMessageId: String(message?.message_id) });
    expect(message).toMatchObject({
      text: 'Hello Ada & Co',
      entities: [{ type: 'bold' }],
      keyboard: [[{ text: '✅', callback_data: 'confirm_1' }], [{ text: 'site' }]],
    });
  });
  test('is edited in place, and loses its buttons when the new text has none', async () => {
    const sent = await bot.send(ADA, hello);
    const id = sent.kind === 'delivered' ? (sent.providerMessageId ?? '') : '';
    expect(await bot.edit(ADA, id, { html: '<i>Done</i>' })).toMatchObject({ kind: 'delivered' });
    expect(await shown()).toMatchObject([{ text: 'Done', keyboard: [] }]);
    expect(await bot.edit(ADA, id, { html: '<i>Done</i>' })).toMatchObject({ kind: 'delivered' });
    expect(await bot.edit(ADA, '999', hello)).toMatchObject({ kind: 'refused' });
  });
  test('that wants a reply opens one on the phone', async () => {
    await bot.send(ADA, { html: 'How much?', wantsReply: true });
    expect(await shown()).toMatchObject([{ text: 'How much?', force_reply: true }]);
  });
  test('whose markup Telegram does not take goes once more as plain text', async () => {
    const broken = { ...hello, html: 'a <b>bold <i>mess</b></i> &amp; <u>more' };
    expect(await bot.send(ADA, broken)).toMatchObject({ kind: 'delivered' });
    expect(await shown()).toMatchObject([
      { text: 'a bold mess & more', entities: [], keyboard: [[{ text: '✅' }], [{}]] },
    ]);
    expect(asked('sendMessage')).toHaveLength(2);
  });
  test('that is too long is cut, however it is marked up', async () => {
    const html = `<b>${'&amp;👩🏽'.repeat(2_000)}</b>`;
    expect(await bot.send(ADA, { html })).toMatchObject({ kind: 'delivered' });
    const [message] = await shown();
    expect(message?.text).toMatch(/…$/);
    expect(message?.entities).toMatchObject([{ type: 'bold' }]);
    expect(plainText(html).startsWith(message?.text.slice(0, -1) ?? '!')).toBe(true);
    expect(await bot.send(ADA, { html: `${'<'.repeat(3)}${'x'.repeat(9_000)}` })).toMatchObject({
      kind: 'delivered',
    });
  });
  test.each(['', 'x'.repeat(65), 'ї'.repeat(33)])(
    'with a button that carries %j is a mistake of ours',
    async (data) => {
      const message = { html: 'x', keyboard: [[{ text: 'x', data }]] };
      await expect(bot.send(ADA, message)).rejects.toThrow(RangeError);
      await expect(bot.edit(ADA, '1', message)).rejects.toThrow(RangeError);
      expect(telegram.requests()).toEqual([]);
    },
  );
  test('with a button of 64 bytes is taken', async () => {
    const data = 'ї'.repeat(32);
    expect(await bot.send(ADA, { html: 'x', keyboard: [[{ text: 'x', data }]] })).toMatchObject({
      kind: 'delivered',
    });
  });
});

describe('when Telegram says no', () => {
  const nobody = 7_000_009;
  test('a person who blocked the bot is unreachable, also for an edit', async () => {
    await takeUpdates();
    await control('/block', { user: ADA });
    expect(await bot.send(ADA, hello)).toMatchObject({ kind: 'unreachable' });
    expect(await bot.edit(ADA, '1', hello)).toMatchObject({ kind: 'unreachable' });
  });
  test('so is a person who never started it', async () => {
    expect(await bot.send(nobody, hello)).toMatchObject({ kind: 'unreachable' });
  });
  test('429 is waited out by others, for as long as it says', async () => {
    await control('/limits', { perChat: 1 });
    await bot.send(ADA, hello);
    expect(await bot.send(ADA, hello)).toMatchObject({
      kind: 'not_now',
      untouched: true,
      retryAfterSeconds: expect.any(Number),
    });
    expect(asked('sendMessage')).toHaveLength(2);
  });
  test('a text it will never take is refused', async () => {
    expect(await bot.send(ADA, { html: ' ' })).toMatchObject({ kind: 'refused' });
  });
  test.each([500, 502])('%i means that nobody knows, after one try', async (status) => {
    telegram.fail({ status });
    expect(await bot.send(ADA, hello)).toMatchObject({ kind: 'not_now', untouched: false });
    expect(asked('sendMessage')).toHaveLength(1);
  });
  test('so does an answer that is none', async () => {
    telegram.fail({ status: 502, body: '<html>Bad Gateway</html>' });
    expect(await bot.send(ADA, hello)).toMatchObject({ kind: 'not_now', untouched: false });
  });
  test('to the token, the bot is disabled', async () => {
    await control('/bots', { token: TOKEN, revoked: true });
    expect(await bot.send(ADA, hello)).toEqual({ kind: 'refused', why: BOT_DISABLED });
    expect(await telegramApi('nonsense').send(ADA, hello)).toEqual({
      kind: 'refused',
      why: BOT_DISABLED,
    });
    await expect(bot.me()).rejects.toThrow('revoked');
  });
  test('nothing at all, the message was not touched', async () => {
    const gone = await serveProvider(createTelegram());
    await gone.close();
    process.env.TELEGRAM_API_ROOT = gone.url;
    const out = telegramApi(TOKEN);
    process.env.TELEGRAM_API_ROOT = served.url;
    expect(await out.send(ADA, hello)).toMatchObject({ kind: 'not_now', untouched: true });
    await expect(out.me()).rejects.toThrow('Telegram does not answer.');
  });
  test('no word about it carries the token', async () => {
    const written: string[] = [];
    const spies = [process.stdout, process.stderr].map((stream) =>
      vi.spyOn(stream, 'write').mockImplementation((line) => {
        written.push(String(line));
        return true;
      }),
    );
    process.env.TELEGRAM_API_ROOT = 'http://not a url';
    const lost = telegramApi(TOKEN);
    process.env.TELEGRAM_API_ROOT = served.url;
    const answers = [
      await lost.send(ADA, hello),
      await lost.answerTap('1'),
      await lost.me().catch((fault: Error) => [fault.message, fault.cause, fault.stack]),
      await bot
        .setWebhook('https://x.example', 'not allowed!')
        .catch((fault: Error) => fault.message),
    ];
    for (const spy of spies) spy.mockRestore();
    expect(written.join()).toContain('A tap was not answered.');
    expect(JSON.stringify([answers, written])).not.toContain(TOKEN.split(':')[1]);
  });
});

describe('a tap', () => {
  test('is answered, with a notice that fits', async () => {
    await takeUpdates();
    await bot.send(ADA, hello);
    const [message] = await shown();
    const tapped = control('/tap', { user: ADA, message_id: message?.message_id, button: '✅' });
    const { callback_query_id: id } = (await tapped) as unknown as { callback_query_id: string };
    await bot.answerTap(id, 'ї'.repeat(300), true);
    const [chat] = (await control('/chats')) as unknown as {
      notices: { text: string; alert: boolean }[];
    }[];
    expect(chat?.notices).toMatchObject([{ text: `${'ї'.repeat(199)}…`, alert: true }]);
  });
  test('that is too old is no fault', async () => {
    await bot.answerTap('12345', 'late');
    telegram.fail({ status: 500 });
    await bot.answerTap('12345');
  });
});

describe('the bot itself', () => {
  test('says who it is, where its updates go and what it can', async () => {
    expect(await bot.me()).toEqual({ id: 1_234_567_890, username: 'DivaReceptionBot' });
    expect(await bot.webhookInfo()).toMatchObject({ url: '', allowedUpdates: [] });
    await bot.setWebhook('https://api.example/webhook/telegram/diva', 's3cret-token_');
    expect(await bot.webhookInfo()).toEqual({
      url: 'https://api.example/webhook/telegram/diva',
      pendingUpdates: 0,
      allowedUpdates: ['message', 'callback_query', 'my_chat_member'],
    });
    expect(asked('setWebhook')[0]?.body).toMatchObject({ secret_token: '***' });
    await bot.setCommands([{ name: 'today', description: 'Today' }]);
    await bot.setCommands([{ name: 'today', description: 'Сьогодні' }], 'uk');
    expect(asked('setMyCommands').map(({ status }) => status)).toEqual([200, 200]);
  });
});
