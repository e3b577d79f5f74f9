import type { BookingChange, BookingDocument, SlotDocument } from '../contracts/bookings.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import {
  type BookingId,
  type ProjectId,
  randomId,
  type SpecialistId,
  type UserId,
} from '../platform/ids.ts';
import { getProject } from '../projects/index.ts';
import { bookingDocument, refusalDocument } from './booking-document.ts';
import { cancel } from './cancel.ts';
import type { BookingRefusal } from './refusals.ts';
import { reschedule } from './reschedule.ts';

/** A member's request as the door has read it. */
export interface ChangeForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId };
  readonly path: { readonly booking_id: string };
  readonly body: BookingChange;
}

/** A member cancels or moves a booking. */
export async function changeForCaller(
  { access: { projectId }, caller: { userId }, path, body: change }: ChangeForCaller,
  idempotencyKey?: string,
): Promise<
  | BookingDocument
  | Refusal<BookingRefusal['refused'], { alternatives: SlotDocument[] } | undefined>
  | Refusal<'project_not_found'>
> {
  const project = await getProject(projectId);
  if (!project) return refuse('project_not_found', 'There is no such project.');
  const asked = {
    project,
    bookingId: path.booking_id as BookingId,
    actor: { kind: 'member', id: userId },
    now: now(),
  } as const;
  const changed =
    'status' in change
      ? await cancel({
          ...asked,
          ...(change.reason === undefined ? {} : { reason: change.reason }),
        })
      : await reschedule({
          ...asked,
          startsAt: change.starts_at,
          ...(change.specialist_id === undefined
            ? {}
            : { specialistId: change.specialist_id as SpecialistId }),
          idempotencyKey: `member:${userId}:${idempotencyKey || randomId()}`,
        });
  return isRefusal(changed) ? refusalDocument(changed) : bookingDocument(changed.booking);
}
