import type { Sent } from '../platform/delivery/index.ts';

/** The two bots a project can have: one for the people at reception, one for its specialists. */
export const BOT_ROLES = ['reception', 'specialist'] as const;
export type BotRole = (typeof BOT_ROLES)[number];

/** A button under a message. `data` comes back with the tap: 1–64 bytes of UTF-8; more is a programming error. */
export type Button =
  | { readonly text: string; readonly data: string }
  | { readonly text: string; readonly url: string };

/** What a bot says. Everything in `html` that is not markup of ours went through `escapeHtml`. */
export interface BotMessage {
  readonly html: string;
  /** Rows of buttons; absent or empty: none (an edit takes them away). */
  readonly keyboard?: readonly (readonly Button[])[];
  /** The person's app opens a reply to it at once. Not together with buttons, and never in an edit. */
  readonly wantsReply?: true;
  /** It arrives without a sound. */
  readonly silent?: true;
}

/** A command as the bot's menu lists it. */
export interface BotCommand {
  /** Without the slash. */
  readonly name: string;
  readonly description: string;
}

/** How the messenger delivers a bot's updates. */
export interface WebhookInfo {
  /** Empty: nowhere. */
  readonly url: string;
  readonly pendingUpdates: number;
  readonly allowedUpdates: readonly string[];
  readonly lastError?: { readonly at: string; readonly message: string };
}

/** Why a send was refused when the bot itself is: its token is revoked or was never one. */
export const BOT_DISABLED = 'the bot is disabled';

/**
 * One bot of a messenger. Each call is one request: nothing is retried inside.
 *
 * `send` and `edit` never throw for what the messenger answers, only for a message that breaks its limits.
 */
export interface BotApi {
  /** A new message; a text that is too long is cut. `providerMessageId` is what `edit` wants. */
  send(chatId: number, message: BotMessage): Promise<Sent>;
  /** Replaces text and buttons. A message that says so already is delivered; one that is gone is refused. */
  edit(chatId: number, messageId: string, message: BotMessage): Promise<Sent>;
  /** Ends the waiting circle of a tapped button. Too late, or no answer, is no fault. */
  answerTap(tapId: string, text?: string, alert?: boolean): Promise<void>;
  /** Who the bot is. @throws BotFault */
  me(): Promise<{ readonly id: number; readonly username: string }>;
  /** Has updates posted to `url` (https) with `secretToken` as their header. @throws BotFault */
  setWebhook(url: string, secretToken: string): Promise<void>;
  /** @throws BotFault */
  webhookInfo(): Promise<WebhookInfo>;
  /** The bot's menu; `languageCode` absent: for everybody without one of his own language. @throws BotFault */
  setCommands(commands: readonly BotCommand[], languageCode?: string): Promise<void>;
}

/** The bot that a token stands for. */
export type BotApiFor = (token: string) => BotApi;

/** What went wrong with a call about the bot itself, in a sentence that carries no token. */
export class BotFault extends Error {
  override readonly name = 'BotFault';
}
