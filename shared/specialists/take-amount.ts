import { minorAmount } from '../bookings/index.ts';
import { escapeHtml } from '../bots/index.ts';
import type { BookingId } from '../platform/ids.ts';
import { card } from './card.ts';
import { type Outcome, ownBooking } from './outcome.ts';
import { parseAmount } from './parse-amount.ts';
import { pay } from './pay.ts';
import { placeOf, reply, type SpecialistTalk, textsOf } from './talk.ts';

/** Records the amount that a specialist replied to the question for it, and shows what that makes of the booking. */
export async function takeAmount(
  talk: SpecialistTalk,
  bookingId: BookingId,
  text: string,
): Promise<void> {
  const outcome = await record(talk, bookingId, text);
  await reply(talk, async () => {
    if (!outcome) return { html: textsOf(talk).talk.badAmount };
    const { booking, notice } = outcome;
    return booking
      ? card(booking, placeOf(talk), escapeHtml(notice))
      : { html: escapeHtml(notice) };
  });
}

async function record(
  talk: SpecialistTalk,
  bookingId: BookingId,
  text: string,
): Promise<Outcome | undefined> {
  const { notices } = textsOf(talk);
  const said = parseAmount(text);
  if (!said) return undefined;
  const booking = await ownBooking(talk, bookingId);
  if (!booking) return { notice: notices.notYours, refused: true };
  const amount = minorAmount(booking, said.amount);
  if (amount === undefined) return { notice: notices.invalidAmount, refused: true, booking };
  return pay(talk, { bookingId, amount, method: said.method });
}
