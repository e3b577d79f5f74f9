import { escapeHtml } from '../bots/index.ts';
import type { BookingId } from '../platform/ids.ts';
import { bookingsOfSpecialist } from './bookings-of-specialist.ts';
import { card } from './card.ts';
import { runSession } from './run-session.ts';
import { placeOf, reply, type SpecialistTalk, textsOf } from './talk.ts';

/** Days around today in which the code on a card is looked for. */
const SEARCHED = { from: -7, to: 2 } as const;

/**
 * `/complete ID`: completes a session of her own, named by its id or by the code on its card, and shows what is due.
 *
 * @param typed with or without `#`, in letters of any size
 */
export async function completeByCode(talk: SpecialistTalk, typed: string): Promise<void> {
  const { talk: texts } = textsOf(talk);
  const wished = typed.replace(/^#/, '').trim().toUpperCase();
  if (!/^[0-9A-Z]{4,51}$/.test(wished)) {
    await reply(talk, async () => ({ html: texts.completeWhat }));
    return;
  }
  const named = (await bookingsOfSpecialist(talk, SEARCHED)).filter(({ code }) => code === wished);
  if (named.length > 1) {
    await reply(talk, async () => ({ html: texts.ambiguous }));
    return;
  }
  const bookingId = named[0]?.bookingId ?? (wished as BookingId);
  const { booking, notice } = await runSession(talk, 'complete', bookingId);
  const html = escapeHtml(notice);
  await reply(talk, async () => (booking ? card(booking, placeOf(talk), html) : { html }));
}
