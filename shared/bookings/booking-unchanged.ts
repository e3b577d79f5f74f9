import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import type { Booking } from './booking.ts';
import { bookingRow } from './booking-row.ts';

/** That a booking still is as it was read, as the entry of somebody's transaction. */
export function bookingUnchanged({
  projectId,
  bookingId,
  version,
}: Booking): ConditionCheck<typeof bookingRow> {
  return bookingRow
    .build(ConditionCheck)
    .key({ projectId, bookingId })
    .condition({ attr: 'version', eq: version });
}
