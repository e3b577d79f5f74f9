import { type Booking, setMeetingUrl } from '../../bookings/index.ts';
import type { Instant } from '../../platform/clock.ts';
import { PassingFault } from '../../platform/errors.ts';
import { googleConnection, type Project } from '../../projects/index.ts';
import { callMakerOf } from '../call-maker.ts';
import type { Destination, RemoteBooking } from '../destination.ts';
import type { GoogleAccount, GoogleAccountOf } from '../google-account.ts';
import type { GoogleApiFor } from '../google-api.ts';
import type { GoogleFailure } from '../google-result.ts';
import { eventOf, fingerprintOf, hasEvent, PROPERTIES } from './event.ts';
import { bookingIdOf, eventIdOf } from './event-id.ts';
import { GOOGLE_CALENDAR, GOOGLE_MEET } from './name.ts';
import { failedItem, sentenceOf } from './outcome.ts';
import { writeEvents } from './write-events.ts';

/** What calendars need from outside. */
export interface CalendarOptions {
  readonly api: GoogleApiFor;
  /** Unless told: the project's own, else the installation's. */
  readonly connectionOf?: GoogleAccountOf;
  /** Who signed in at Google Meet, in whose own calendar online bookings have a place; unless told: nobody. */
  readonly meetOf?: GoogleAccountOf;
  /** Unless told: the link of an online visit is written into its booking. */
  readonly keepLink?: (booking: Booking, url: string, now: Instant) => Promise<void>;
}

/**
 * Bookings as events of their specialist's calendar, each known by an id that is made of the booking's own. An online
 * booking whose specialist has none stands in the calendar of whoever connected Google Meet, for its link. A place is a
 * calendar; specialists may share one.
 */
export function calendarDestination({
  api,
  connectionOf = googleConnection,
  meetOf = nobody,
  keepLink = writeLink,
}: CalendarOptions): Destination {
  const known = new WeakMap<Project, Promise<string | undefined>>();
  /** Of a project as it was read once: asked for every booking, it is looked up once. */
  const ownCalendar = (project: Project): Promise<string | undefined> => {
    const found = known.get(project) ?? calendarOfMeet(project, meetOf);
    known.set(project, found);
    return found;
  };
  const accountAt = async (project: Project, place: string): Promise<GoogleAccount | undefined> => {
    const calendars = await calendarsOf(project, connectionOf);
    return await (calendars.includes(place) ? connectionOf : meetOf)(project);
  };
  const accountOf = async (project: Project, place: string): Promise<GoogleAccount> => {
    const account = await accountAt(project, place);
    if (!account) throw new Error('The project has no account at Google.');
    return account;
  };
  return {
    name: GOOGLE_CALENDAR,
    async places(project) {
      const [calendars, own] = await Promise.all([
        calendarsOf(project, connectionOf),
        ownCalendar(project),
      ]);
      return own === undefined ? calendars : [...new Set([...calendars, own])];
    },
    async placeOf(project, booking) {
      const calendar = project.specialists.find(
        (one) => one.specialistId === booking.specialistId,
      )?.googleCalendarId;
      if (calendar !== undefined && (await isConnected(project, connectionOf))) return calendar;
      if (callMakerOf(project, booking) !== GOOGLE_MEET) return undefined;
      return await ownCalendar(project);
    },

    async write({ project, place, items, now }) {
      const account = await accountAt(project, place);
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
      const account = await accountOf(project, place);
      const { calendar } = api(account);
      for (const bookingId of bookingIds) {
        const removed = await calendar.remove(place, eventIdOf(bookingId));
        if (!DELETED.has(removed.kind)) throw notNow(removed as GoogleFailure, account);
      }
    },

    async read({ project, place }) {
      const account = await accountOf(project, place);
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
  await setMeetingUrl({ projectId, bookingId, url, maker: GOOGLE_MEET, actor, now });
}

const nobody: GoogleAccountOf = async () => undefined;

/** The calendar of whoever signed in at Google Meet: a person's own has her address for its name. */
async function calendarOfMeet(
  project: Project,
  meetOf: GoogleAccountOf,
): Promise<string | undefined> {
  if (!project.connected?.includes(GOOGLE_MEET)) return undefined;
  return (await meetOf(project))?.clientEmail;
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
