import { minuteOf, type SpecialistDay, takers } from '../availability/index.ts';
import type { Instant } from '../platform/clock.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import {
  type BookingId,
  type ClientId,
  type ConversationId,
  derivedId,
  type ProjectId,
  type ServiceId,
  type SpecialistId,
} from '../platform/ids.ts';
import {
  type Decision,
  isOwnWrite,
  REFUSED,
  type Setback,
  settle,
  type TransactionEntry,
} from '../platform/table/settle.ts';
import type { Project } from '../projects/index.ts';
import type { Actor, Booking, BookingFlag } from './booking.ts';
import { insertBooking, readBooking } from './booking-row.ts';
import { dayEntries, placeOf } from './day-changes.ts';
import type { RequestRefusal, WishRefusal } from './refusals.ts';
import { examineWish, readDaysAround, refuseTaken, type Wish } from './wish.ts';

export interface Book {
  readonly project: Project;
  readonly serviceId: ServiceId;
  readonly specialistId: SpecialistId;
  readonly startsAt: Instant;
  readonly client: {
    readonly clientId: ClientId;
    readonly name: string;
    readonly phone?: string;
    readonly conversationId?: ConversationId;
    readonly language?: string;
  };
  readonly actor: Actor;
  /** Names the request within the project: its copies, however late, get the booking of the first. */
  readonly idempotencyKey: string;
  readonly now: Instant;
  /** What people have to look at about it from the first moment on. */
  readonly flags?: readonly BookingFlag[];
  /** What else is written in the same transaction, such as the conversation's receipt. */
  readonly alongside?: (booking: Booking) => readonly TransactionEntry[];
}

/** `created` is false when an earlier request with the same key made the booking, which may have changed since. */
export interface Booked {
  readonly booking: Booking;
  readonly created: boolean;
}

/**
 * Books a time: the booking and its specialist's time are written in one transaction, or nothing is (law 1). One Query
 * and one transaction when nobody interferes; one Query when the time is taken.
 *
 * @returns the booking, PENDING unless the project confirms by itself; a refusal when the time cannot be had
 * @throws PassingFault when it could not be settled now: the same request may be sent again
 */
export async function book(request: Book): Promise<Booked | RequestRefusal> {
  const { project, now } = request;
  const bookingId = bookingIdOf(project.projectId, request.idempotencyKey);
  const wish = examineWish(project, request, now);
  return await settle((setback) => decide(request, bookingId, wish, setback));
}

/** Letters of a confirmation code. */
const CODE_LENGTH = 6;

/** The id of the booking that a request with this key makes. */
function bookingIdOf(projectId: ProjectId, idempotencyKey: string): BookingId {
  return derivedId(['booking', projectId, idempotencyKey]) as BookingId;
}

async function decide(
  request: Book,
  bookingId: BookingId,
  wish: Wish | WishRefusal,
  setback: Setback | undefined,
): Promise<Decision<Booked | RequestRefusal>> {
  // Nothing is refused before it is known that an earlier copy of this request did not succeed.
  if (isRefusal(wish)) return { answer: (await earlier(request, bookingId, setback)) ?? wish };
  if (setback?.codes[0] === REFUSED) {
    const answer = await earlier(request, bookingId, setback);
    if (answer) return { answer };
  }
  const days = await readDaysAround(wish);
  if (days.some((day) => knows(day, bookingId))) {
    const answer = await earlier(request, bookingId, setback);
    if (answer) return { answer };
  }
  if (takers(days, wish.span).length > 0) return { answer: await refuseTaken(wish, days) };
  const booking = newBooking(request, bookingId, wish);
  return {
    answer: { booking, created: true },
    write: [
      insertBooking(booking, wishesOf(request)),
      ...dayEntries({ booking, takes: placeOf(booking), days }),
    ],
    alongside: request.alongside?.(booking) ?? [],
  };
}

/** The answer to a copy of a request that has made its booking already. */
async function earlier(
  request: Book,
  bookingId: BookingId,
  setback: Setback | undefined,
): Promise<Booked | RequestRefusal | undefined> {
  const stored = await readBooking(request.project.projectId, bookingId);
  if (stored === undefined) return undefined;
  if (stored.wishes !== wishesOf(request)) {
    return refuse('idempotency_key_reused', 'This key belongs to a request for something else.');
  }
  const created = isOwnWrite(setback, stored.booking.createdAt, request.now);
  return { booking: stored.booking, created };
}

function knows(day: SpecialistDay, bookingId: BookingId): boolean {
  return day.left.includes(bookingId) || day.taken.some((one) => one.bookingId === bookingId);
}

function wishesOf({ serviceId, specialistId, startsAt, client }: Book): string {
  const minute = String(minuteOf(startsAt));
  return derivedId([serviceId, specialistId, minute, client.clientId], 12);
}

function newBooking(request: Book, bookingId: BookingId, wish: Wish): Booking {
  const { project, service, specialist, startsAt, endsAt } = wish;
  const { client, actor, now, flags = [] } = request;
  return {
    projectId: project.projectId,
    bookingId,
    code: derivedId(['code', bookingId], CODE_LENGTH),
    status: project.autoConfirm ? 'CONFIRMED' : 'PENDING',
    specialistId: specialist.specialistId,
    specialistName: specialist.name,
    serviceId: service.serviceId,
    serviceName: service.name,
    startsAt,
    endsAt,
    timeZone: project.timeZone,
    clientId: client.clientId,
    clientName: client.name,
    ...(client.phone === undefined ? {} : { clientPhone: client.phone }),
    ...(client.conversationId === undefined ? {} : { conversationId: client.conversationId }),
    ...(client.language === undefined ? {} : { language: client.language }),
    ...(service.price === undefined ? {} : { price: service.price }),
    ...(service.currency === undefined ? {} : { currency: service.currency }),
    request: 1,
    requestedAt: now,
    reminders: 0,
    ...(flags.length > 0 ? { flags } : {}),
    createdAt: now,
    updatedAt: now,
    actor,
    version: 1,
  };
}
