import { Entity } from 'dynamodb-toolbox/entity';
import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { any } from 'dynamodb-toolbox/schema/any';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { BookingId, ProjectId, SpecialistId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Span } from './opening-hours.ts';
import { addDays, DAY_MINUTES, dateMinute, type Minute, utcDate } from './wall-time.ts';

/** A span of one UTC date, in minutes since its midnight, and who takes it: a booking or an outside calendar. */
export interface Taken extends Span {
  readonly bookingId?: BookingId;
  readonly source?: string;
}

/** What is taken of a specialist's UTC date. Version 0: nothing is stored yet. */
export interface SpecialistDay {
  readonly projectId: ProjectId;
  readonly specialistId: SpecialistId;
  /** UTC, `YYYY-MM-DD`. */
  readonly date: string;
  /** Counts the writes; the condition of the next one (law 1). */
  readonly version: number;
  /** Ordered by `from`. */
  readonly taken: readonly Taken[];
  /** Bookings that left this day: a late copy of their first request still finds its booking. */
  readonly left: readonly BookingId[];
}

const specialistDay = new Entity({
  name: 'SpecialistDay',
  table,
  schema: item({
    projectId: string().key(),
    specialistId: string().key(),
    date: string().key(),
    version: number(),
    // Read and written whole, so kept as they are: a busy day has dozens, and a search reads many days.
    taken: any().castAs<readonly Taken[]>(),
    left: any().castAs<readonly BookingId[]>(),
  }),
  computeKey: ({ projectId, specialistId, date }) =>
    keys.specialistDay(projectId as ProjectId, specialistId as SpecialistId, date),
  timestamps: false,
});

/** How many bookings that left a day it remembers: the late copy of a request comes within hours, not months. */
const LEFT_REMEMBERED = 200;

/**
 * The stored days of a specialist, by one Query.
 *
 * @param range UTC dates, both included
 * @param consistent whether a write that was acknowledged is always seen: what a decision needs, an offer does not
 */
export async function readSpecialistDays(
  { projectId, specialistId }: Pick<SpecialistDay, 'projectId' | 'specialistId'>,
  range: { readonly from: string; readonly to: string },
  consistent = false,
): Promise<SpecialistDay[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(specialistDay)
    .query({
      partition: keys.specialistDays(projectId, specialistId),
      range: {
        between: [
          keys.specialistDay(projectId, specialistId, range.from).sk,
          keys.specialistDay(projectId, specialistId, range.to).sk,
        ],
      },
    })
    .options({ consistent, maxPages: Number.POSITIVE_INFINITY })
    .send();
  // The brands of ids are known to keys.ts, not to the schema.
  return Items as unknown as SpecialistDay[];
}

/** A day on which nothing is stored. */
export function emptyDay(
  { projectId, specialistId }: Pick<SpecialistDay, 'projectId' | 'specialistId'>,
  date: string,
): SpecialistDay {
  return { projectId, specialistId, date, version: 0, taken: [], left: [] };
}

/** What the days take, in minutes since the epoch, ordered by `from`. */
export function busyOf(days: readonly SpecialistDay[]): Span[] {
  return days
    .flatMap(({ date, taken }) => {
      const midnight = dateMinute(date);
      return taken.map(({ from, to }) => ({ from: midnight + from, to: midnight + to }));
    })
    .sort((a, b) => a.from - b.from);
}

/** The parts of a span on each UTC date it touches: one, or two across midnight. */
export function partsByDate({ from, to }: Span): (Span & { readonly date: string })[] {
  const parts: (Span & { date: string })[] = [];
  for (let date = utcDate(from); dateMinute(date) < to; date = addDays(date, 1)) {
    const midnight = dateMinute(date);
    parts.push({
      date,
      from: Math.max(from - midnight, 0),
      to: Math.min(to - midnight, DAY_MINUTES),
    });
  }
  return parts;
}

/** `day` with a booking's part of it taken. */
export function withTaken(day: SpecialistDay, bookingId: BookingId, part: Span): SpecialistDay {
  const taken = [...day.taken, { from: part.from, to: part.to, bookingId }].sort(
    (a, b) => a.from - b.from,
  );
  return { ...day, taken, left: day.left.filter((id) => id !== bookingId) };
}

/** `day` with everything a booking took of it free again. */
export function withoutBooking(day: SpecialistDay, bookingId: BookingId): SpecialistDay {
  const left = [...day.left.filter((id) => id !== bookingId), bookingId].slice(-LEFT_REMEMBERED);
  return { ...day, taken: day.taken.filter((one) => one.bookingId !== bookingId), left };
}

/** Who takes any part of `span` on these days, `except` one booking. */
export function takers(
  days: readonly SpecialistDay[],
  span: Span,
  except?: BookingId,
): readonly Taken[] {
  return days.flatMap(({ date, taken }) => {
    const midnight: Minute = dateMinute(date);
    return taken.filter(
      (one) =>
        midnight + one.from < span.to &&
        span.from < midnight + one.to &&
        (except === undefined || one.bookingId !== except),
    );
  });
}

/** The entry of a transaction that stores `day`, on condition that its version is still the one that was read. */
export function replaceSpecialistDay(day: SpecialistDay): PutTransaction<typeof specialistDay> {
  const { taken, left } = day;
  return specialistDay
    .build(PutTransaction)
    .item({
      projectId: day.projectId,
      specialistId: day.specialistId,
      date: day.date,
      version: day.version + 1,
      taken,
      left,
    })
    .options({
      condition:
        day.version === 0
          ? { attr: 'version', exists: false }
          : { attr: 'version', eq: day.version },
    });
}
