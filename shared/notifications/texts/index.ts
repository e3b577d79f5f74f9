import type { Booking } from '../../bookings/index.ts';
import type { News } from '../news.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import { uk } from './uk.ts';

/** What a text about a booking is made of. */
export type BookingWords = Pick<Booking, 'code' | 'serviceName' | 'specialistName'> & {
  readonly when: string;
  readonly reason?: string | undefined;
};

/** The texts of one language: one for each kind of news. */
export type NewsTexts = Readonly<Record<News, (booking: BookingWords) => string>>;

/** The texts of `language`; English for a language we have no texts in. */
export function newsTexts(language: string): NewsTexts {
  const texts: Readonly<Record<string, NewsTexts>> = { uk, en, ru };
  return texts[language.slice(0, 2)] ?? en;
}
