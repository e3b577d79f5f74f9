import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import type { Deliveries, Pending, Progress } from './emit.ts';
import {
  type Bot,
  botView,
  type Chat,
  chatView,
  type Limits,
  messageView,
  type Notice,
  type StoredMessage,
  type TelegramState,
  type User,
  userView,
} from './state.ts';

interface Room {
  readonly state: TelegramState;
  readonly deliveries: Deliveries;
}

type Asked = Room & Call;

const CALLS: Calls<Room> = {
  'GET /bots': ({ state }) => [...state.bots.values()].map(shownBot),
  'POST /bots': declareBot,
  'GET /users': ({ state }) => [...state.users.values()].map(shownUser),
  'POST /users': declareUser,
  'GET /chats': chats,
  'POST /start': start,
  'POST /say': say,
  'POST /tap': tap,
  'POST /block': (asked) => member(asked, true),
  'POST /unblock': (asked) => member(asked, false),
  'POST /emit': emit,
  'POST /raw': raw,
  'POST /redeliver': redeliver,
  'GET /pending': ({ state, deliveries, body }) =>
    botOf(state, body.bot)
      .flatMap((bot) => deliveries.pending(bot))
      .map(shownPending),
  'POST /deliver': deliver,
  'GET /limits': ({ state }) => state.limits,
  'POST /limits': limits,
};

/** What stands behind `/_local/providers/telegram`; README.md lists the calls. */
export const control = (state: TelegramState, deliveries: Deliveries, request: ProviderRequest) =>
  controlled(CALLS, { state, deliveries }, request);

function declareBot({ state, body }: Asked): unknown {
  const { token, username, first_name: firstName, revoked } = body;
  const bot = state.declare({
    token: String(token),
    ...(username === undefined ? {} : { username: String(username).replace(/^@/, '') }),
    ...(firstName === undefined ? {} : { firstName: String(firstName) }),
  });
  if (!bot) {
    throw new Impossible(
      400,
      'bad_bot',
      'token must look like 1234567890:AAE_dozens-of-letters-digits-_-and-hyphens.',
    );
  }
  if (typeof revoked === 'boolean') bot.revoked = revoked;
  return shownBot(bot);
}

function declareUser({ state, body }: Asked): unknown {
  const id = body.id;
  if (!Number.isSafeInteger(id) || Number(id) <= 0) {
    throw new Impossible(400, 'bad_user', 'id must be a positive whole number.');
  }
  const known = state.users.get(Number(id));
  const text = (name: string, field: string) =>
    typeof body[name] === 'string' ? { [field]: body[name] } : {};
  const user: User = {
    firstName: 'Person',
    ...known,
    id: Number(id),
    ...text('first_name', 'firstName'),
    ...text('last_name', 'lastName'),
    ...text('username', 'username'),
    ...text('language_code', 'languageCode'),
    ...(typeof body.deactivated === 'boolean' ? { deactivated: body.deactivated } : {}),
  };
  state.users.set(user.id, user);
  for (const bot of state.bots.values()) {
    const chat = bot.chats.get(user.id);
    if (chat) chat.user = user;
  }
  for (const reference of Array.isArray(body.started) ? body.started : []) {
    state.chat(oneBot(state, reference), user).started = true;
  }
  return shownUser(user);
}

function chats({ state, body, now }: Asked): unknown {
  const { user } = body;
  return botOf(state, body.bot).flatMap((bot) =>
    [...bot.chats.values()]
      .filter((chat) => user === undefined || String(chat.user.id) === user)
      .map((chat) => shownChat(bot, chat, now.getTime())),
  );
}

async function start(asked: Asked): Promise<unknown> {
  const { state, body, now } = asked;
  const { bot, chat } = place(asked);
  const payload = body.payload === undefined ? '' : String(body.payload);
  if (!/^[A-Za-z0-9_-]{0,64}$/.test(payload)) {
    throw new Impossible(400, 'bad_payload', 'payload has at most 64 letters, digits, _ and -.');
  }
  if (chat.blocked) await changeMember(asked, bot, chat, false);
  chat.started = true;
  const text = payload ? `/start ${payload}` : '/start';
  return write(asked, bot, chat, state.add(chat, fromUser(text), now.getTime()));
}

function say(asked: Asked): Promise<unknown> {
  const { state, body, now } = asked;
  const { bot, chat } = open(asked);
  if (typeof body.text !== 'string' || body.text.trim() === '') {
    throw new Impossible(400, 'bad_text', 'text must be a text.');
  }
  const replyTo = body.reply_to === undefined ? undefined : Number(body.reply_to);
  if (replyTo !== undefined && !chat.messages.some(({ id }) => id === replyTo)) {
    throw new Impossible(404, 'unknown_message', `There is no message ${replyTo} in this chat.`);
  }
  // Who writes has pressed Start: Telegram shows nothing else to press.
  chat.started = true;
  const message = { ...fromUser(body.text), ...(replyTo === undefined ? {} : { replyTo }) };
  return write(asked, bot, chat, state.add(chat, message, now.getTime()));
}

async function tap(asked: Asked): Promise<unknown> {
  const { state, deliveries, body, now } = asked;
  const { bot, chat } = open(asked);
  const message = chat.messages.find(({ id }) => id === Number(body.message_id));
  const buttons =
    message?.markup && 'inline_keyboard' in message.markup
      ? message.markup.inline_keyboard.flat()
      : [];
  const named = buttons.find(({ text }) => text === body.button);
  const data = typeof body.data === 'string' ? body.data : named?.callback_data;
  if (data === undefined) {
    const there = buttons.map(({ text }) => text).join(', ') || 'none';
    throw new Impossible(404, 'unknown_button', `Name data, or one of the buttons: ${there}.`);
  }
  const messageId = message?.id ?? (body.message_id === undefined ? 0 : Number(body.message_id));
  const id = state.tap(bot, { user: chat.user.id, messageId, at: now.getTime() });
  const update = deliveries.add(
    bot,
    state.nextId(now.getTime()),
    {
      callback_query: {
        id,
        from: userView(chat.user),
        message:
          message && body.inaccessible !== true
            ? messageView(bot, chat, message)
            : { chat: chatView(chat.user), message_id: messageId, date: 0 },
        chat_instance: String(-bot.id * 1000 - chat.user.id),
        data,
      },
    },
    `user:${chat.user.id}`,
  );
  const progress = await followed(deliveries, update);
  const notices = bot.taps.get(id)?.answers ?? [];
  return {
    ...progress,
    callback_query_id: id,
    answered: notices.length > 0,
    notice:
      notices
        .filter(({ text }) => text !== '')
        .map(shownNotice)
        .at(-1) ?? null,
  };
}

async function member(asked: Asked, blocked: boolean): Promise<unknown> {
  const { bot, chat } = place(asked);
  if (chat.blocked === blocked) return { progress: 'nothing to do' };
  return followed(asked.deliveries, changeMember(asked, bot, chat, blocked));
}

function changeMember(
  { state, deliveries, now }: Asked,
  bot: Bot,
  chat: Chat,
  blocked: boolean,
): Pending | undefined {
  chat.blocked = blocked;
  const state_ = (kicked: boolean) => ({
    user: botView(bot),
    status: kicked ? 'kicked' : 'member',
    ...(kicked ? { until_date: 0 } : {}),
  });
  return deliveries.add(
    bot,
    state.nextId(now.getTime()),
    {
      my_chat_member: {
        chat: chatView(chat.user),
        from: userView(chat.user),
        date: Math.floor(now.getTime() / 1000),
        old_chat_member: state_(!blocked),
        new_chat_member: state_(blocked),
      },
    },
    `chat:${chat.user.id}`,
  );
}

/** An update of any kind through the ordinary queue; its number is given here. */
function emit({ state, deliveries, body, now }: Asked): Promise<unknown> {
  const bot = oneBot(state, body.bot);
  if (typeof body.update !== 'object' || body.update === null) {
    throw new Impossible(400, 'bad_update', 'update must be an object with one field.');
  }
  const { update_id: _, ...fields } = body.update as Fields;
  const queue = typeof body.queue === 'string' ? body.queue : 'other';
  return followed(deliveries, deliveries.add(bot, state.nextId(now.getTime()), fields, queue));
}

/** One request to the webhook with exactly this body, outside every queue. */
async function raw({ state, deliveries, body }: Asked): Promise<unknown> {
  const bot = hooked(oneBot(state, body.bot));
  const text = typeof body.body === 'string' ? body.body : JSON.stringify(body.body ?? {});
  const secret =
    body.secret_of === undefined
      ? (body.secret as string | null | undefined)
      : (oneBot(state, body.secret_of).webhook?.secret ?? null);
  const headers = (body.headers ?? {}) as Record<string, string>;
  const { status, body: answer } = await deliveries.post(bot, text, secret, headers);
  return { status, body: answer };
}

/** Posts an update again that was made before, as Telegram does when an answer got lost. */
async function redeliver({ state, deliveries, body }: Asked): Promise<unknown> {
  const bot = hooked(oneBot(state, body.bot));
  const id = body.update_id === undefined ? undefined : Number(body.update_id);
  const update = deliveries.sent(bot, id);
  if (!update) throw new Impossible(404, 'unknown_update', 'There is no such update.');
  const times = body.times === undefined ? 1 : Number(body.times);
  if (!Number.isInteger(times) || times < 1 || times > 100) {
    throw new Impossible(400, 'bad_times', 'times must be a whole number from 1 to 100.');
  }
  const text = JSON.stringify(update.body);
  const statuses: number[] = [];
  if (body.together === true) {
    const posts = Array.from({ length: times }, () => deliveries.post(bot, text));
    for (const { status } of await Promise.all(posts)) statuses.push(status);
  } else {
    for (let copy = 0; copy < times; copy += 1) {
      statuses.push((await deliveries.post(bot, text)).status);
    }
  }
  return { update_id: update.id, statuses };
}

async function deliver({ state, deliveries, body }: Asked): Promise<unknown> {
  const bots = botOf(state, body.bot);
  const waiting = bots.flatMap((bot) => deliveries.pending(bot));
  for (const bot of bots) deliveries.wake(bot, true);
  await Promise.all(waiting.map((update) => deliveries.follow(update)));
  return waiting.map(shownPending);
}

function limits({ state, body }: Asked): unknown {
  const fine = (value: unknown, least: number) =>
    value === undefined || (Number.isInteger(value) && Number(value) >= least);
  const { perChat, perBot, webhookTimeoutMs } = body;
  if (
    !(perChat === null || fine(perChat, 1)) ||
    !(perBot === null || fine(perBot, 1)) ||
    !fine(webhookTimeoutMs, 1)
  ) {
    throw new Impossible(
      400,
      'bad_limits',
      'perChat and perBot are messages per second or null, webhookTimeoutMs real milliseconds.',
    );
  }
  state.limits = { ...state.limits, ...(body as Partial<Limits>) };
  return state.limits;
}

async function write(
  { state, deliveries, now }: Asked,
  bot: Bot,
  chat: Chat,
  message: StoredMessage,
): Promise<unknown> {
  const fields = { message: messageView(bot, chat, message) };
  const update = deliveries.add(bot, state.nextId(now.getTime()), fields, `chat:${chat.user.id}`);
  return { message_id: message.id, ...(await followed(deliveries, update)) };
}

async function followed(deliveries: Deliveries, update: Pending | undefined): Promise<object> {
  if (!update) return { progress: 'not wanted' };
  const progress: Progress = await deliveries.follow(update);
  return { update_id: update.id, progress, last: update.last ?? null };
}

function fromUser(text: string): Omit<StoredMessage, 'id' | 'date'> {
  const command = /^\/[a-zA-Z0-9_]+(@\w+)?/.exec(text)?.[0];
  return {
    from: 'user',
    text,
    entities: command ? [{ type: 'bot_command', offset: 0, length: command.length }] : [],
  };
}

function place({ state, body }: Asked): { bot: Bot; chat: Chat } {
  const bot = oneBot(state, body.bot);
  const user = state.users.get(Number(body.user));
  if (!user) {
    throw new Impossible(404, 'unknown_user', `There is no user ${body.user}: POST /users first.`);
  }
  return { bot, chat: state.chat(bot, user) };
}

function open(asked: Asked): { bot: Bot; chat: Chat } {
  const found = place(asked);
  if (found.chat.blocked) {
    throw new Impossible(409, 'blocked', 'This person has blocked the bot and cannot write to it.');
  }
  return found;
}

function hooked(bot: Bot): Bot {
  if (!bot.webhook) throw new Impossible(409, 'no_webhook', `@${bot.username} has no webhook.`);
  return bot;
}

function oneBot(state: TelegramState, reference: unknown): Bot {
  const bot = state.bot(reference);
  if (bot) return bot;
  const known = [...state.bots.values()].map(({ username }) => `@${username}`).join(', ') || 'none';
  throw new Impossible(404, 'unknown_bot', `Name a bot by id, user name or token: ${known}.`);
}

const botOf = (state: TelegramState, reference: unknown): Bot[] =>
  reference === undefined ? [...state.bots.values()] : [oneBot(state, reference)];

const shownBot = (bot: Bot): object => ({
  id: bot.id,
  username: bot.username,
  first_name: bot.firstName,
  revoked: bot.revoked,
  webhook: bot.webhook ? { url: bot.webhook.url, secret: bot.webhook.secret !== undefined } : null,
  allowed_updates: bot.allowedUpdates ?? null,
  commands: [...bot.commands].map(([scope, commands]) => ({ scope, commands })),
  last_error: bot.lastError ?? null,
});

const shownUser = (user: User): object => ({
  ...userView(user),
  ...(user.deactivated ? { deactivated: true } : {}),
});

function shownChat(bot: Bot, chat: Chat, now: number): object {
  return {
    bot: { id: bot.id, username: bot.username, first_name: bot.firstName },
    user: shownUser(chat.user),
    started: chat.started,
    blocked: chat.blocked,
    action: chat.action && chat.action.until > now ? chat.action.name : null,
    messages: chat.messages.map((message) => ({
      message_id: message.id,
      from: message.from,
      date: message.date,
      edited: message.editDate ?? null,
      text: message.text,
      entities: message.entities,
      keyboard:
        message.markup && 'inline_keyboard' in message.markup ? message.markup.inline_keyboard : [],
      force_reply: message.markup !== undefined && 'force_reply' in message.markup,
      reply_to: message.replyTo ?? null,
    })),
    notices: chat.notices.map(shownNotice),
  };
}

const shownNotice = ({ callbackQueryId, messageId, text, alert, date }: Notice): object => ({
  callback_query_id: callbackQueryId,
  message_id: messageId ?? null,
  text,
  alert,
  date,
});

const shownPending = (update: Pending): object => ({
  update_id: update.id,
  queue: update.queue,
  attempts: update.attempts,
  last: update.last ?? null,
  next_at: new Date(update.nextAt).toISOString(),
  expires_at: new Date(update.expiresAt).toISOString(),
  body: update.body,
});
