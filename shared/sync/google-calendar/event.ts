import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Booking, BookingStatus } from '../../bookings/index.ts';
import type { Project } from '../../projects/index.ts';
import { isOnline } from '../call-maker.ts';
import type { CalendarEvent, EventDraft, EventTime } from './api.ts';
import { calendarTexts } from './texts/index.ts';

const LONGEST_TEXT = 500;

/** Names of what an event says to us alone. */
export const PROPERTIES = { project: 'projectId', booking: 'bookingId', version: 'version' };

/** Everything an event of ours says; whatever else people add to it is theirs. */
export type OwnDraft = Required<
  Pick<EventDraft, 'summary' | 'description' | 'location' | 'start' | 'end' | 'privateProperties'>
>;

/** A visit that will not be has no event; one that took place, or was missed, keeps its. */
const WITHOUT_EVENT: ReadonlySet<BookingStatus> = new Set(['CANCELLED', 'REJECTED']);

/** Whether the calendar shows a booking of this status. */
export const hasEvent = ({ status }: Pick<Booking, 'status'>): boolean =>
  !WITHOUT_EVENT.has(status);

/** A booking as its event, in the project's language and the booking's zone. An empty text takes an old one away. */
export function eventOf(
  booking: Booking,
  project: Pick<Project, 'language' | 'services' | 'specialists' | 'location'>,
): OwnDraft {
  const { projectId, bookingId, version, clientName, clientPhone, serviceName } = booking;
  const texts = calendarTexts(project.language);
  const whom = `${oneLine(clientName)} · ${oneLine(serviceName)}`;
  const prefixes: Partial<Record<BookingStatus, string>> = {
    PENDING: texts.waits,
    NO_SHOW: texts.missed,
  };
  const told = prefixes[booking.status];
  const lines = [
    [texts.client, clientName],
    [texts.phone, clientPhone],
    [texts.service, serviceName],
    [texts.specialist, booking.specialistName],
    [texts.code, booking.code],
  ].flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}`] : []));
  return {
    summary: told === undefined ? whom : `${told}: ${whom}`,
    description: lines.join('\n'),
    location: callOf(booking) ?? (isOnline(project, booking) ? '' : placeOf(booking, project)),
    start: timeOf(booking.startsAt, booking.timeZone),
    end: timeOf(booking.endsAt, booking.timeZone),
    privateProperties: {
      [PROPERTIES.project]: projectId,
      [PROPERTIES.booking]: bookingId,
      [PROPERTIES.version]: String(version),
    },
  };
}

/**
 * Of what people see of an event, as it shall be or as it stands in the calendar: equal means that nothing is to be
 * written. The version is none of it: a booking changes in ways that nobody sees here.
 */
export function fingerprintOf({
  summary = '',
  description = '',
  location = '',
  start,
  end,
}: Pick<CalendarEvent, 'summary' | 'description' | 'location' | 'start' | 'end'>): string {
  const texts = [summary, description, location].map((text) => text.trim());
  const seen = JSON.stringify([...texts, plainTime(start), plainTime(end)]);
  return createHash('sha256').update(seen).digest('base64url').slice(0, 22);
}

/** The same moment in whatever zone it is told; a whole day is no moment. */
export function plainTime(time: EventTime | undefined): string {
  if (time === undefined) return '';
  if ('date' in time) return time.date;
  const ms = Date.parse(time.dateTime);
  return Number.isNaN(ms) ? time.dateTime : new Date(ms).toISOString();
}

function timeOf(instant: string, timeZone: string): EventTime {
  const local = Temporal.Instant.from(instant).toZonedDateTimeISO(timeZone);
  return { dateTime: local.toString({ timeZoneName: 'never', smallestUnit: 'second' }), timeZone };
}

/** Where she joins a call that is not the event's own. */
const callOf = ({ meetingUrl, meetingBy }: Booking): string | undefined =>
  meetingUrl !== undefined && meetingBy === 'zoom' ? oneLine(meetingUrl) : undefined;

/** Where it takes place: the specialist's own place before the business's. */
function placeOf(
  { specialistId }: Booking,
  { specialists, location }: Pick<Project, 'specialists' | 'location'>,
): string {
  const own = specialists.find((one) => one.specialistId === specialistId)?.location;
  return oneLine(own ?? location ?? '');
}

/** A calendar shows its texts as HTML: nothing of somebody's becomes a link or a picture. */
const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .replaceAll('<', '‹')
    .replaceAll('>', '›')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();
