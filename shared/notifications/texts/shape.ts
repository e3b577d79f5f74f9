import type { Booking } from '../../bookings/index.ts';
import type { News } from '../news.ts';

/** What a text about a booking is made of. */
export type BookingWords = Pick<
  Booking,
  'code' | 'serviceName' | 'specialistName' | 'meetingUrl'
> & {
  readonly when: string;
  readonly reason?: string | undefined;
  /** Free times that she may take instead, as they are spoken; empty when there are none. */
  readonly others: readonly string[];
};

/** The texts of one language: one for each kind of news. */
export type NewsTexts = Readonly<Record<News, (booking: BookingWords) => string>>;

/** Times one under the other. */
export const listed = (times: readonly string[]): string =>
  times.map((time) => `• ${time}`).join('\n');

/** What people typed as the end of a sentence: with one full stop. */
export const sentence = (text: string): string => `${text.replace(/\.$/, '')}.`;
