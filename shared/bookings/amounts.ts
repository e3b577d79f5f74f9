import { majorUnits, minorUnits } from '../contracts/money.ts';
import type { Booking } from './booking.ts';

/** A booking that names no currency counts in hundredths, as this one does. */
const WITH_HUNDREDTHS = 'EUR';

/** What a booking costs, what was paid for it and what is still due, in minor units; without a price nothing is due. */
export function amountsOf({ price, payments = [] }: Pick<Booking, 'price' | 'payments'>): {
  readonly due?: number;
  readonly paid: number;
  readonly outstanding?: number;
} {
  const paid = payments.reduce((sum, { amount }) => sum + amount, 0);
  return price === undefined ? { paid } : { due: price, paid, outstanding: price - paid };
}

/**
 * An amount of a booking's money as people write it (450.5) in minor units; `undefined` when its currency has no such
 * fraction.
 */
export function minorAmount(
  { currency = WITH_HUNDREDTHS }: Pick<Booking, 'currency'>,
  amount: number,
): number | undefined {
  return minorUnits(amount, currency);
}

/** The inverse of {@link minorAmount}. */
export function majorAmount(
  { currency = WITH_HUNDREDTHS }: Pick<Booking, 'currency'>,
  minor: number,
): number {
  return majorUnits(minor, currency);
}
