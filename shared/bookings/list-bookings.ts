import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { BookingId, ProjectId, SpecialistId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import type { Booking } from './booking.ts';
import { asBooking, bookingRow } from './booking-row.ts';

export interface ListBookings {
  readonly projectId: ProjectId;
  /** Bounds of the start, `to` exclusive. */
  readonly from: Instant;
  readonly to: Instant;
  readonly specialistId?: SpecialistId;
  /** Bookings on a page, at most; 100 unless told. */
  readonly limit?: number;
  /** What the previous page gave; opaque to the caller. */
  readonly cursor?: string;
}

/** `cursor` is there when there may be more. */
export interface BookingPage {
  readonly bookings: readonly Booking[];
  readonly cursor?: string;
}

const PAGE = 100;

/**
 * A project's bookings of all statuses, by start, page by page. Read from an index, which may lag behind a write by a
 * moment.
 */
export async function listBookings(
  question: ListBookings,
): Promise<BookingPage | Refusal<'invalid_cursor'>> {
  const { projectId, specialistId, limit = PAGE } = question;
  let after = question.cursor === undefined ? undefined : startKey(projectId, question.cursor);
  if (question.cursor !== undefined && after === undefined) {
    return refuse('invalid_cursor', 'The cursor is not one of this list.');
  }
  // One more than asked for tells whether there is a next page.
  const bookings: Booking[] = [];
  do {
    const page = await readPage(question, limit + 1, after);
    bookings.push(
      ...page.bookings.filter((one) => !specialistId || one.specialistId === specialistId),
    );
    after = page.next;
  } while (after !== undefined && bookings.length <= limit);
  const shown = bookings.slice(0, limit);
  const last = shown.at(-1);
  return bookings.length > limit && last
    ? { bookings: shown, cursor: cursorAfter(last) }
    : { bookings: shown };
}

async function readPage(
  { projectId, from, to }: ListBookings,
  limit: number,
  after: Record<string, unknown> | undefined,
): Promise<{ bookings: Booking[]; next: Record<string, unknown> | undefined }> {
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(bookingRow)
    .query({
      index: 'bookingsOfProject',
      partition: keys.index.bookingsOfProject(projectId),
      range: { between: [from, to] },
    })
    .options({ limit, ...(after === undefined ? {} : { exclusiveStartKey: after }) })
    .send();
  const bookings = Items.map(asBooking).filter(({ startsAt }) => startsAt < to);
  return { bookings, next: LastEvaluatedKey };
}

/** A cursor names a place in the list, never a key: what a caller sends back reaches no other project (law 4). */
function cursorAfter({ startsAt, bookingId }: Booking): string {
  return Buffer.from(JSON.stringify([startsAt, bookingId])).toString('base64url');
}

function startKey(projectId: ProjectId, cursor: string): Record<string, unknown> | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [startsAt, bookingId] = Array.isArray(place) ? place : [];
    if (typeof startsAt !== 'string' || typeof bookingId !== 'string') return undefined;
    return {
      ...keys.booking(projectId, bookingId as BookingId),
      projectKey: keys.index.bookingsOfProject(projectId),
      startsAt,
    };
  } catch {
    return undefined;
  }
}
