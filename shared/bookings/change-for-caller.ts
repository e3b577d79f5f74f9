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
import { cancel } from './cancel.ts';
import type { BookingChange as BookingStep } from './change-booking.ts';
import { completeSession } from './complete-session.ts';
import { decide } from './decide.ts';
import { giveReason } from './give-reason.ts';
import { markNoShow } from './mark-no-show.ts';
import { type BookingRefusal, notChangeable } from './refusals.ts';
import { type Changed, reschedule } from './reschedule.ts';
import { startSession } from './start-session.ts';
import { undoDecision } from './undo-decision.ts';

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
  if ('status' in change) changed = await takeStep(asked, change);
  else {
    const project = await getProject(projectId);
    if (!project) return refuse('project_not_found', 'There is no such project.');
    const { starts_at: startsAt, specialist_id } = change;
    const to = specialist_id === undefined ? {} : { specialistId: specialist_id as SpecialistId };
    changed = await reschedule({ ...asked, project, startsAt, ...to });
  }
  return isRefusal(changed) ? refusalDocument(changed) : bookingDocument(changed.booking);
}

type Step = BookingStep & { readonly by: string };

async function takeStep(
  step: Step,
  change: Extract<BookingChange, { status: string }>,
): Promise<Changed | BookingRefusal> {
  const { projectId, bookingId, actor, now: at } = step;
  switch (change.status) {
    case 'CANCELLED': {
      const reason = change.reason === undefined ? {} : { reason: change.reason };
      return await cancel({ project: { projectId }, bookingId, actor, now: at, ...reason });
    }
    case 'REJECTED':
      return await answerRequest(step, change.status, change.reason);
    case 'CONFIRMED':
      return await answerRequest(step, change.status);
    case 'PENDING':
      return await undoDecision(step);
    case 'IN_PROGRESS':
      return await startSession(step);
    case 'COMPLETED':
      return await completeSession(step);
    case 'NO_SHOW':
      return await markNoShow(step);
  }
}

async function answerRequest(
  step: Step,
  to: 'CONFIRMED' | 'REJECTED',
  reason?: string,
): Promise<Changed | BookingRefusal> {
  const decided = await decide({ ...step, to, ...(reason === undefined ? {} : { reason }) });
  if (isRefusal(decided) || decided.changed) return decided;
  const { booking } = decided;
  if (booking.status === to) {
    const better = reason !== undefined && reason !== booking.reason;
    return better ? await giveReason({ ...step, reason }) : decided;
  }
  // Still waiting: this is a late copy of a request whose answer was taken back since.
  if (booking.status === 'PENDING') return decided;
  return notChangeable(booking, `A booking that is ${booking.status} waits for no answer.`);
}
