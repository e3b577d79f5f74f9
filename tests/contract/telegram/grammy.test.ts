import { Api, Bot, GrammyError, InlineKeyboard, webhookCallback } from 'grammy';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Stand, stand, TOKEN, type Webhook, webhook } from './stand.ts';

let telegram: Stand;
let hook: Webhook;
let api: Api;
beforeEach(async () => {
  [telegram, hook] = await Promise.all([stand(), webhook()]);
  api = new Api(TOKEN, { apiRoot: telegram.url });
});
afterEach(async () => {
  await telegram.close();
  await hook.close();
});

const fault = async (work: Promise<unknown>): Promise<GrammyError> => {
  const error = await work.then(
    () => undefined,
    (problem: unknown) => problem,
  );
  expect(error).toBeInstanceOf(GrammyError);
  return error as GrammyError;
};

it('sends, edits and answers through the library the product uses', async () => {
  expect(await api.getMe()).toMatchObject({ id: 7_000_000_101, username: 'diva_bot' });
  const sent = await api.sendMessage(7, '<b>Новий запис</b>', {
    parse_mode: 'HTML',
    reply_markup: new InlineKeyboard()
      .text('✅ Confirm', 'confirm_1')
      .text('❌ Reject', 'reject_1'),
  });
  expect(sent.reply_markup?.inline_keyboard[0]).toHaveLength(2);
  await api.editMessageText(7, sent.message_id, 'Підтверджено');
  const again = await fault(api.editMessageText(7, sent.message_id, 'Підтверджено'));
  expect(again).toMatchObject({ error_code: 400, method: 'editMessageText' });
  expect(again.description).toContain('message is not modified');
  await api.setMyCommands([{ command: 'today', description: 'Сьогодні' }]);
  expect(await api.sendChatAction(7, 'typing')).toBe(true);
});

it('meets every refusal as GrammyError with its code and its wait', async () => {
  expect(await fault(api.sendMessage(404, 'a'))).toMatchObject({ error_code: 400 });
  await telegram.tell('/block', { user: 7 });
  expect((await fault(api.sendMessage(7, 'a'))).description).toContain('blocked by the user');
  await telegram.tell('/unblock', { user: 7 });
  await telegram.tell('/fail', { status: 429, path: '/bot*/sendMessage' });
  expect(await fault(api.sendMessage(7, 'a'))).toMatchObject({
    error_code: 429,
    parameters: { retry_after: 3 },
  });
  const stranger = new Api(TOKEN.replace('abc', 'xyz'), { apiRoot: telegram.url });
  expect(await fault(stranger.getMe())).toMatchObject({ error_code: 401 });
  const tooLate = api.answerCallbackQuery('42');
  expect((await fault(tooLate)).description).toContain('query is too old');
});

it('delivers updates that the library understands', async () => {
  const bot = new Bot(TOKEN, {
    client: { apiRoot: telegram.url },
    botInfo: await api.getMe(),
  });
  const seen: string[] = [];
  bot.command('start', (context) => seen.push(`start ${context.match}`));
  bot.callbackQuery(/^confirm_(.+)$/, (context) => seen.push(`confirm ${context.match[1]}`));
  bot.on('message:text', (context) => seen.push(`text ${context.msg.text}`));
  bot.on('my_chat_member', (context) => seen.push(context.myChatMember.new_chat_member.status));
  await api.setWebhook(hook.url, { secret_token: 'secret' });
  expect(await api.getWebhookInfo()).toMatchObject({ url: hook.url, pending_update_count: 0 });
  await telegram.tell('/start', { user: 7, payload: 'CODE' });
  await telegram.tell('/tap', { user: 7, data: 'confirm_42' });
  await telegram.tell('/say', { user: 7, text: 'привіт' });
  await telegram.tell('/block', { user: 7 });
  const handle = webhookCallback(bot, 'std/http', { secretToken: 'secret' });
  for (const { headers, body } of hook.arrived) {
    const secret = String(headers['x-telegram-bot-api-secret-token']);
    const answer = await handle(
      new Request('https://product.example/', {
        method: 'POST',
        headers: { 'X-Telegram-Bot-Api-Secret-Token': secret },
        body: JSON.stringify(body),
      }),
    );
    expect(answer.status).toBe(200);
  }
  expect(seen).toEqual(['start CODE', 'confirm 42', 'text привіт', 'kicked']);
});
