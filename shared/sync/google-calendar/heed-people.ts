import { type Booking, cancel, flagBooking, getBooking, OCCUPYING } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import { isRefusal } from '../../platform/errors.ts';
import type { BookingId } from '../../platform/ids.ts';
import { logger } from '../../platform/logger.ts';
import type { Project } from '../../projects/index.ts';
import { isMarked } from '../mark.ts';
import { getState } from '../state.ts';
import type { SyncMessage } from '../sync-message.ts';
import type { CalendarEvent } from './api.ts';
import { isOurs, ownersOf } from './busy-spans.ts';
import { eventOf, fingerprintOf, plainTime } from './event.ts';
import { bookingIdOf } from './event-id.ts';
import { GOOGLE_CALENDAR } from './name.ts';

/** What heeding people needs. */
export interface PeoplePorts {
  /** Puts a message onto the queue of the destinations. */
  readonly put: (message: SyncMessage) => Promise<void>;
}

/**
 * Follows what people did to events of ours: a deleted one flags its booking, or cancels it when the project says so; a
 * moved one flags it, and is put back where the booking is. What we did ourselves, and what a worker is about to write
 * anyway, is nobody's doing. The same again changes nothing.
 *
 * @param events what changed in a calendar since it was last asked
 */
export async function heedPeople(
  project: Project,
  place: string,
  events: readonly CalendarEvent[],
  ports: PeoplePorts & { readonly now: Instant },
): Promise<void> {
  for (const event of events) {
    const bookingId = bookingIdOf(event.id);
    if (bookingId === undefined || !isOurs(event, project)) continue;
    const touched = await touchedBy(project, place, event, bookingId, ports.now);
    if (touched === undefined) continue;
    const { projectId } = project;
    const what = event.status === 'cancelled' ? 'deleted' : 'moved';
    logger.info('Somebody changed a booking in a calendar.', { projectId, bookingId, what });
    if (what === 'moved') await putBack(touched, ports);
    else await obeyDeletion(project, touched, ports.now);
  }
}

/** The booking whose event people deleted or moved; `undefined`: they did not, or it does not matter any more. */
async function touchedBy(
  project: Project,
  place: string,
  event: CalendarEvent,
  bookingId: BookingId,
  now: Instant,
): Promise<Booking | undefined> {
  const { projectId } = project;
  const isMoved = (booking: Booking) =>
    plainTime(event.start) !== booking.startsAt || plainTime(event.end) !== booking.endsAt;
  const [booking, state] = await Promise.all([
    getBooking(projectId, bookingId),
    getState(projectId, GOOGLE_CALENDAR, bookingId),
  ]);
  if (!booking || !OCCUPYING.has(booking.status) || booking.endsAt <= now) return undefined;
  // It belongs elsewhere by now, or was never seen here: we took it out ourselves, or are about to.
  if (!ownersOf(project, place).includes(booking.specialistId)) return undefined;
  if (state?.place !== place || state.remote === undefined) return undefined;
  if (event.status !== 'cancelled') {
    // As it was written last: the booking has moved since, and nobody touched its event.
    const isOwnWriting = [state.remote.fingerprint, fingerprintOf(eventOf(booking, project))];
    if (!isMoved(booking) || isOwnWriting.includes(fingerprintOf(event))) return undefined;
  }
  // Last: a write that was under way when the calendar was read is settled now, or still marked.
  const isAboutToBeWritten = await isMarked({ projectId, destination: GOOGLE_CALENDAR }, bookingId);
  return isAboutToBeWritten ? undefined : booking;
}

async function putBack(
  { projectId, bookingId, version }: Booking,
  { put, now }: Parameters<typeof heedPeople>[3],
): Promise<void> {
  const flag = { kind: 'moved_elsewhere', source: GOOGLE_CALENDAR } as const;
  const flagged = await flagBooking({ projectId, bookingId, flag, now });
  const current = isRefusal(flagged) ? version : flagged.booking.version;
  const wish = { action: 'Write', version: current } as const;
  await put({ projectId, bookingId, destination: GOOGLE_CALENDAR, wish, attempt: 0 });
}

/** A visit that has begun is not cancelled by tidying up. */
async function obeyDeletion(project: Project, booking: Booking, now: Instant): Promise<void> {
  const { projectId, bookingId } = booking;
  if (project.onDeletedEvent === 'cancel' && booking.startsAt > now) {
    const actor = { kind: 'sync', id: GOOGLE_CALENDAR } as const;
    if (!isRefusal(await cancel({ project, bookingId, actor, now }))) return;
  }
  const flag = { kind: 'deleted_elsewhere', source: GOOGLE_CALENDAR } as const;
  await flagBooking({ projectId, bookingId, flag, now });
}
