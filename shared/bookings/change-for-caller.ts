import type { BookingChange, BookingDocument } from '../contracts/bookings.ts';
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
import { bookingDocument, type RefusalDetails, refusalDocument } from './booking-document.ts';
import type { BookingRefusal } from './refusals.ts';
import { type Changed, reschedule } from './reschedule.ts';
import { setStatus } from './set-status.ts';

/** A member's request as the door has read it. */
export interface ChangeForCaller {
  readonly access: { readonly projectId: ProjectId };
  readonly caller: { readonly userId: UserId; readonly email?: string };
  readonly path: { readonly booking_id: string };
  readonly body: BookingChange;
  /** Of the member's own choice; absent or empty: every request is a new one. */
  readonly idempotencyKey: string | undefined;
}

/** A member moves a booking, answers its request or takes the answer back, runs its session, or cancels it. */
export async function changeForCaller({
  access: { projectId },
  caller,
  path,
  body: change,
  idempotencyKey,
}: ChangeForCaller): Promise<
  | BookingDocument
  | Refusal<BookingRefusal['refused'], RefusalDetails | undefined>
  | Refusal<'project_not_found'>
> {
  const key = `member:${caller.userId}:${idempotencyKey || randomId()}`;
  const asked = {
    projectId,
    bookingId: path.booking_id as BookingId,
    actor: { kind: 'member', id: caller.userId },
    by: caller.email ?? caller.userId,
    idempotencyKey: key,
    now: now(),
  } as const;
  let changed: Changed | BookingRefusal;
  if ('status' in change) {
    const { status } = change;
    const reason = 'reason' in change ? change.reason : undefined;
    changed = await setStatus({ ...asked, status, ...(reason === undefined ? {} : { reason }) });
  } else {
    const project = await getProject(projectId);
    if (!project) return refuse('project_not_found', 'There is no such project.');
    const { starts_at: startsAt, specialist_id } = change;
    const to = specialist_id === undefined ? {} : { specialistId: specialist_id as SpecialistId };
    changed = await reschedule({ ...asked, project, startsAt, ...to });
  }
  return isRefusal(changed) ? refusalDocument(changed) : bookingDocument(changed.booking);
}
