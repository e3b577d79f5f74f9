import type { ForceReply, InlineKeyboardMarkup } from 'grammy/types';
import { Api, type ApiClientOptions } from 'grammy/web';
import type { BotApi, BotApiFor, BotMessage } from '../../bots/index.ts';
import type { Sent } from '../../platform/delivery/index.ts';
import { describeFault, logger } from '../../platform/logger.ts';
import { cutHtml, cutText } from './cut.ts';
import { botFault, judgeFault } from './errors.ts';
import { keyboardOf } from './keyboard.ts';
import { UPDATES } from './parse.ts';
import { plainText } from './plain-text.ts';

/** The most UTF-16 units Telegram shows in one message, and beside a tapped button. */
const LONGEST_TEXT = 4096;
const LONGEST_NOTICE = 200;
/** grammY waits for 500 seconds unless told. */
const OPTIONS = { timeoutSeconds: 10 } as const satisfies ApiClientOptions;
const MOST_REMEMBERED = 1_000;

const remembered = new Map<string, BotApi>();

/**
 * The bot of a token, over grammY's client: one request per call, ten seconds, nothing retried. `TELEGRAM_API_ROOT`
 * names another server than Telegram's.
 */
export const telegramApi: BotApiFor = (token) => {
  const apiRoot = process.env.TELEGRAM_API_ROOT || 'https://api.telegram.org';
  const name = `${apiRoot} ${token}`;
  const known = remembered.get(name);
  if (known) return known;
  if (remembered.size >= MOST_REMEMBERED) remembered.clear();
  const bot = botOver(new Api(token, { ...OPTIONS, apiRoot }));
  remembered.set(name, bot);
  return bot;
};

function botOver(api: Api): BotApi {
  return {
    send: async (chatId, message) =>
      tell(message, markupOf(message), async (text, other) => {
        const { message_id: id } = await api.sendMessage(chatId, text, other);
        return String(id);
      }),
    edit: async (chatId, messageId, message) =>
      tell({ html: message.html }, inlineOf(message), async (text, other) => {
        await api.editMessageText(chatId, Number(messageId), text, other);
        return messageId;
      }),
    async answerTap(tapId, text, alert = false) {
      const notice = text === undefined ? {} : { text: cutText(text, LONGEST_NOTICE) };
      try {
        await api.answerCallbackQuery(tapId, { ...notice, show_alert: alert });
      } catch (fault) {
        // Telegram forgets a tap within minutes, and what it asked for is done all the same.
        logger.info('A tap was not answered.', describeFault(botFault(fault)));
      }
    },
    me: () =>
      orBotFault(async () => {
        const { id, username } = await api.getMe();
        return { id, username };
      }),
    setWebhook: (url, secretToken) =>
      orBotFault(async () => {
        await api.setWebhook(url, { secret_token: secretToken, allowed_updates: UPDATES });
      }),
    webhookInfo: () =>
      orBotFault(async () => {
        const info = await api.getWebhookInfo();
        const { last_error_date: at, last_error_message: message = '' } = info;
        return {
          url: info.url ?? '',
          pendingUpdates: info.pending_update_count,
          allowedUpdates: info.allowed_updates ?? [],
          ...(at === undefined
            ? {}
            : { lastError: { at: new Date(at * 1000).toISOString(), message } }),
        };
      }),
    setCommands: (commands, languageCode) =>
      orBotFault(async () => {
        const menu = commands.map(({ name, description }) => ({ command: name, description }));
        await api.setMyCommands(
          menu,
          languageCode === undefined ? {} : { language_code: languageCode as 'uk' },
        );
      }),
  };
}

/** What goes with a text. */
interface Extras<Markup> {
  readonly parse_mode?: 'HTML';
  readonly link_preview_options: { readonly is_disabled: boolean };
  readonly reply_markup?: Markup;
  readonly disable_notification?: true;
}

const inlineOf = ({ keyboard = [] }: BotMessage): InlineKeyboardMarkup | undefined =>
  keyboard.length > 0 ? keyboardOf(keyboard) : undefined;

/** Buttons, or the reply that the app opens at once; a message has one of the two. */
const markupOf = (message: BotMessage): InlineKeyboardMarkup | ForceReply | undefined =>
  message.wantsReply ? { force_reply: true } : inlineOf(message);

/** One message by `put`; when Telegram does not take its markup, once more as plain text. */
async function tell<Markup>(
  { html, silent }: Pick<BotMessage, 'html' | 'silent'>,
  markup: Markup | undefined,
  put: (text: string, extras: Extras<Markup>) => Promise<string>,
): Promise<Sent> {
  const extras: Extras<Markup> = {
    link_preview_options: { is_disabled: true },
    ...(markup === undefined ? {} : { reply_markup: markup }),
    ...(silent ? { disable_notification: true } : {}),
  };
  const attempt = async (
    text: string,
    all: Extras<Markup>,
  ): Promise<ReturnType<typeof judgeFault>> => {
    try {
      return { kind: 'delivered', providerMessageId: await put(text, all) };
    } catch (fault) {
      return judgeFault(fault);
    }
  };
  const sent = await attempt(cutHtml(html, LONGEST_TEXT), { ...extras, parse_mode: 'HTML' });
  if (sent.kind !== 'bad_markup') return sent;
  logger.warn('Telegram does not take the markup of a message: it goes as plain text.');
  const plain = await attempt(cutText(plainText(html), LONGEST_TEXT), extras);
  return plain.kind === 'bad_markup' ? { kind: 'refused', why: 'its markup' } : plain;
}

async function orBotFault<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  try {
    return await call();
  } catch (fault) {
    throw botFault(fault);
  }
}
