import type { Booking } from '../../bookings/index.ts';
import type { News } from '../news.ts';

/** What a text about a booking is made of. */
export type BookingWords = Pick<Booking, 'code' | 'serviceName' | 'specialistName'> & {
  readonly when: string;
  readonly reason?: string | undefined;
};

/** The texts of one language: one for each kind of news. */
export type NewsTexts = Readonly<Record<News, (booking: BookingWords) => string>>;
