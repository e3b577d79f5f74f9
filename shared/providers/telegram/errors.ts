import { GrammyError, HttpError } from 'grammy/web';
import { BOT_DISABLED, BotFault } from '../../bots/index.ts';
import type { Sent } from '../../platform/delivery/index.ts';
import { neverSent } from '../../platform/http-client.ts';

/** When Telegram asks for patience and does not say how much. */
const PATIENCE_SECONDS = 5;

/** What a failed send or edit means. `bad_markup` is the client's own business: once more as plain text. */
export function judgeFault(fault: unknown): Sent | { readonly kind: 'bad_markup' } {
  if (fault instanceof HttpError) {
    return { kind: 'not_now', why: 'no answer', untouched: neverSent(fault.error) };
  }
  if (!(fault instanceof GrammyError)) throw fault;
  const { error_code: code, description, parameters } = fault;
  const why = `${code} ${description}`;
  switch (code) {
    case 401:
    case 404:
      // "Not Found" is what a token that never was one gets.
      return { kind: 'refused', why: BOT_DISABLED };
    case 403:
      return { kind: 'unreachable', why };
    case 429: {
      const retryAfterSeconds = parameters.retry_after ?? PATIENCE_SECONDS;
      return { kind: 'not_now', why: 'too many requests', untouched: true, retryAfterSeconds };
    }
    case 400:
      if (/message is not modified/i.test(description)) return { kind: 'delivered' };
      if (/can't parse entities/i.test(description)) {
        return { kind: 'bad_markup' };
      }
      // Somebody who never pressed Start: no less out of reach than who blocked the bot.
      if (/chat not found/i.test(description)) return { kind: 'unreachable', why };
      return { kind: 'refused', why };
    default:
      if (code < 500) return { kind: 'refused', why };
      // An internal error says nothing about whether the text went out before it.
      return { kind: 'not_now', why, untouched: false };
  }
}

/** What a failed call about the bot itself is told as: a sentence without the token, which a URL would carry. */
export function botFault(fault: unknown): unknown {
  if (fault instanceof HttpError) return new BotFault('Telegram does not answer.');
  if (!(fault instanceof GrammyError)) return fault;
  const { error_code: code, description } = fault;
  if (code === 401 || code === 404) {
    return new BotFault(`Telegram does not know the token: it was revoked or mistyped (${code}).`);
  }
  return new BotFault(`Telegram refuses ${fault.method}: ${code} ${description}`);
}
