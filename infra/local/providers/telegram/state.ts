import { randomInt } from 'node:crypto';
import type { Markup } from './keyboard.ts';
import type { Entity } from './markup.ts';

/** A person with a Telegram account. */
export interface User {
  id: number;
  firstName: string;
  lastName?: string;
  username?: string;
  languageCode?: string;
  /** The account was deleted. */
  deactivated?: boolean;
}

export interface StoredMessage {
  id: number;
  from: 'bot' | 'user';
  /** Epoch seconds, virtual. */
  date: number;
  text: string;
  entities: Entity[];
  markup?: Markup;
  editDate?: number;
  replyTo?: number;
}

/** What answerCallbackQuery showed. */
export interface Notice {
  callbackQueryId: string;
  messageId: number | undefined;
  text: string;
  alert: boolean;
  date: number;
}

/** A private chat of one person with one bot. */
export interface Chat {
  user: User;
  started: boolean;
  blocked: boolean;
  messages: StoredMessage[];
  notices: Notice[];
  /** `typing` and the like, while it lasts. */
  action?: { name: string; until: number };
  /** When the bot sent what, epoch ms: for the limit per chat. */
  sends: number[];
}

export interface Webhook {
  url: string;
  secret?: string;
  maxConnections: number;
}

/** A tap that may still be answered. */
export interface Tap {
  user: number;
  messageId: number | undefined;
  /** Epoch ms. */
  at: number;
  answers: Notice[];
}

export interface Bot {
  id: number;
  token: string;
  username: string;
  firstName: string;
  revoked: boolean;
  webhook: Webhook | undefined;
  /** Undefined: all but the three that must be asked for. Outlives a webhook. */
  allowedUpdates: string[] | undefined;
  lastError: { date: number; message: string } | undefined;
  chats: Map<number, Chat>;
  taps: Map<string, Tap>;
  commands: Map<string, { command: string; description: string }[]>;
  /** When it sent what, epoch ms: for the limit per bot. */
  sends: number[];
}

/** Messages within one second; null = no limit. */
export interface Limits {
  perChat: number | null;
  perBot: number | null;
  /** Real milliseconds until a webhook that does not answer counts as failed. */
  webhookTimeoutMs: number;
}

const DEFAULT_LIMITS: Limits = { perChat: 20, perBot: null, webhookTimeoutMs: 60_000 };
const TOKEN = /^([1-9]\d{5,15}):[A-Za-z0-9_-]{20,80}$/;
/** Kept per chat: what a person would scroll back to. */
const KEPT_MESSAGES = 500;

/** Everything the stand-in remembers between two requests. */
export class TelegramState {
  bots = new Map<number, Bot>();
  users = new Map<number, User>();
  limits: Limits = { ...DEFAULT_LIMITS };
  // Counted on from the clock, never from one, and not set back by a reset: the product remembers ids of messages and
  // updates beyond a restart, and none of them may come again.
  #lastId = 0;

  reset(): void {
    this.bots.clear();
    this.users.clear();
    this.limits = { ...DEFAULT_LIMITS };
  }

  /** A number no message and no update had before. */
  nextId(nowMs: number): number {
    this.#lastId = Math.max(this.#lastId + 1, Math.floor(nowMs / 1000));
    return this.#lastId;
  }

  /** Makes a bot known, or takes over the given fields. @returns undefined when the token has not the right form */
  declare(fields: { token: string; username?: string; firstName?: string }): Bot | undefined {
    const id = Number(TOKEN.exec(fields.token)?.[1]);
    if (!Number.isSafeInteger(id)) return undefined;
    const known = this.bots.get(id);
    const bot: Bot = known ?? {
      id,
      token: fields.token,
      username: `stand_in_${id}_bot`,
      firstName: 'Bot',
      revoked: false,
      webhook: undefined,
      allowedUpdates: undefined,
      lastError: undefined,
      chats: new Map(),
      taps: new Map(),
      commands: new Map(),
      sends: [],
    };
    bot.token = fields.token;
    bot.username = fields.username ?? bot.username;
    bot.firstName = fields.firstName ?? bot.firstName;
    this.bots.set(id, bot);
    return bot;
  }

  /** By id, user name (with or without @) or token. */
  bot(reference: unknown): Bot | undefined {
    if (reference === undefined)
      return this.bots.size === 1 ? [...this.bots.values()][0] : undefined;
    const name = String(reference).replace(/^@/, '').toLowerCase();
    return [...this.bots.values()].find(
      (bot) =>
        String(bot.id) === name ||
        bot.username.toLowerCase() === name ||
        bot.token === String(reference),
    );
  }

  /** The chat of a person with a bot; made when it is not there yet. */
  chat(bot: Bot, user: User): Chat {
    const known = bot.chats.get(user.id);
    if (known) return known;
    const chat: Chat = {
      user,
      started: false,
      blocked: false,
      messages: [],
      notices: [],
      sends: [],
    };
    bot.chats.set(user.id, chat);
    return chat;
  }

  /** Puts a message into a chat. */
  add(chat: Chat, message: Omit<StoredMessage, 'id' | 'date'>, nowMs: number): StoredMessage {
    const stored = { id: this.nextId(nowMs), date: Math.floor(nowMs / 1000), ...message };
    chat.messages.push(stored);
    if (chat.messages.length > KEPT_MESSAGES) chat.messages.shift();
    return stored;
  }

  /** Notes a tap. @returns the id of its callback query */
  tap(bot: Bot, tap: Omit<Tap, 'answers'>): string {
    const id = String(BigInt(randomInt(1, 2 ** 31)) * 4_294_967_296n + BigInt(randomInt(2 ** 31)));
    bot.taps.set(id, { ...tap, answers: [] });
    return id;
  }
}

/** The person as updates and messages show them. */
export const userView = (user: User): Record<string, unknown> => ({
  id: user.id,
  is_bot: false,
  first_name: user.firstName,
  ...(user.lastName ? { last_name: user.lastName } : {}),
  ...(user.username ? { username: user.username } : {}),
  ...(user.languageCode ? { language_code: user.languageCode } : {}),
});

export const chatView = (user: User): Record<string, unknown> => {
  const { is_bot: _, language_code: __, ...rest } = userView(user);
  return { ...rest, type: 'private' };
};

export const botView = (bot: Bot): Record<string, unknown> => ({
  id: bot.id,
  is_bot: true,
  first_name: bot.firstName,
  username: bot.username,
});

/** A message as the Bot API shows it. */
export function messageView(
  bot: Bot,
  chat: Chat,
  message: StoredMessage,
  withReply = true,
): Record<string, unknown> {
  const replied =
    withReply && message.replyTo !== undefined
      ? chat.messages.find(({ id }) => id === message.replyTo)
      : undefined;
  return {
    message_id: message.id,
    from: message.from === 'bot' ? botView(bot) : userView(chat.user),
    chat: chatView(chat.user),
    date: message.date,
    ...(message.editDate ? { edit_date: message.editDate } : {}),
    ...(replied ? { reply_to_message: messageView(bot, chat, replied, false) } : {}),
    text: message.text,
    ...(message.entities.length > 0 ? { entities: message.entities } : {}),
    ...(message.markup && 'inline_keyboard' in message.markup
      ? { reply_markup: message.markup }
      : {}),
  };
}
