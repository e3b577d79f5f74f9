import type { Person } from '../busy-times/match-people.ts';
import type { TakenByPerson, TakenTimes, UnclearEntry } from '../busy-times/spans-of-people.ts';
import { instantOnWall } from '../busy-times/wall-time.ts';
import type { SimplyBookBooking } from './api.ts';

/** What the appointments of a company are looked at with. */
export interface CompanyView {
  /** Of their wall-clock times. */
  readonly timeZone: string;
  /** Who serves, with her name. */
  readonly named: (booking: SimplyBookBooking) => Person;
}

/**
 * The time that appointments take. What is cancelled takes none; what is pending does, here as there. In the night in
 * which an hour comes twice nobody says which of the two is meant, and in the other one a time may be left out: then it
 * takes all that could be meant.
 */
export function takenTimes(
  bookings: readonly SimplyBookBooking[],
  { timeZone, named }: CompanyView,
): TakenTimes {
  const taken: TakenByPerson[] = [];
  const unclear: UnclearEntry[] = [];
  for (const booking of bookings) {
    if (booking.isCancelled) continue;
    const person = named(booking);
    const startsAt = instantOnWall(booking.startsAt, timeZone, 'earlier');
    const endsAt = instantOnWall(booking.endsAt, timeZone, 'later');
    if (startsAt === undefined || endsAt === undefined || endsAt <= startsAt) {
      unclear.push({ person, where: `SimplyBook.me, ${booking.code}`, why: 'no_such_time' });
    } else {
      taken.push({ person, startsAt, endsAt });
    }
  }
  return { taken, unclear };
}
