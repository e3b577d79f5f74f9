import type { Instant } from '../platform/clock.ts';
import type { BookingId, ClientId } from '../platform/ids.ts';
import {
  type Decision,
  isOwnWrite,
  type Setback,
  settle,
  type TransactionEntry,
} from '../platform/table/settle.ts';
import type { Project } from '../projects/index.ts';
import type { Actor, Booking } from './booking.ts';
import { readBooking } from './booking-row.ts';
import { cancelled } from './cancelled.ts';
import { type ChangeRefusal, notChangeable, notFound } from './refusals.ts';
import type { Changed } from './reschedule.ts';

export interface Cancel {
  readonly project: Pick<Project, 'projectId'>;
  readonly bookingId: BookingId;
  /** Only a booking of this client is found, and only before it begins. */
  readonly ownedBy?: ClientId;
  readonly reason?: string;
  readonly actor: Actor;
  readonly now: Instant;
  readonly alongside?: (booking: Booking) => readonly TransactionEntry[];
}

/**
 * Cancels a booking that is not over; its time is free with the same transaction. Cancelling it again changes nothing
 * and is no refusal.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function cancel(request: Cancel): Promise<Changed | ChangeRefusal> {
  return await settle((setback) => decide(request, setback));
}

async function decide(
  request: Cancel,
  setback: Setback | undefined,
): Promise<Decision<Changed | ChangeRefusal>> {
  const { project, bookingId, ownedBy, now } = request;
  const stored = await readBooking(project.projectId, bookingId);
  if (!stored || (ownedBy !== undefined && stored.booking.clientId !== ownedBy)) {
    return { answer: notFound() };
  }
  const { booking } = stored;
  if (booking.status === 'CANCELLED') {
    return { answer: { booking, changed: isOwnWrite(setback, booking.updatedAt, now) } };
  }
  const begun = ownedBy !== undefined && booking.startsAt <= now;
  const change = begun ? undefined : await cancelled(stored, request);
  if (change === undefined) {
    const message = `A booking that is ${booking.status} or has begun cannot be cancelled.`;
    return { answer: notChangeable(booking, message) };
  }
  return {
    answer: { booking: change.booking, changed: true },
    write: change.write,
    alongside: request.alongside?.(change.booking) ?? [],
  };
}
