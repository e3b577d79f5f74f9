import { type Booking, UNDO_SECONDS } from '../bookings/index.ts';
import type { Button } from '../bots/index.ts';
import { type Instant, secondsBetween } from '../platform/clock.ts';
import type { BookingId } from '../platform/ids.ts';
import type { ReceptionTexts } from './texts/shape.ts';

type Keyboard = readonly (readonly Button[])[];

/** What a tap wishes. `request`: which request the button stood under; absent in the form of the requirements. */
export type Tap =
  | {
      readonly kind: 'confirm' | 'reject' | 'undo';
      readonly bookingId: BookingId;
      readonly request?: number;
    }
  | { readonly kind: 'reason'; readonly bookingId: BookingId; readonly number: number };

const TAP = /^(confirm|reject|undo|reason)_([0-9A-Z]{8,51})(?:_([1-9]\d{0,8}))?$/;

/** What the data of a button wishes; `undefined` when it is none of ours. */
export function parseTap(data: string): Tap | undefined {
  const [, kind, id, digits] = TAP.exec(data) ?? [];
  const bookingId = id as BookingId;
  switch (kind) {
    case 'confirm':
    case 'reject':
    case 'undo':
      return { kind, bookingId, ...(digits === undefined ? {} : { request: Number(digits) }) };
    case 'reason':
      return digits === undefined ? undefined : { kind, bookingId, number: Number(digits) };
    default:
      return undefined;
  }
}

/** The buttons under a request as it stands now; none when there is nothing to decide. */
export function buttonsFor(booking: Booking, texts: ReceptionTexts, now: Instant): Keyboard {
  const { bookingId, request, status } = booking;
  const data = `${bookingId}_${request}`;
  if (booking.startsAt <= now) return [];
  if (status === 'PENDING') {
    return [
      [
        { text: texts.confirm, data: `confirm_${data}` },
        { text: texts.reject, data: `reject_${data}` },
      ],
    ];
  }
  if ((status !== 'CONFIRMED' && status !== 'REJECTED') || undoLeft(booking, now) <= 0) return [];
  const reasons =
    status === 'REJECTED' && booking.reason === undefined
      ? texts.reasons.map((text, index) => [{ text, data: `reason_${bookingId}_${index + 1}` }])
      : [];
  return [...reasons, [{ text: texts.undo, data: `undo_${data}` }]];
}

/** Seconds for which a decision can still be taken back; 0 or less: no more. */
export function undoLeft({ decision }: Pick<Booking, 'decision'>, now: Instant): number {
  return decision ? UNDO_SECONDS - secondsBetween(decision.at, now) : 0;
}
