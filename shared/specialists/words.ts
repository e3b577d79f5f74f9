import { type Booking, majorAmount } from '../bookings/index.ts';
import type { Instant } from '../platform/clock.ts';
import type { Language } from '../projects/index.ts';

const LOCALES: Readonly<Record<Language, string>> = { uk: 'uk', ru: 'ru', en: 'en-GB' };

const dates = new Map<string, Intl.DateTimeFormat>();

/** How much of an instant is said. */
const SAID = {
  time: { hour: '2-digit', minute: '2-digit' },
  date: { weekday: 'short', day: 'numeric', month: 'long' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

/** The date (`Tue, 24 November`) or the time (`15:00`) of an instant by the clock of `timeZone`. */
export function said(
  part: keyof typeof SAID,
  instant: Instant,
  timeZone: string,
  language: Language,
): string {
  const name = `${part} ${language} ${timeZone}`;
  let format = dates.get(name);
  if (!format) {
    // Making a formatter costs twenty times its use.
    format = new Intl.DateTimeFormat(LOCALES[language], { ...SAID[part], timeZone });
    dates.set(name, format);
  }
  return format.format(new Date(instant));
}

/** Money of a booking, in minor units, as people write it: `450 ₴`, without a fraction when it is whole. */
export function saidAmount(
  booking: Pick<Booking, 'currency'>,
  minor: number,
  language: Language,
): string {
  const { currency } = booking;
  return new Intl.NumberFormat(LOCALES[language], {
    ...(currency && { style: 'currency', currency }),
    trailingZeroDisplay: 'stripIfInteger',
  })
    .format(majorAmount(booking, minor))
    .replace(/[\u00a0\u202f]/g, ' ');
}
