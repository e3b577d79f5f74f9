import { amountsOf } from '../bookings/index.ts';
import { escapeHtml } from '../bots/index.ts';
import type { BookingId } from '../platform/ids.ts';
import { type Outcome, ownBooking } from './outcome.ts';
import { reply, type SpecialistTalk, textsOf } from './talk.ts';
import { saidAmount } from './words.ts';

/** Stands before the booking's id in the question: the reply to it carries the question's text, so nothing is stored. */
const MARK = '🆔';

/** Asks how much was paid; the answer comes as a reply to this message. */
export async function askAmount(talk: SpecialistTalk, bookingId: BookingId): Promise<Outcome> {
  const { notices, talk: texts, card } = textsOf(talk);
  const booking = await ownBooking(talk, bookingId);
  if (!booking) return { notice: notices.notYours, refused: true };
  if (booking.status !== 'COMPLETED') {
    return { notice: notices.wrongState(card.statuses[booking.status]), refused: true, booking };
  }
  const { outstanding } = amountsOf(booking);
  if (outstanding !== undefined && outstanding <= 0) {
    return { notice: notices.paidAlready, refused: true, booking };
  }
  const due =
    outstanding === undefined
      ? undefined
      : escapeHtml(saidAmount(booking, outstanding, talk.language));
  const name = `${card.booking.toLowerCase()} #${escapeHtml(booking.code)}`;
  const html = `${texts.askAmount(name, due)}\n\n${MARK} ${bookingId}`;
  await reply(talk, async () => ({ html, wantsReply: true }));
  return { notice: notices.asked, refused: false, booking };
}

/** The booking that a question of {@link askAmount} is about; `undefined` when `text` is none. */
export function askedAbout(text: string): BookingId | undefined {
  return new RegExp(`${MARK} ([0-9A-Z]{8,51})\\s*$`, 'u').exec(text)?.[1] as BookingId | undefined;
}
