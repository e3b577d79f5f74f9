import { bookingIdSchema } from '../../platform/id-schemas.ts';
import type { BookingId } from '../../platform/ids.ts';

/** Letters that Google takes in the id of an event (RFC 4648's base 32 with the extended hex alphabet). */
const LETTERS = '0123456789abcdefghijklmnopqrstuv';
/** Tells our ids from those that Google and other programs give. */
const PREFIX = 'frontdesk';

/**
 * The id of a booking's event: a pure function of the booking's, so that it is never inserted twice into a calendar, and
 * readable, since all that is sure of a deleted event is its id.
 */
export function eventIdOf(bookingId: BookingId): string {
  let [held, bits, text] = [0, 0, PREFIX];
  for (const byte of Buffer.from(bookingId)) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; ) {
      bits -= 5;
      text += LETTERS.charAt((held >>> bits) & 31);
    }
    held &= (1 << bits) - 1;
  }
  return bits === 0 ? text : text + LETTERS.charAt((held << (5 - bits)) & 31);
}

/** The booking whose event has this id; `undefined`: it is no event of ours. */
export function bookingIdOf(eventId: string): BookingId | undefined {
  if (!eventId.startsWith(PREFIX)) return undefined;
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of eventId.slice(PREFIX.length)) {
    const value = LETTERS.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes.push((held >>> bits) & 255);
    }
    held &= (1 << bits) - 1;
  }
  const { data: bookingId } = bookingIdSchema.safeParse(Buffer.from(bytes).toString('latin1'));
  // Only the one spelling that was written counts.
  return bookingId !== undefined && eventIdOf(bookingId) === eventId ? bookingId : undefined;
}
