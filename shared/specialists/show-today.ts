import { amountsOf, type Booking } from '../bookings/index.ts';
import { bookingsOfSpecialist, midnight } from './bookings-of-specialist.ts';
import { card } from './card.ts';
import { placeOf, reply, type SpecialistTalk, textsOf } from './talk.ts';

/** Cards of one answer, at most: Telegram takes short bursts only. */
const MOST_CARDS = 20;

/**
 * Shows a card for each booking of today, by the project's wall clock: confirmed ones, the running one, and
 * completed ones that are not paid in full; also those that reach into today from yesterday.
 */
export async function showToday(talk: SpecialistTalk): Promise<void> {
  const { lists } = textsOf(talk);
  const begins = midnight(talk.project.timeZone, talk.ports.now, 0);
  const bookings = (await bookingsOfSpecialist(talk, { from: -1, to: 1 })).filter(
    (booking) => isOpen(booking) && (booking.endsAt > begins || booking.status === 'IN_PROGRESS'),
  );
  if (bookings.length === 0) {
    await reply(talk, async () => ({ html: lists.noneToday }));
    return;
  }
  for (const booking of bookings.slice(0, MOST_CARDS)) {
    const told = await reply(talk, async () => card(booking, placeOf(talk)), booking.bookingId);
    // Who cannot be reached by one card cannot be reached by the next.
    if (told === 'refused') return;
  }
  const more = bookings.length - MOST_CARDS;
  if (more > 0) await reply(talk, async () => ({ html: lists.more(more) }), 'more');
}

function isOpen(booking: Booking): boolean {
  return booking.status !== 'COMPLETED' || (amountsOf(booking).outstanding ?? 0) > 0;
}
