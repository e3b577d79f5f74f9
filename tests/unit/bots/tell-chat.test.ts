import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type BotChat,
  type BotMessage,
  botToken,
  type ChatMessage,
  editInChat,
  takeUpdate,
  tellChat,
  unreachableChats,
} from '../../../shared/bots/index.ts';
import { AlertEntity } from '../../../shared/conversations/index.ts';
import { addSeconds } from '../../../shared/platform/clock.ts';
import { notificationsAbout } from '../../../shared/platform/delivery/index.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { type BookingId, randomId } from '../../../shared/platform/ids.ts';
import { keys } from '../../../shared/platform/table/keys.ts';
import { table } from '../../../shared/platform/table/table.ts';
import { connectService } from '../../../shared/projects/index.ts';
import { parseUpdate, telegramApi } from '../../../shared/providers/telegram/index.ts';
import {
  ADA,
  BOB,
  INSTALLATION_TOKEN,
  OTHER,
  PROJECT,
  type Stage,
  startStage,
  TOKEN,
} from './stage.ts';

const NOW = '2026-11-21T10:00:00.000Z';
const ports = { api: telegramApi, now: NOW };
let stage: Stage;
beforeAll(async () => {
  stage = await startStage();
});
afterAll(() => stage.close());
beforeEach(() => stage.reset());

const alerts = async (projectId = PROJECT) => {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(AlertEntity)
    .query({ partition: keys.alerts(projectId) })
    .options({ consistent: true, entityAttrFilter: false })
    .send();
  return Items.map(({ kind, subject }) => `${kind} ${subject}`);
};
const kesha: BotChat = { projectId: PROJECT, role: 'specialist', chatId: ADA };
const message = (
  over: Partial<ChatMessage<{ message: BotMessage }>> = {},
): ChatMessage<{ message: BotMessage }> => ({
  ...kesha,
  notificationId: randomId(),
  about: randomId() as BookingId,
  kind: 'TELEGRAM_KESHA',
  payload: { n: 1 },
  render: async () => ({ message: { html: 'Hello' } }),
  ...over,
});
const record = async ({ about }: ReturnType<typeof message>) =>
  (await notificationsAbout(PROJECT, about as BookingId))[0];

describe('a word in a chat', () => {
  it('is said once, and recorded with its recipient and id', async () => {
    const one = message();
    expect(await tellChat(one, ports)).toBe('sent');
    expect(await tellChat(one, ports)).toBe('already done');
    expect(await stage.texts('KeshaBot', ADA)).toEqual(['Hello']);
    expect(await record(one)).toMatchObject({
      kind: 'TELEGRAM_KESHA',
      recipient: String(ADA),
      status: 'SENT',
      sentAt: NOW,
      payload: { n: 1 },
      providerMessageId: expect.stringMatching(/^\d+$/),
    });
  });
  it('goes through the bot of its role: the project’s own, or the installation’s', async () => {
    await tellChat(message({ role: 'reception' }), ports);
    expect(await stage.texts('DivaBot', ADA)).toEqual(['Hello']);
    expect(await stage.texts('KeshaBot', ADA)).toEqual([]);
  });
  it('is never said by the bot of another project', async () => {
    const one = message({ projectId: OTHER, role: 'reception' });
    expect(await tellChat(one, ports)).toBe('refused');
    expect(stage.telegram.requests().filter(({ path }) => path.includes('send'))).toEqual([]);
    expect(await alerts(OTHER)).toEqual(['bot_disabled reception']);
  });
  it('is edited where it stands, as often as wanted', async () => {
    const one = message();
    await tellChat(one, ports);
    const messageId = (await record(one))?.providerMessageId ?? '';
    const edit = { ...kesha, messageId, message: { html: 'Bye' } };
    expect(await editInChat(edit, ports)).toBe('edited');
    expect(await editInChat(edit, ports)).toBe('edited');
    expect(await stage.texts('KeshaBot', ADA)).toEqual(['Bye']);
    expect(await editInChat({ ...edit, messageId: '1' }, ports)).toBe('refused');
  });
});

describe('when it cannot be said', () => {
  it('a chat that blocked the bot is marked, the project is told, others hear it', async () => {
    await stage.control('/block', { bot: 'KeshaBot', user: ADA });
    const [ada, bob] = [message(), message({ chatId: BOB })];
    expect(await Promise.all([tellChat(ada, ports), tellChat(bob, ports)])).toEqual([
      'refused',
      'sent',
    ]);
    expect(await stage.texts('KeshaBot', BOB)).toEqual(['Hello']);
    expect(await record(ada)).toMatchObject({
      status: 'FAILED',
      reason: expect.stringMatching(/blocked/),
    });
    expect(await unreachableChats(PROJECT, 'specialist')).toMatchObject([
      { chatId: ADA, since: NOW, why: expect.stringMatching(/blocked/) },
    ]);
    expect(await alerts()).toContain(`unreachable_chat specialist:${ADA}`);

    await tellChat(message(), { ...ports, now: addSeconds(NOW, 60) });
    expect(await unreachableChats(PROJECT, 'specialist')).toMatchObject([{ since: NOW }]);
    expect(await unreachableChats(PROJECT, 'reception')).toEqual([]);
  });
  it.each([
    ['a message', { message: { text: 'hi', from: { id: ADA, first_name: 'Ada' } } }, 120],
    ['/start at once', { message: { text: '/start', from: { id: ADA, first_name: 'Ada' } } }, 1],
    ['an unblock at once', { my_chat_member: { new_chat_member: { status: 'member' } } }, 1],
  ])('the mark is taken off by %s', async (_, update, seconds) => {
    await stage.control('/block', { bot: 'KeshaBot', user: ADA });
    const take = (fields: object, now: string) =>
      takeUpdate(
        { projectId: PROJECT, role: 'specialist', update: { update_id: 1, ...fields } },
        { parse: parseUpdate, handle: async () => {}, now },
      );
    const chat = { id: ADA, type: 'private' };
    const [name, said] = Object.entries(update)[0] as [string, object];
    // A look at the marks that is remembered: none yet.
    await take(
      { message: { message_id: 1, chat, from: { id: BOB, first_name: 'B' }, text: 'x' } },
      NOW,
    );
    await tellChat(message(), ports);
    expect(await unreachableChats(PROJECT, 'specialist')).toHaveLength(1);
    await take({ [name]: { message_id: 1, chat, ...said } }, addSeconds(NOW, seconds));
    expect(await unreachableChats(PROJECT, 'specialist')).toEqual([]);
  });
  it('a block is noted as soon as Telegram tells of it', async () => {
    const update = {
      update_id: 9,
      my_chat_member: { chat: { id: BOB, type: 'private' }, new_chat_member: { status: 'kicked' } },
    };
    const handled: string[] = [];
    await takeUpdate(
      { projectId: PROJECT, role: 'reception', update },
      { parse: parseUpdate, handle: async ({ kind }) => void handled.push(kind), now: NOW },
    );
    expect(await unreachableChats(PROJECT, 'reception')).toMatchObject([{ chatId: BOB }]);
    expect(await alerts()).toContain(`unreachable_chat reception:${BOB}`);
    expect(handled).toEqual(['unreachable']);
  });
  it('429 is waited out on the queue, then it is said once', async () => {
    const { telegram } = stage;
    telegram.fail({ status: 429, path: '/bot*/sendMessage' });
    const one = message();
    await expect(tellChat(one, ports)).rejects.toBeInstanceOf(PassingFault);
    expect(await tellChat(one, ports)).toBe('sent');
    expect(await stage.texts('KeshaBot', ADA)).toEqual(['Hello']);
  });
  it('a broken answer is waited out until no copy can be under way', async () => {
    const { telegram } = stage;
    telegram.fail({ status: 500, path: '/bot*/sendMessage' });
    const one = message();
    await expect(tellChat(one, ports)).rejects.toMatchObject({ retryAfterSeconds: 60 });
    await expect(tellChat(one, ports)).rejects.toBeInstanceOf(PassingFault);
    expect(await tellChat(one, { ...ports, now: addSeconds(NOW, 61) })).toBe('sent');
  });
  it('an edit that has to wait is a passing fault', async () => {
    stage.telegram.fail({ status: 429, path: '/bot*/editMessageText' });
    const edit = { ...kesha, messageId: '1', message: { html: 'x' } };
    await expect(editInChat(edit, ports)).rejects.toBeInstanceOf(PassingFault);
  });
  it('a revoked token disables the bot and tells the project; a new one works at once', async () => {
    await tellChat(message(), ports);
    await stage.control('/bots', { token: TOKEN, revoked: true });
    const one = message();
    expect(await tellChat(one, ports)).toBe('refused');
    expect(await record(one)).toMatchObject({ status: 'FAILED', reason: 'the bot is disabled' });
    expect(await alerts()).toContain('bot_disabled specialist');

    const fresh = TOKEN.replace('AAE', 'AAF');
    const connection = { projectId: PROJECT, provider: 'telegram-specialist', actor: 'x' } as const;
    await connectService({ ...connection, credentials: { bot_token: fresh } });
    await stage.control('/bots', { token: fresh, revoked: false });
    expect(await tellChat(message(), ports)).toBe('sent');
    expect(await botToken(PROJECT, 'specialist')).toBe(fresh);
    await connectService({ ...connection, credentials: { bot_token: TOKEN } });
    await botToken(PROJECT, 'specialist', fresh);
  });
});

describe('the token of a bot', () => {
  it('is the installation’s only for the project that the installation names', async () => {
    expect(await botToken(PROJECT, 'reception')).toBe(INSTALLATION_TOKEN);
    expect(await botToken(OTHER, 'reception')).toBeUndefined();
    expect(await botToken(OTHER, 'specialist')).toBeUndefined();
  });
  it('is read once a minute', async () => {
    await botToken(PROJECT, 'specialist');
    stage.calls.length = 0;
    await botToken(PROJECT, 'specialist');
    expect(stage.calls).toEqual([]);
  });
});
