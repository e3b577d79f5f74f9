import {
  addDays,
  bookableDates,
  busyOf,
  earliestStart,
  freeStarts,
  type Minute,
  minuteOf,
  nearest,
  nearestSlots,
  performs,
  readSpecialistDays,
  type Slot,
  type Span,
  type SpecialistDay,
  serviceMinutes,
  slotAt,
  utcRange,
  wallDate,
  withoutBooking,
} from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import type { BookingId, ServiceId, SpecialistId } from '../platform/ids.ts';
import type { Project, Service, Specialist } from '../projects/index.ts';
import type { Alternatives, TakenRefusal, WishRefusal } from './refusals.ts';

/** A time someone wants, checked against the project: it could be booked if nobody else has it. */
export interface Wish {
  readonly project: Project;
  readonly service: Service;
  readonly specialist: Specialist;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The same in minutes since the epoch. */
  readonly span: Span;
  readonly now: Instant;
}

/** Checks a wished time against services, specialists, hours, notice and horizon as they are configured now. */
export function examineWish(
  project: Project,
  asked: { serviceId: ServiceId; specialistId: SpecialistId; startsAt: Instant },
  now: Instant,
): Wish | WishRefusal {
  const people = examinePeople(project, asked.serviceId, asked.specialistId);
  if (isRefusal(people)) return people;
  const { service, specialist } = people;
  const start = minuteOf(asked.startsAt);
  const refusal = examineStart(project, service, specialist, start, now);
  if (refusal) return refusal;
  const { startsAt, endsAt } = slotAt(project, service, specialist, start);
  const span = { from: start, to: start + serviceMinutes(project, service) };
  return { project, service, specialist, startsAt, endsAt, span, now };
}

function examinePeople(
  project: Project,
  serviceId: ServiceId,
  specialistId: SpecialistId,
): { service: Service; specialist: Specialist } | WishRefusal {
  if (project.services.length === 0 || project.specialists.length === 0) {
    return refuse('project_incomplete', 'The project has no services or no specialists yet.');
  }
  const service = project.services.find((one) => one.serviceId === serviceId);
  if (!service) return refuse('unknown_service', `The project has no service ${serviceId}.`);
  const specialist = project.specialists.find((one) => one.specialistId === specialistId);
  if (!specialist) {
    return refuse('unknown_specialist', `The project has no specialist ${specialistId}.`);
  }
  if (!performs(specialist, service)) {
    return refuse('not_offered_by_specialist', `${specialist.name} does not do ${service.name}.`);
  }
  return { service, specialist };
}

function examineStart(
  project: Project,
  service: Service,
  specialist: Specialist,
  start: Minute,
  now: Instant,
): WishRefusal | undefined {
  if (start < earliestStart(project, now)) {
    return refuse(
      'too_soon',
      `A booking starts at least ${project.minimumNoticeMinutes} minutes from now.`,
    );
  }
  const outside = refuse(
    'outside_working_hours',
    `${specialist.name} has no slot for ${service.name} at this time.`,
  );
  if (!Number.isInteger(start)) return outside;
  const date = wallDate(project.timeZone, start);
  if (date > bookableDates(project, now).last) {
    return refuse('beyond_horizon', `Bookings are taken ${project.horizonDays} days ahead.`);
  }
  const asked = { project, service, specialist, fromDate: date, toDate: date, now, busy: [] };
  return freeStarts(asked).includes(start) ? undefined : outside;
}

/** Days around a wish that one read brings: enough to decide, and mostly to offer others. */
const DAYS_BEFORE = 1;
const DAYS_AFTER = 3;
const ALTERNATIVES = 3;

function datesAround({ project, span }: Wish): { fromDate: string; toDate: string } {
  const date = wallDate(project.timeZone, span.from);
  return { fromDate: addDays(date, -DAYS_BEFORE), toDate: addDays(date, DAYS_AFTER) };
}

/** The days of the wished specialist around the wish, by one consistent Query. */
export function readDaysAround(wish: Wish): Promise<SpecialistDay[]> {
  const { project, service, specialist } = wish;
  const owner = { projectId: project.projectId, specialistId: specialist.specialistId };
  return readSpecialistDays(owner, utcRange(project, service, datesAround(wish)), true);
}

/** The refusal of a taken time, with the nearest free ones: from `days` when they hold enough of them. */
export async function refuseTaken(
  wish: Wish,
  days: readonly SpecialistDay[],
  own?: BookingId,
): Promise<TakenRefusal> {
  const { project, service, specialist, now } = wish;
  const others = own ? days.map((day) => withoutBooking(day, own)) : days;
  const asked = { project, service, specialist, now, ...datesAround(wish) };
  const free = freeStarts({ ...asked, busy: busyOf(others) });
  const slots = free.map((start) => slotAt(project, service, specialist, start));
  const alternatives: Slot[] =
    slots.length >= ALTERNATIVES
      ? nearest(slots, wish.startsAt, ALTERNATIVES)
      : await nearestSlots({
          project,
          service,
          now,
          limit: ALTERNATIVES,
          specialists: [specialist],
          around: wish.startsAt,
        });
  const details: Alternatives = { alternatives };
  return refuse('slot_taken', 'Someone else has this time.', details);
}
