import { minuteOf, type SpecialistDay, takers } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal } from '../platform/errors.ts';
import { type BookingId, type ClientId, derivedId, type SpecialistId } from '../platform/ids.ts';
import {
  type Decision,
  isOwnWrite,
  type Setback,
  settle,
  type TransactionEntry,
} from '../platform/table/settle.ts';
import type { Project } from '../projects/index.ts';
import { asked } from './asked.ts';
import { type Actor, type Booking, type BookingFlag, OCCUPYING } from './booking.ts';
import { readBooking, updateBooking } from './booking-row.ts';
import { dayEntries, placeOf, readDaysOf } from './day-changes.ts';
import { notChangeable, notFound, type RequestRefusal } from './refusals.ts';
import { examineWish, readDaysAround, refuseTaken, type Wish } from './wish.ts';

export interface Reschedule {
  readonly project: Project;
  readonly bookingId: BookingId;
  readonly startsAt: Instant;
  /** Absent: the specialist stays. */
  readonly specialistId?: SpecialistId;
  /** Only a booking of this client is found. */
  readonly ownedBy?: ClientId;
  readonly actor: Actor;
  /** Names the request: a late copy of it moves nothing, wherever the booking is by then. */
  readonly idempotencyKey: string;
  readonly now: Instant;
  /** What people have to look at about its new time; flags of the old one are gone. */
  readonly flags?: readonly BookingFlag[];
  readonly alongside?: (booking: Booking) => readonly TransactionEntry[];
}

/** `changed` is false when nothing was left to do: the request is a copy, or the booking stands so already. */
export interface Changed {
  readonly booking: Booking;
  readonly changed: boolean;
}

/**
 * Moves a booking that has not begun: its old time is freed and the new one taken in one transaction. The code, the
 * price and the name of the service stay; the length is the service's of today. When a client moves a confirmed
 * booking, the new time waits for confirmation again unless the project confirms by itself.
 *
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function reschedule(request: Reschedule): Promise<Changed | RequestRefusal> {
  return await settle((setback) => decide(request, setback));
}

async function decide(
  request: Reschedule,
  setback: Setback | undefined,
): Promise<Decision<Changed | RequestRefusal>> {
  const { project, bookingId, ownedBy, now } = request;
  const stored = await readBooking(project.projectId, bookingId);
  if (!stored || (ownedBy !== undefined && stored.booking.clientId !== ownedBy)) {
    return { answer: notFound() };
  }
  const { booking } = stored;
  const changeKey = derivedId(['reschedule', request.idempotencyKey], 12);
  const specialistId = request.specialistId ?? booking.specialistId;
  const stands =
    OCCUPYING.has(booking.status) &&
    booking.specialistId === specialistId &&
    minuteOf(booking.startsAt) === minuteOf(request.startsAt);
  if (stands || stored.changeKeys.includes(changeKey)) {
    return { answer: { booking, changed: isOwnWrite(setback, booking.updatedAt, now) } };
  }
  if (!['PENDING', 'CONFIRMED'].includes(booking.status) || booking.startsAt <= now) {
    const message = `A booking that is ${booking.status} or has begun cannot be moved.`;
    return { answer: notChangeable(booking, message) };
  }
  const asked = { serviceId: booking.serviceId, specialistId, startsAt: request.startsAt };
  const wish = examineWish(project, asked, now);
  if (isRefusal(wish)) return { answer: wish };

  const [around, left] = await readDays(booking, wish);
  if (takers(around, wish.span, bookingId).length > 0) {
    return { answer: await refuseTaken(wish, around, bookingId) };
  }
  const moved = movedBooking(request, booking, wish);
  return {
    answer: { booking: moved, changed: true },
    write: [
      updateBooking(stored, moved, changeKey),
      ...dayEntries({
        booking,
        leaves: placeOf(booking),
        takes: placeOf(moved),
        days: [...around, ...left],
      }),
    ],
    alongside: request.alongside?.(moved) ?? [],
  };
}

/** The days around the wish, and those of the old time that are not among them. */
async function readDays(
  booking: Booking,
  wish: Wish,
): Promise<[around: SpecialistDay[], left: SpecialistDay[]]> {
  const [around, left] = await Promise.all([
    readDaysAround(wish),
    readDaysOf(booking.projectId, placeOf(booking)),
  ]);
  const isAround = (day: SpecialistDay) =>
    around.some((one) => one.specialistId === day.specialistId && one.date === day.date);
  return [around, left.filter((day) => !isAround(day))];
}

function movedBooking(request: Reschedule, booking: Booking, wish: Wish): Booking {
  const { actor, now, flags = [] } = request;
  const { specialist, startsAt, endsAt, project } = wish;
  const asksAgain = actor.kind === 'client' && !project.autoConfirm;
  const waits = asksAgain || booking.status === 'PENDING';
  const {
    meetingUrl,
    meetingBy,
    flags: _,
    ...rest
  } = waits ? asked(booking, booking.request + 1, now) : booking;
  // In another calendar it is another call at Meet; a meeting at Zoom is the project's.
  const isGiven = specialist.specialistId !== booking.specialistId;
  const keepsCall = meetingUrl !== undefined && (!isGiven || meetingBy === 'zoom');
  return {
    ...rest,
    ...(flags.length > 0 ? { flags } : {}),
    ...(keepsCall ? { meetingUrl, ...(meetingBy === undefined ? {} : { meetingBy }) } : {}),
    specialistId: specialist.specialistId,
    specialistName: specialist.name,
    startsAt,
    endsAt,
    updatedAt: now,
    actor,
    version: booking.version + 1,
  };
}
