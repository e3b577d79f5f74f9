import type { PaymentMethod } from '../bookings/index.ts';

/** How people begin the word for a method, in every language of the product. */
const CARD = /^(card|карт)/;
const CASH = /^(cash|гот|нал)/;

/**
 * What a specialist says was paid: `250`, `1 250,50`, `250 card`, `250 грн картка`; cash unless she says otherwise.
 *
 * @returns the amount in major units, above 0; `undefined` when it is no amount, or words are in it that mean nothing
 */
export function parseAmount(text: string): { amount: number; method: PaymentMethod } | undefined {
  const found = /^\s*(\d{1,3}(?:[ \u00a0]\d{3})+|\d{1,9})(?:[.,](\d{1,3}))?(.*)$/su.exec(text);
  if (!found) return undefined;
  const [, whole = '', fraction = '0', rest = ''] = found;
  const words = rest.toLowerCase().match(/[\p{L}\p{M}]+|[\p{Sc}.]|\S/gu) ?? [];
  const methods = words.filter((word) => CARD.test(word) || CASH.test(word));
  const money = /^(грн|uah|usd|eur|pln|руб|rub|р|\p{Sc}|\.)$/u;
  if (methods.length > 1 || words.some((word) => !methods.includes(word) && !money.test(word))) {
    return undefined;
  }
  const amount = Number(`${whole.replace(/\D/g, '')}.${fraction}`);
  if (amount <= 0) return undefined;
  return { amount, method: CARD.test(methods[0] ?? '') ? 'card' : 'cash' };
}
