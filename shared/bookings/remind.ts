import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { Instant } from '../platform/clock.ts';
import { PassingFault } from '../platform/errors.ts';
import type { BookingId, ProjectId } from '../platform/ids.ts';
import { isPassing } from '../platform/table/settle.ts';
import type { Booking } from './booking.ts';
import { asBooking, bookingRow } from './booking-row.ts';

export interface Remind {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  /** Since when the booking waited when the timer was set: another wait has timers of its own. */
  readonly requestedAt: Instant;
  /** Which reminder of this wait it is, from 1. */
  readonly reminder: number;
  readonly now: Instant;
}

/**
 * Writes down that reception is reminded of a booking: one UpdateItem, on condition that the booking still waits since
 * `requestedAt`, that all earlier reminders and not this one were written, and that its time has not come.
 *
 * @returns the booking with the reminder; `undefined` when it makes no sense (any more), also for a copy
 * @throws PassingFault when DynamoDB refuses for the moment: the timer may fire again
 */
export async function remind(request: Remind): Promise<Booking | undefined> {
  const { projectId, bookingId, requestedAt, reminder, now } = request;
  // Rows older than these attributes wait since they were made, and nobody was reminded of them.
  const older = [
    { attr: 'requestedAt', exists: false } as const,
    { attr: 'createdAt', eq: requestedAt } as const,
  ];
  const never = reminder === 1 ? [{ attr: 'reminders', exists: false } as const] : [];
  try {
    const { Attributes } = await bookingRow
      .build(UpdateItemCommand)
      .item({
        ...{ projectId, bookingId, requestedAt, reminders: reminder, remindedAt: now },
        ...{ updatedAt: now, actor: { kind: 'timer', id: 'reminder' }, version: $add(1) },
      })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'status', eq: 'PENDING' },
            { attr: 'startsAt', gt: now },
            { or: [{ attr: 'requestedAt', eq: requestedAt }, { and: [...older] }] },
            { or: [{ attr: 'reminders', eq: reminder - 1 }, ...never] },
          ],
        },
      })
      .send();
    return Attributes && asBooking(Attributes);
  } catch (fault) {
    if (fault instanceof Error && fault.name === 'ConditionalCheckFailedException')
      return undefined;
    // A decision at this very moment is one, too: the next try reads what it made of the booking.
    if (isPassing(fault)) throw new PassingFault('The reminder was not written.', { cause: fault });
    throw fault;
  }
}
