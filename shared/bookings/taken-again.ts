import { minuteOf } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import { refuse } from '../platform/errors.ts';
import { getProject } from '../projects/index.ts';
import type { Booking } from './booking.ts';
import type { TakenRefusal } from './refusals.ts';
import { readDaysAround, refuseTaken } from './wish.ts';

/**
 * The refusal to give a booking its time back, which somebody else has meanwhile; with the nearest free times as long
 * as its service and its specialist are there.
 */
export async function takenAgain(booking: Booking, now: Instant): Promise<TakenRefusal> {
  const { projectId, bookingId, serviceId, specialistId, startsAt, endsAt } = booking;
  const project = await getProject(projectId);
  const service = project?.services.find((one) => one.serviceId === serviceId);
  const specialist = project?.specialists.find((one) => one.specialistId === specialistId);
  if (!project || !service || !specialist) {
    return refuse('slot_taken', 'Someone else has this time.', { alternatives: [] });
  }
  const span = { from: minuteOf(startsAt), to: minuteOf(endsAt) };
  const wish = { project, service, specialist, startsAt, endsAt, span, now };
  return await refuseTaken(wish, await readDaysAround(wish), bookingId);
}
