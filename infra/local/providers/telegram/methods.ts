import type { Fields } from '../form.ts';
import { badRequest, forbidden, notFound, Refused, tooMany } from './errors.ts';
import { readMarkup } from './keyboard.ts';
import { type Entity, type FormattedText, formatted } from './markup.ts';
import {
  type Bot,
  botView,
  type Chat,
  chatView,
  messageView,
  type StoredMessage,
  type TelegramState,
  type Webhook,
} from './state.ts';

/** What a method was given, however it came. */

/** One call of the Bot API. */
export interface Call {
  readonly state: TelegramState;
  readonly bot: Bot;
  readonly fields: Fields;
  /** Epoch ms, virtual. */
  readonly now: number;
  /** What a change of the webhook sets off. */
  readonly deliveries: { drop(bot: Bot): void; wake(bot: Bot): void; pending(bot: Bot): unknown[] };
}

/** What a method answers with; `description` stands beside it. */
export interface Done {
  readonly result: unknown;
  readonly description?: string;
}

const TEXT_LIMIT = 4096;
const NOTICE_LIMIT = 200;
const TAP_LIFE_MS = 150_000;
const SECRET = /^[A-Za-z0-9_-]+$/;
const PORTS = new Set(['', '443', '80', '88', '8443']);
const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
const ACTIONS = new Set([
  'typing',
  'upload_photo',
  'record_video',
  'upload_video',
  'record_voice',
  'upload_voice',
  'upload_document',
  'choose_sticker',
  'find_location',
  'record_video_note',
  'upload_video_note',
]);

/** Every method that is played, by its name in lower case. */
export const METHODS: Readonly<Record<string, (call: Call) => Done>> = {
  getme: ({ bot }) => ({
    result: {
      ...botView(bot),
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    },
  }),
  setwebhook: setWebhook,
  deletewebhook: (call) => {
    const had = call.bot.webhook !== undefined;
    call.bot.webhook = undefined;
    if (truth(call.fields.drop_pending_updates)) call.deliveries.drop(call.bot);
    return { result: true, description: `Webhook ${had ? 'was' : 'is already'} deleted` };
  },
  getwebhookinfo: ({ bot, deliveries }) => ({
    result: {
      url: bot.webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: deliveries.pending(bot).length,
      ...(bot.lastError
        ? { last_error_date: bot.lastError.date, last_error_message: bot.lastError.message }
        : {}),
      ...(bot.webhook
        ? { max_connections: bot.webhook.maxConnections, ip_address: '127.0.0.1' }
        : {}),
      ...(bot.allowedUpdates && bot.allowedUpdates.length > 0
        ? { allowed_updates: bot.allowedUpdates }
        : {}),
    },
  }),
  getupdates: ({ bot }) => {
    if (bot.webhook) {
      throw new Refused(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      );
    }
    return { result: [] };
  },
  getchat: (call) => ({ result: { ...chatView(reachable(call).user), accent_color_id: 0 } }),
  sendmessage: sendMessage,
  editmessagetext: (call) => {
    const { text, entities } = textOf(call.fields);
    return edit(call, { text, entities });
  },
  editmessagereplymarkup: (call) => edit(call, {}),
  deletemessage: (call) => {
    const chat = reachable(call);
    const index = chat.messages.findIndex(({ id }) => id === Number(call.fields.message_id));
    if (index < 0) throw badRequest('message to delete not found');
    chat.messages.splice(index, 1);
    return { result: true };
  },
  answercallbackquery: answerCallbackQuery,
  sendchataction: (call) => {
    const chat = reachable(call);
    const name = String(call.fields.action ?? '');
    if (!ACTIONS.has(name)) throw badRequest('wrong parameter action in request');
    chat.action = { name, until: call.now + 5000 };
    return { result: true };
  },
  setmycommands: ({ bot, fields }) => {
    bot.commands.set(scopeOf(fields), commandsOf(fields.commands));
    return { result: true };
  },
  getmycommands: ({ bot, fields }) => ({ result: bot.commands.get(scopeOf(fields)) ?? [] }),
  deletemycommands: ({ bot, fields }) => {
    bot.commands.delete(scopeOf(fields));
    return { result: true };
  },
};

/** Does what a request or a webhook's answer asks for. @throws Refused */
export function perform(method: string, call: Call): Done {
  const act = METHODS[method.toLowerCase()];
  if (!act || !Object.hasOwn(METHODS, method.toLowerCase())) throw notFound();
  return act(call);
}

function setWebhook({ bot, fields, deliveries }: Call): Done {
  const url = String(fields.url ?? '').trim();
  const secret = fields.secret_token === undefined ? '' : String(fields.secret_token);
  if (secret.length > 256) throw badRequest('secret token is too long');
  if (secret !== '' && !SECRET.test(secret)) {
    throw badRequest('secret token contains unallowed characters');
  }
  const connections = Number(fields.max_connections ?? 40);
  const allowed = allowedOf(fields.allowed_updates);
  if (allowed) bot.allowedUpdates = allowed;
  if (truth(fields.drop_pending_updates)) deliveries.drop(bot);
  if (url === '') {
    bot.webhook = undefined;
    return { result: true, description: 'Webhook was deleted' };
  }
  checkUrl(url);
  const webhook: Webhook = {
    url,
    maxConnections: connections >= 1 && connections <= 100 ? Math.trunc(connections) : 40,
    ...(secret === '' ? {} : { secret }),
  };
  const same = JSON.stringify(webhook) === JSON.stringify(bot.webhook);
  bot.webhook = webhook;
  if (!same) bot.lastError = undefined;
  deliveries.wake(bot);
  return {
    result: true,
    description: same && !allowed ? 'Webhook is already set' : 'Webhook was set',
  };
}

function checkUrl(text: string): void {
  const bad = (problem: string) => badRequest(`bad webhook: ${problem}`);
  const url = URL.parse(text);
  if (!url) throw bad('Failed to resolve host: Name or service not known');
  // The one leniency: a product that runs on this machine has no certificate.
  if (url.protocol === 'http:' && LOOPBACK.has(url.hostname)) return;
  if (url.protocol !== 'https:') throw bad('An HTTPS URL must be provided for webhook');
  if (!PORTS.has(url.port)) {
    throw bad('Webhook can be set up only on ports 80, 88, 443 or 8443');
  }
}

function allowedOf(value: unknown): string[] | undefined {
  const list = typeof value === 'string' ? parsed(value) : value;
  if (list === undefined || list === null) return undefined;
  if (!Array.isArray(list)) throw badRequest("can't parse allowed updates: Expected an Array");
  return list.map(String);
}

function sendMessage(call: Call): Done {
  const { state, bot, fields, now } = call;
  const formattedText = textOf(fields);
  const markup = readMarkup(fields.reply_markup, false);
  const chat = reachable(call);
  const replyTo = replyOf(fields, chat);
  const recent = (sends: number[]) => sends.filter((at) => at > now - 1000 && at <= now);
  chat.sends = recent(chat.sends);
  bot.sends = recent(bot.sends);
  const { perChat, perBot } = state.limits;
  const tooFast =
    (perChat !== null && chat.sends.length >= perChat) ||
    (perBot !== null && bot.sends.length >= perBot);
  if (tooFast) throw tooMany(1);
  chat.sends.push(now);
  bot.sends.push(now);
  const message = state.add(
    chat,
    {
      from: 'bot',
      ...formattedText,
      ...(markup ? { markup } : {}),
      ...(replyTo === undefined ? {} : { replyTo }),
    },
    now,
  );
  delete chat.action;
  return { result: messageView(bot, chat, message) };
}

function replyOf(fields: Fields, chat: Chat): number | undefined {
  const given =
    typeof fields.reply_parameters === 'string'
      ? parsed(fields.reply_parameters)
      : fields.reply_parameters;
  const { message_id, allow_sending_without_reply } = (given ?? {}) as Fields;
  const wanted = message_id ?? fields.reply_to_message_id;
  if (wanted === undefined) return undefined;
  if (chat.messages.some(({ id }) => id === Number(wanted))) return Number(wanted);
  const lenient = truth(allow_sending_without_reply) || truth(fields.allow_sending_without_reply);
  if (!lenient) throw badRequest('message to be replied not found');
  return undefined;
}

function edit(call: Call, content: Partial<FormattedText>): Done {
  const { bot, fields, now } = call;
  if (fields.inline_message_id !== undefined) throw badRequest('MESSAGE_ID_INVALID');
  const markup = readMarkup(fields.reply_markup, true);
  if (fields.chat_id === undefined) throw badRequest('message identifier is not specified');
  const chat = reachable(call);
  const message = chat.messages.find(({ id }) => id === Number(fields.message_id));
  if (!message) throw badRequest('message to edit not found');
  if (message.from !== 'bot') throw badRequest("message can't be edited");
  const { text = message.text, entities = message.entities } = content;
  const face = (one: Pick<StoredMessage, 'text' | 'entities' | 'markup'>) =>
    JSON.stringify([one.text, one.entities, one.markup ?? null]);
  const changed = { text, entities, ...(markup ? { markup } : {}) };
  if (face(changed) === face(message)) {
    throw badRequest(
      'message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
    );
  }
  delete message.markup;
  Object.assign(message, changed, { editDate: Math.floor(now / 1000) });
  return { result: messageView(bot, chat, message) };
}

function answerCallbackQuery({ bot, fields, now }: Call): Done {
  const id = String(fields.callback_query_id ?? '');
  const tap = bot.taps.get(id);
  if (!tap || now > tap.at + TAP_LIFE_MS) {
    throw badRequest('query is too old and response timeout expired or query ID is invalid');
  }
  const text = fields.text === undefined ? '' : String(fields.text);
  if ([...text].length > NOTICE_LIMIT) throw badRequest('MESSAGE_TOO_LONG');
  const notice = {
    callbackQueryId: id,
    messageId: tap.messageId,
    text,
    alert: truth(fields.show_alert),
    date: Math.floor(now / 1000),
  };
  tap.answers.push(notice);
  bot.chats.get(tap.user)?.notices.push(notice);
  return { result: true };
}

/** The chat a method names. @throws Refused as Telegram does when the bot cannot write there */
function reachable({ state, bot, fields }: Call): Chat {
  const { chat_id: given } = fields;
  if (given === undefined || given === '') throw badRequest('chat_id is empty');
  const user = state.users.get(Number(given));
  if (!user) throw badRequest('chat not found');
  if (user.deactivated) throw forbidden('user is deactivated');
  const chat = bot.chats.get(user.id);
  if (chat?.blocked) throw forbidden('bot was blocked by the user');
  if (!chat?.started) throw forbidden("bot can't initiate conversation with a user");
  return chat;
}

function textOf(fields: Fields): FormattedText {
  const given = fields.text;
  if (given === undefined || given === null || given === '') {
    throw badRequest('message text is empty');
  }
  const source = String(given);
  const listed = typeof fields.entities === 'string' ? parsed(fields.entities) : fields.entities;
  const result = formatted(source, fields.parse_mode);
  if (result.text === '') throw badRequest('message text is empty');
  if ([...result.text].length > TEXT_LIMIT) throw badRequest('message is too long');
  if (fields.parse_mode === undefined && Array.isArray(listed)) {
    return { text: result.text, entities: listed as Entity[] };
  }
  return result;
}

function commandsOf(value: unknown): { command: string; description: string }[] {
  const list = typeof value === 'string' ? parsed(value) : value;
  if (!Array.isArray(list)) throw badRequest("can't parse commands: Expected an Array");
  if (list.length > 100) throw badRequest('BOT_COMMANDS_TOO_MUCH');
  return list.map((one: Fields) => {
    const command = String(one?.command ?? '').replace(/^\//, '');
    const description = String(one?.description ?? '').trim();
    if (!/^[a-z0-9_]{1,32}$/.test(command)) throw badRequest('BOT_COMMAND_INVALID');
    if (description === '' || [...description].length > 256) {
      throw badRequest('BOT_COMMAND_DESCRIPTION_INVALID');
    }
    return { command, description };
  });
}

function scopeOf({ scope, language_code: language }: Fields): string {
  const given = (typeof scope === 'string' ? parsed(scope) : scope) ?? { type: 'default' };
  return `${JSON.stringify(given)} ${String(language ?? '')}`;
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("can't parse JSON object");
  }
}

const truth = (value: unknown): boolean => value === true || String(value).toLowerCase() === 'true';
