import { type Booking, setMeetingUrl } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import { PassingFault } from '../../platform/errors.ts';
import { googleConnection, type Project } from '../../projects/index.ts';
import type { Destination, RemoteBooking } from '../destination.ts';
import type { GoogleAccount, GoogleAccountOf } from '../google-account.ts';
import type { GoogleApiFor } from '../google-api.ts';
import type { GoogleFailure } from '../google-result.ts';
import { eventOf, fingerprintOf, hasEvent, PROPERTIES } from './event.ts';
import { bookingIdOf, eventIdOf } from './event-id.ts';
import { GOOGLE_CALENDAR } from './name.ts';
import { failedItem, sentenceOf } from './outcome.ts';
import { writeEvents } from './write-events.ts';

/** What calendars need from outside. */
export interface CalendarOptions {
  readonly api: GoogleApiFor;
  /** Unless told: the project's own, else the installation's. */
  readonly connectionOf?: GoogleAccountOf;
  /** Unless told: the link of an online visit is written into its booking. */
  readonly keepLink?: (booking: Booking, url: string, now: Instant) => Promise<void>;
}

/**
 * Bookings as events of their specialist's calendar, each known by an id that is made of the booking's own. A place is
 * a calendar; specialists may share one.
 */
export function calendarDestination({
  api,
  connectionOf = googleConnection,
  keepLink = writeLink,
}: CalendarOptions): Destination {
  const accountOf = async (project: Project): Promise<GoogleAccount> => {
    const account = await connectionOf(project);
    if (!account) throw new Error('The project has no account at Google.');
    return account;
  };
  return {
    name: GOOGLE_CALENDAR,
    places: (project) => calendarsOf(project, connectionOf),
    async placeOf(project, { specialistId }) {
      const calendar = project.specialists.find(
        (one) => one.specialistId === specialistId,
      )?.googleCalendarId;
      return calendar !== undefined && (await isConnected(project, connectionOf))
        ? calendar
        : undefined;
    },

    async write({ project, place, items, now }) {
      const account = await connectionOf(project);
      if (!account) {
        const why = { kind: 'refused', why: 'the project is not connected to it' } as const;
        return new Map(items.map((item) => [item.booking.bookingId, failedItem(item, why)]));
      }
      const target = { calendar: api(account).calendar, clientEmail: account.clientEmail };
      const keep = (booking: Booking, url: string) => keepLink(booking, url, now);
      return await writeEvents({ ...target, project, place, now, keepLink: keep }, items);
    },

    holds: hasEvent,

    async removeStrays({ project, place, bookingIds }) {
      const account = await accountOf(project);
      const { calendar } = api(account);
      for (const bookingId of bookingIds) {
        const removed = await calendar.remove(place, eventIdOf(bookingId));
        if (!DELETED.has(removed.kind)) throw notNow(removed as GoogleFailure, account);
      }
    },

    async read({ project, place }) {
      const account = await accountOf(project);
      const { calendar } = api(account);
      const found: RemoteBooking[] = [];
      let pageToken: string | undefined;
      do {
        const page = await calendar.list(place, {
          privateProperty: [PROPERTIES.project, project.projectId],
          ...(pageToken === undefined ? {} : { pageToken }),
        });
        if (page.kind !== 'ok') throw notNow(page, account);
        for (const event of page.value.events) {
          const { id, status } = event;
          const bookingId = bookingIdOf(id);
          // What people copied of an event of ours is theirs.
          if (bookingId === undefined || status === 'cancelled') continue;
          const fingerprint = fingerprintOf(event);
          const shows = (booking: Booking) =>
            fingerprint === fingerprintOf(eventOf(booking, project));
          found.push({ id, bookingId, fingerprint, shows });
        }
        pageToken = page.value.nextPageToken;
      } while (pageToken !== undefined);
      return found;
    },
  };
}

/** What Google answers when an event is deleted now, or was before, or never was. */
const DELETED: ReadonlySet<string> = new Set(['ok', 'gone', 'not_found']);

function notNow(failure: GoogleFailure, { clientEmail }: GoogleAccount): PassingFault {
  const { retryAfterSeconds = undefined } = failure.kind === 'not_now' ? failure : {};
  return new PassingFault(
    sentenceOf(failure, clientEmail),
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

async function writeLink(
  { projectId, bookingId }: Booking,
  url: string,
  now: Instant,
): Promise<void> {
  const actor = { kind: 'sync', id: GOOGLE_CALENDAR } as const;
  await setMeetingUrl({ projectId, bookingId, url, maker: 'google-meet', actor, now });
}

/** The calendars of a project's specialists, each once; none when no account may open them. */
export async function calendarsOf(
  project: Project,
  connectionOf: GoogleAccountOf = googleConnection,
): Promise<string[]> {
  const ids = new Set(project.specialists.flatMap((one) => one.googleCalendarId ?? []));
  return ids.size > 0 && (await isConnected(project, connectionOf)) ? [...ids] : [];
}

/** Only the installation's account has to be asked for: whether a project has its own stands in its row. */
const isConnected = async (project: Project, connectionOf: GoogleAccountOf): Promise<boolean> =>
  project.googleAccount !== undefined ||
  project.connected?.includes(GOOGLE_CALENDAR) === true ||
  (await connectionOf(project)) !== undefined;
