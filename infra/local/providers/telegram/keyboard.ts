import { type Fields, isFields } from '../form.ts';
import { badRequest } from './errors.ts';

/** A button of an inline keyboard as it was given. */
export type Button = { text: string; callback_data?: string; url?: string } & Fields;

/** What stands below a message, or takes the place of the person's keyboard. */
export type Markup =
  | { inline_keyboard: Button[][] }
  | { keyboard: unknown[][] }
  | { remove_keyboard: true }
  | { force_reply: true };

const ACTIONS = [
  'url',
  'callback_data',
  'web_app',
  'login_url',
  'switch_inline_query',
  'switch_inline_query_current_chat',
  'switch_inline_query_chosen_chat',
  'copy_text',
  'callback_game',
  'disabled',
  'pay',
];
const STYLES = ['danger', 'success', 'primary'];
const MOST_BUTTONS = 100;
const DATA_BYTES = 64;

/**
 * Reads `reply_markup`.
 *
 * @param inlineOnly an edited message takes no other kind
 * @throws Refused in Telegram's words
 */
export function readMarkup(value: unknown, inlineOnly: boolean): Markup | undefined {
  const given = typeof value === 'string' ? parsed(value) : value;
  if (given === undefined || given === null || given === '') return undefined;
  if (!isFields(given)) throw badRequest('object expected as reply markup');
  if ('inline_keyboard' in given) return inline(given.inline_keyboard);
  if (inlineOnly && Object.keys(given).length > 0) throw badRequest('inline keyboard expected');
  if ('keyboard' in given) {
    if (!Array.isArray(given.keyboard) || !given.keyboard.every(Array.isArray)) {
      throw badRequest('can\'t parse keyboard: Field "keyboard" must be of type Array');
    }
    return given as Markup;
  }
  if (given.remove_keyboard === true || given.force_reply === true) return given as Markup;
  return undefined;
}

function inline(rows: unknown): Markup | undefined {
  if (!Array.isArray(rows)) {
    throw badRequest('can\'t parse inline keyboard: Field "inline_keyboard" must be of type Array');
  }
  const keyboard = rows.map((row: unknown) => {
    if (!Array.isArray(row)) {
      throw badRequest("can't parse inline keyboard: Row must be of type Array");
    }
    return row.map(button);
  });
  const count = keyboard.flat().length;
  if (count > MOST_BUTTONS) throw badRequest('reply markup is too long');
  const filled = keyboard.filter((row) => row.length > 0);
  return filled.length > 0 ? { inline_keyboard: filled } : undefined;
}

function button(value: unknown): Button {
  const wrong = (problem: string) => badRequest(`can't parse inline keyboard button: ${problem}`);
  if (!isFields(value)) throw wrong('InlineKeyboardButton must be an Object');
  if (typeof value.text !== 'string') throw wrong('Can\'t find field "text"');
  if (value.text.trim() === '') throw badRequest('BUTTON_TEXT_INVALID');
  const actions = ACTIONS.filter((name) => value[name] !== undefined);
  if (actions.length === 0) throw wrong('Text buttons are unallowed in the inline keyboard');
  if (actions.length > 1) throw wrong(`Exactly one action is allowed, got ${actions.join(', ')}`);
  if (value.style !== undefined && !STYLES.includes(String(value.style))) {
    throw wrong('Invalid button style specified');
  }
  if (actions[0] === 'callback_data') {
    if (typeof value.callback_data !== 'string') {
      throw wrong('Field "callback_data" must be of type String');
    }
    const size = Buffer.byteLength(value.callback_data);
    if (size < 1 || size > DATA_BYTES) throw badRequest('BUTTON_DATA_INVALID');
  }
  if (actions[0] === 'url' && !isLink(value.url)) {
    throw badRequest(
      `inline keyboard button URL '${String(value.url)}' is invalid: Wrong HTTP URL`,
    );
  }
  return value as Button;
}

function isLink(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const url = URL.parse(value.includes('://') ? value : `https://${value}`);
  if (!url || !['http:', 'https:', 'tg:'].includes(url.protocol)) return false;
  return url.protocol === 'tg:' || url.hostname.includes('.');
}

function parsed(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("can't parse reply keyboard markup JSON object");
  }
}
