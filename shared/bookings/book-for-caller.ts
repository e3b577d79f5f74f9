import type { BookingDocument, NewBooking, SlotDocument } from '../contracts/bookings.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import {
  type ClientId,
  derivedId,
  type ProjectId,
  randomId,
  type ServiceId,
  type SpecialistId,
  type UserId,
} from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { book } from './book.ts';
import { bookingDocument, refusalDocument } from './booking-document.ts';
import type { BookingRefusal } from './refusals.ts';

/** A member's request as the door has read it. */
export interface BookForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly body: NewBooking;
}

/**
 * A member books for a client on the phone. The same number is the same client; without one the client is known by
 * this booking only.
 *
 * @param idempotencyKey of the member's own choice; absent or empty: every request is a new one
 * @returns the booking and whether this request made it
 */
export async function bookForCaller(
  { access: { projectId }, caller: { userId }, body }: BookForCaller,
  idempotencyKey?: string,
): Promise<
  | { booking: BookingDocument; created: boolean }
  | Refusal<BookingRefusal['refused'], { alternatives: SlotDocument[] } | undefined>
  | Refusal<'project_not_found'>
> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const key = `member:${userId}:${idempotencyKey || randomId()}`;
  const { name, phone } = body.client;
  const clientId = derivedId(['client', projectId, phone ?? key]) as ClientId;
  const booked = await book({
    project,
    serviceId: body.service_id as ServiceId,
    specialistId: body.specialist_id as SpecialistId,
    startsAt: body.starts_at,
    client: { clientId, name, ...(phone === undefined ? {} : { phone }) },
    actor: { kind: 'member', id: userId },
    idempotencyKey: key,
    now: now(),
  });
  if (isRefusal(booked)) return refusalDocument(booked);
  return { booking: bookingDocument(booked.booking), created: booked.created };
}
