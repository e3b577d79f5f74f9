import type { Instant } from '../platform/clock.ts';

const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * An instant as a person says it in `language`, by the clock of `timeZone`: "вівторок, 24 листопада о 15:00".
 *
 * @param language BCP 47; English is spoken with the 24-hour clock, as in the rest of the product
 * @param timeZone IANA zone
 */
export function spokenTime(instant: Instant, timeZone: string, language: string): string {
  const key = `${language} ${timeZone}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    // Making a formatter costs twenty times its use.
    formatter = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      hour: '2-digit',
      minute: '2-digit',
      timeZone,
    });
    formatters.set(key, formatter);
  }
  return formatter.format(new Date(instant));
}
