import {
  emptyDay,
  minuteOf,
  partsByDate,
  readSpecialistDays,
  replaceSpecialistDay,
  type Span,
  type SpecialistDay,
  withoutBooking,
  withTaken,
} from '../availability/index.ts';
import type { ProjectId, SpecialistId } from '../platform/ids.ts';
import type { TransactionEntry } from '../platform/table/settle.ts';
import type { Booking } from './booking.ts';

/** What a change does to specialists' days: the booking leaves one span, takes another, or both at once. */
export interface DayChanges {
  readonly booking: Pick<Booking, 'projectId' | 'bookingId'>;
  readonly leaves?: { readonly specialistId: SpecialistId; readonly span: Span };
  readonly takes?: { readonly specialistId: SpecialistId; readonly span: Span };
  /** The days as they were read; one that is not among them has nothing stored. */
  readonly days: readonly SpecialistDay[];
}

/** The entries of a transaction that replace each day item the change touches: at most four. */
export function dayEntries({ booking, leaves, takes, days }: DayChanges): TransactionEntry[] {
  const { projectId, bookingId } = booking;
  const touched = new Map<string, SpecialistDay>();
  const change = (
    specialistId: SpecialistId,
    date: string,
    next: (day: SpecialistDay) => SpecialistDay,
  ): void => {
    const name = `${specialistId} ${date}`;
    const read = days.find((day) => day.specialistId === specialistId && day.date === date);
    touched.set(
      name,
      next(touched.get(name) ?? read ?? emptyDay({ projectId, specialistId }, date)),
    );
  };
  for (const { date } of leaves ? partsByDate(leaves.span) : []) {
    change(leaves?.specialistId as SpecialistId, date, (day) => withoutBooking(day, bookingId));
  }
  for (const part of takes ? partsByDate(takes.span) : []) {
    change(takes?.specialistId as SpecialistId, part.date, (day) =>
      withTaken(day, bookingId, part),
    );
  }
  return [...touched.values()].map(replaceSpecialistDay);
}

/** When and with whom a booking is, in minutes since the epoch. */
export function placeOf(booking: Pick<Booking, 'specialistId' | 'startsAt' | 'endsAt'>): {
  specialistId: SpecialistId;
  span: Span;
} {
  const span = { from: minuteOf(booking.startsAt), to: minuteOf(booking.endsAt) };
  return { specialistId: booking.specialistId, span };
}

/** The day items that a place touches, by one consistent Query. */
export function readDaysOf(
  projectId: ProjectId,
  { specialistId, span }: { specialistId: SpecialistId; span: Span },
): Promise<SpecialistDay[]> {
  const dates = partsByDate(span).map(({ date }) => date);
  const [from = '', to = from] = [dates[0], dates.at(-1)];
  return readSpecialistDays({ projectId, specialistId }, { from, to }, true);
}
