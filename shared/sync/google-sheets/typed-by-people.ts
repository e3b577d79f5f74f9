import { minuteOf, readSpecialistDays } from '../../availability/index.ts';
import { type Booking, getBooking } from '../../bookings/index.ts';
import { type Instant, secondsBetween } from '../../platform/clock.ts';
import type { BookingId, SpecialistId } from '../../platform/ids.ts';
import type { Project } from '../../projects/index.ts';
import { isMarked } from '../mark.ts';
import { GOOGLE_SHEETS } from './name.ts';
import type { BusyRow, TypedRows, UnreadableRow } from './parse-rows.ts';
import { hasRow, keyOf, rowOf } from './row.ts';

/** How long a change of a booking may be on its way to being marked for the worker. */
const UNDER_WAY_SECONDS = 120;
/** Bookings that are read at once. */
const AT_ONCE = 25;

/**
 * The rows that people typed, out of all rows of the worksheets. A row is ours when it says what the booking with its id
 * says; when it says what another booking of the same time says (people sort the visible columns and leave the hidden one
 * behind); and while a worker is about to write the only row with that id. Every other row with the id of a booking is
 * a copy that somebody made, or a row that somebody made his own.
 *
 * @param rows every row, ours included, as they were before this call
 */
export async function typedByPeople(
  project: Project,
  rows: TypedRows,
  { from, now }: { readonly from: Instant; readonly now: Instant },
): Promise<TypedRows> {
  const books = new Books(project, now);
  await books.readDays(rows.busy, from);
  const doubtful = rows.busy.filter((row) => !books.isInDays(row));
  await inParts(doubtful, (row) => books.read(row));
  const unreadable = rows.unreadable.filter(({ bookingId }) => bookingId !== undefined);
  await inParts(unreadable, (row) => books.read(row));

  const agreeing = rows.busy.filter((row) => books.isInDays(row) || books.agrees(row));
  const shown = new Set(agreeing.map(({ bookingId }) => bookingId));
  const isAwaited = ({ bookingId }: BusyRow | UnreadableRow) =>
    bookingId !== undefined && !shown.has(bookingId) && books.isUnderWay(bookingId);
  return {
    busy: doubtful.filter(
      (row) => !books.agrees(row) && !isAwaited(row) && !books.isOfAnother(row),
    ),
    // Ours and spoilt, with a booking that is known: what it should say is no matter of this row.
    unreadable: rows.unreadable.filter(
      ({ bookingId }) =>
        bookingId === undefined || shown.has(bookingId) || !books.isShown(bookingId),
    ),
  };
}

/** What the bookings say that rows may be about: read once, then asked. */
class Books {
  readonly #project: Project;
  readonly #now: Instant;
  /** Which bookings begin when, by specialist and minute. */
  readonly #beginning = new Map<string, Set<BookingId>>();
  readonly #bookings = new Map<BookingId, Booking | undefined>();
  readonly #underWay = new Set<BookingId>();

  constructor(project: Project, now: Instant) {
    this.#project = project;
    this.#now = now;
  }

  /** Reads the days of everybody who has rows: one Query each. */
  async readDays(rows: readonly BusyRow[], from: Instant): Promise<void> {
    const { projectId } = this.#project;
    const byOwner = Map.groupBy(rows, ({ specialistId }) => specialistId);
    await Promise.all(
      [...byOwner].map(async ([specialistId, own]) => {
        const dates = [from, ...own.map(({ startsAt }) => startsAt)].map((at) => at.slice(0, 10));
        const [first = '', ...others] = dates.sort();
        const range = { from: first, to: others.at(-1) ?? first };
        for (const day of await readSpecialistDays({ projectId, specialistId }, range, true)) {
          const midnight = minuteOf(`${day.date}T00:00:00.000Z`);
          for (const { bookingId, from: minute } of day.taken) {
            if (bookingId) this.#begin(nameOf(specialistId, midnight + minute), bookingId);
          }
        }
      }),
    );
  }

  #begin(name: string, bookingId: BookingId): void {
    this.#beginning.set(name, (this.#beginning.get(name) ?? new Set()).add(bookingId));
  }

  #at({ specialistId, startsAt }: BusyRow): ReadonlySet<BookingId> {
    return this.#beginning.get(nameOf(specialistId, minuteOf(startsAt))) ?? new Set();
  }

  /** Reads the bookings that a row may be about. */
  async read(row: BusyRow | UnreadableRow): Promise<void> {
    const ids = [...('startsAt' in row ? this.#at(row) : []), row.bookingId];
    await Promise.all(ids.map((id) => (id === undefined ? undefined : this.#read(id))));
  }

  async #read(bookingId: BookingId): Promise<void> {
    if (this.#bookings.has(bookingId)) return;
    const { projectId } = this.#project;
    const booking = await getBooking(projectId, bookingId);
    this.#bookings.set(bookingId, booking);
    if (!booking) return;
    const isNew = secondsBetween(booking.updatedAt, this.#now) < UNDER_WAY_SECONDS;
    const scope = { projectId, destination: GOOGLE_SHEETS };
    if (isNew || (await isMarked(scope, bookingId))) this.#underWay.add(bookingId);
  }

  /** Whether the booking with the row's id takes its specialist's time from then on. */
  isInDays(row: BusyRow): boolean {
    return row.bookingId !== undefined && this.#at(row).has(row.bookingId);
  }

  /** Whether the row says what the booking with its id says, and is meant to be there. */
  agrees(row: BusyRow): boolean {
    const booking = row.bookingId && this.#bookings.get(row.bookingId);
    return booking !== undefined && hasRow(booking) && saysOf(booking, row);
  }

  /** Whether the row says what a booking with another id says. */
  isOfAnother(row: BusyRow): boolean {
    return [...this.#at(row)].some((id) => {
      const booking = this.#bookings.get(id);
      return booking !== undefined && saysOf(booking, row);
    });
  }

  /** Whether a worker is about to write the booking, or to take it out. */
  isUnderWay(bookingId: BookingId): boolean {
    return this.#underWay.has(bookingId);
  }

  /** Whether the booking has, or should have, a row. */
  isShown(bookingId: BookingId): boolean {
    const booking = this.#bookings.get(bookingId);
    return booking !== undefined && (hasRow(booking) || this.#underWay.has(bookingId));
  }
}

const nameOf = (specialistId: SpecialistId, minute: number): string => `${specialistId} ${minute}`;

const saysOf = (booking: Booking, { specialistId, key }: BusyRow): boolean =>
  specialistId === booking.specialistId && key !== undefined && key === keyOf(rowOf(booking));

async function inParts<Item>(
  items: readonly Item[],
  act: (item: Item) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await Promise.all(items.slice(from, from + AT_ONCE).map(act));
  }
}
