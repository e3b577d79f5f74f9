import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { Instant } from '../platform/clock.ts';
import type { ClientId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { type Booking, type BookingStatus, OCCUPYING } from './booking.ts';
import { asBooking, bookingRow } from './booking-row.ts';

export interface ListBookingsOfClient {
  readonly projectId: ProjectId;
  readonly clientId: ClientId;
  /** The earliest start. */
  readonly from: Instant;
  /** Only bookings in one of these; unless told, those that stand: PENDING, CONFIRMED and IN_PROGRESS. */
  readonly statuses?: ReadonlySet<BookingStatus>;
}

/** A client's bookings by start. Read from an index, which may lag behind a write by a moment. */
export async function listBookingsOfClient({
  projectId,
  clientId,
  from,
  statuses = OCCUPYING,
}: ListBookingsOfClient): Promise<Booking[]> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(bookingRow)
    .query({
      index: 'bookingsOfClient',
      partition: keys.index.bookingsOfClient(projectId, clientId),
      range: { gte: from },
    })
    .options({ maxPages: Number.POSITIVE_INFINITY })
    .send();
  return Items.map(asBooking).filter(({ status }) => statuses.has(status));
}
