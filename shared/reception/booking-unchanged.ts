import { Entity } from 'dynamodb-toolbox/entity';
import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { item } from 'dynamodb-toolbox/schema/item';
import { number } from 'dynamodb-toolbox/schema/number';
import { string } from 'dynamodb-toolbox/schema/string';
import type { Booking } from '../bookings/index.ts';
import type { Check } from '../platform/delivery/index.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';

/** As much of a booking's row as a condition needs. Nothing is ever written by it. */
const BookingVersion = new Entity({
  name: 'Booking',
  table,
  timestamps: false,
  schema: item({ projectId: string().key(), bookingId: string().key(), version: number() }),
  computeKey: ({ projectId, bookingId }) =>
    keys.booking(projectId as ProjectId, bookingId as BookingId),
});

/** That the booking still is as it was read, as the entry of a transaction. */
export function bookingUnchanged({ projectId, bookingId, version }: Booking): Check {
  return BookingVersion.build(ConditionCheck)
    .key({ projectId, bookingId })
    .condition({ attr: 'version', eq: version });
}
