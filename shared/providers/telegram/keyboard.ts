import type { InlineKeyboardMarkup } from 'grammy/types';
import type { Button } from '../../bots/index.ts';

/** The most bytes a button can carry back. */
const MOST_BYTES = 64;

/**
 * Buttons as Telegram wants them.
 *
 * @throws RangeError when a button carries nothing or more than 64 bytes: a mistake in our code, never somebody's input
 */
export function keyboardOf(rows: readonly (readonly Button[])[]): InlineKeyboardMarkup {
  return { inline_keyboard: rows.map((row) => row.map(buttonOf)) };
}

function buttonOf(button: Button) {
  if ('url' in button) return { text: button.text, url: button.url };
  const bytes = Buffer.byteLength(button.data);
  if (bytes < 1 || bytes > MOST_BYTES) {
    throw new RangeError(`A button carries ${bytes} bytes, not 1 to ${MOST_BYTES}.`);
  }
  return { text: button.text, callback_data: button.data };
}
