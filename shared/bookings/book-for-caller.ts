import type { BookingDocument, NewBooking } from '../contracts/bookings.ts';
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
import { bookingDocument, type RefusalDetails, refusalDocument } from './booking-document.ts';
import type { RequestRefusal } from './refusals.ts';

/** A member's request as the door has read it. */
export interface BookForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly body: NewBooking;
  /** Of the member's own choice; absent or empty: every request is a new one. */
  readonly idempotencyKey: string | undefined;
}

/**
 * A member books for a client on the phone. The same number is the same client; without one the client is known by
 * this booking only.
 *
 * @returns the booking and whether this request made it
 */
export async function bookForCaller({
  access: { projectId },
  caller: { userId },
  body,
  idempotencyKey,
}: BookForCaller): Promise<
  | { booking: BookingDocument; created: boolean }
  | Refusal<RequestRefusal['refused'], RefusalDetails | undefined>
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
