import type { News } from './news.ts';

const MEANING: Readonly<Record<News, string>> = {
  confirmed: 'is confirmed',
  rejected: 'was turned down and is over: taking another time means a new booking',
  reason: 'was turned down, and she was told why: taking another time means a new booking',
  reopened: 'waits for an answer of reception again',
  still_waiting:
    'still waits for an answer of reception: if she waits there is nothing to do, and taking another time means moving this booking',
  cancelled: 'was cancelled and is over: taking another time means a new booking',
  expired: 'was not confirmed in time and is over: taking another time means a new booking',
  moved: 'was moved by the business',
  link: 'is held as a video call, and she was told its link',
};

/** What a piece of news means for whoever answers the client next: one English sentence for the model. */
export function meaningOf(news: News, code: string): string {
  return `Booking ${code} ${MEANING[news]}.`;
}
