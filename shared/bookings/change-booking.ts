import type { Instant } from '../platform/clock.ts';
import { isRefusal, type Refusal } from '../platform/errors.ts';
import {
  type BookingId,
  derivedId,
  type ProjectId,
  randomId,
  type SpecialistId,
} from '../platform/ids.ts';
import { type Decision, type Setback, settle } from '../platform/table/settle.ts';
import type { Actor, Booking } from './booking.ts';
import { readBooking } from './booking-row.ts';
import { type ChangeRefusal, notChangeable, notFound } from './refusals.ts';
import type { Changed } from './reschedule.ts';
import { statusChange } from './status-change.ts';

/** Which booking is to be changed, by whom and when. */
export interface BookingChange {
  readonly projectId: ProjectId;
  readonly bookingId: BookingId;
  /** Only a booking of this specialist is found. */
  readonly ownedBy?: SpecialistId;
  readonly actor: Actor;
  /** Names the request: a late copy of it changes nothing, whatever has become of the booking. */
  readonly idempotencyKey?: string;
  readonly now: Instant;
}

/** What a verb makes of a booking. */
export interface Verb<Refused extends Refusal> {
  /** Keeps the keys of different changes apart. */
  readonly name: string;
  /**
   * What becomes of the booking as it stands, a refusal, or `undefined` when nothing is left to do. Pure: who wrote
   * it, when, and its version are filled in.
   */
  readonly change: (booking: Booking) => Booking | Refused | undefined;
  /** The refusal when the change takes time again that somebody else has; absent where no change does. */
  readonly taken?: (booking: Booking) => Promise<Refused>;
}

/**
 * Changes a booking that stays where it is in time. One read and one transaction when nobody interferes; whoever was
 * faster is read, and the change is decided again.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function changeBooking<Refused extends Refusal = never>(
  request: BookingChange,
  verb: Verb<Refused>,
): Promise<Changed | Refused | ChangeRefusal> {
  // Without the caller's key, one of this very call: so it knows its own write after an answer that was lost.
  const changeKey = derivedId([verb.name, request.idempotencyKey ?? randomId()], 12);
  return await settle((setback) => attempt(request, changeKey, verb, setback));
}

async function attempt<Refused extends Refusal>(
  request: BookingChange,
  changeKey: string,
  verb: Verb<Refused>,
  setback: Setback | undefined,
): Promise<Decision<Changed | Refused | ChangeRefusal>> {
  const { projectId, bookingId, ownedBy } = request;
  const stored = await readBooking(projectId, bookingId);
  if (!stored || (ownedBy !== undefined && stored.booking.specialistId !== ownedBy)) {
    return { answer: notFound() };
  }
  const { booking } = stored;
  if (stored.changeKeys.includes(changeKey)) {
    const own = request.idempotencyKey === undefined || setback?.unsure === true;
    return { answer: { booking, changed: own } };
  }
  const changed = verb.change(booking);
  if (changed === undefined) return { answer: { booking, changed: false } };
  if (isRefusal(changed)) return { answer: changed };
  const { actor, now } = request;
  const version = booking.version + 1;
  const next: Booking = { ...(changed as Booking), updatedAt: now, actor, version };
  const write = await statusChange(stored, next, now, changeKey);
  if (write === 'taken' && verb.taken) return { answer: await verb.taken(booking) };
  if (write === undefined || write === 'taken') {
    const message = `A booking that is ${booking.status} cannot become ${next.status}.`;
    return { answer: notChangeable(booking, message) };
  }
  return { answer: { booking: next, changed: true }, write };
}
