import { spokenTime } from '../bookings/index.ts';
import type { Receipt } from '../conversations/index.ts';
import { spokenLanguage } from '../projects/index.ts';
import { type Spoken, TEXTS } from './texts/index.ts';

/**
 * What the client is told of a committed effect, rendered from the committed row with its code (law 3). A booking that
 * is still PENDING is an accepted request, not a promise.
 *
 * @param language BCP 47; a language that the product does not speak gets English
 */
export function renderReceipt(receipt: Receipt, language: string): string {
  const spoken = spokenLanguage(language);
  const { price, currency } = receipt;
  const booking: Spoken = {
    service: receipt.serviceName,
    specialist: receipt.specialistName,
    when: capitalized(spokenTime(receipt.startsAt, receipt.timeZone, spoken)),
    code: receipt.code,
    ...(price === undefined || currency === undefined
      ? {}
      : { price: priceText(price, currency, spoken) }),
    pending: receipt.status === 'PENDING',
  };
  return TEXTS[spoken][receipt.effect](booking);
}

/** All receipts of a turn, in the order they were committed; of several moves of one booking only the last counts. */
export function renderReceipts(receipts: readonly Receipt[], language: string): string {
  return [...receipts]
    .sort((a, b) => a.step - b.step)
    .filter(
      (receipt, index, all) => all.findLastIndex((one) => one.code === receipt.code) === index,
    )
    .map((receipt) => renderReceipt(receipt, language))
    .join('\n\n');
}

/** A price in minor units as it is said in `language`, without ",00". */
export function priceText(price: number, currency: string, language: string): string {
  const style = { style: 'currency', currency, trailingZeroDisplay: 'stripIfInteger' } as const;
  const format = new Intl.NumberFormat(language, style);
  return format.format(price / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
