import { randomUUID } from 'node:crypto';
import type { Fields } from '../../form.ts';
import { type Moment, momentView, msOf } from './moment.ts';
import { occurrences } from './recurrence.ts';

export type AccessRole = 'owner' | 'writer' | 'reader' | 'freeBusyReader';

/** The link of an online meeting. */
export interface Conference {
  readonly requestId: string;
  readonly type: string;
  status: 'pending' | 'success' | 'failure';
  /** `abc-defg-hij`. */
  readonly code: string;
}

/** An event as it is kept. A deleted one stays: `cancelled`. */
export interface CalendarEvent {
  id: string;
  iCalUID: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** What is given back as it came: summary, description, location, attendees, extendedProperties … */
  fields: Fields;
  start: Moment;
  end: Moment;
  recurrence?: string[];
  /** An occurrence of a series that differs from it. */
  exception?: { readonly series: string; readonly originalStart: Moment };
  /** Occurrences that the series had before it was changed. */
  gone?: { readonly event: CalendarEvent; readonly version: number }[];
  conference?: Conference;
  creator: string;
  /** Epoch ms. */
  created: number;
  updated: number;
  sequence: number;
  /** The calendar's version at the last change: etag, and what sync tokens go by. */
  version: number;
}

export interface Calendar {
  id: string;
  summary: string;
  timeZone: string;
  roles: Map<string, AccessRole>;
  events: Map<string, CalendarEvent>;
  /** Grows with every change of an event. */
  version: number;
  /** Sync tokens of before this version are no longer valid. */
  syncFloor: number;
  /** Whether Meet links can be made. */
  meet: boolean;
  /** What free/busy says instead of an answer. */
  freeBusyError: string | undefined;
  /** Of this calendar's events, in `X-Goog-Resource-ID`. */
  resourceId: string;
}

export function makeCalendar(
  id: string,
  given: Partial<Pick<Calendar, 'summary' | 'timeZone'>> = {},
): Calendar {
  return {
    id,
    summary: id,
    timeZone: 'Europe/Kyiv',
    ...given,
    roles: new Map(),
    events: new Map(),
    version: 1,
    syncFloor: 0,
    meet: true,
    freeBusyError: undefined,
    resourceId: randomUUID().replaceAll('-', '').slice(0, 27),
  };
}

/** An id the server makes: of the same letters as one of a client. */
export const freshEventId = (): string => randomUUID().replaceAll('-', '').slice(0, 26);

/** Notes that an event changed. */
export function touch(calendar: Calendar, event: CalendarEvent, now: number): void {
  calendar.version += 1;
  event.version = calendar.version;
  event.updated = now;
}

/** An event, an occurrence of a series, or what a series says of one. */
export interface Shown {
  readonly event: CalendarEvent;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * Everything there is, cancelled ones too.
 *
 * @param single occurrences instead of series
 * @param until how far series without an end go, epoch ms
 */
export function shownEvents(calendar: Calendar, single: boolean, until: number): Shown[] {
  const zone = calendar.timeZone;
  return [...calendar.events.values()].flatMap((event) => {
    const list = single && event.recurrence ? expanded(calendar, event, until) : [event];
    return list.map((one) => ({
      event: one,
      startMs: msOf(one.start, zone),
      endMs: msOf(one.end, zone),
    }));
  });
}

/** The occurrences of a series without those that have a record of their own. */
export function expanded(
  calendar: Calendar,
  series: CalendarEvent,
  until: number,
): CalendarEvent[] {
  return occurrences({ ...series, recurrence: series.recurrence ?? [] }, calendar.timeZone, until)
    .map((one) => occurrenceOf(series, one))
    .filter(({ id }) => !calendar.events.has(id));
}

function occurrenceOf(
  { recurrence: _, gone: __, ...series }: CalendarEvent,
  { stamp, start, end }: ReturnType<typeof occurrences>[number],
): CalendarEvent {
  return {
    ...series,
    id: `${series.id}_${stamp}`,
    start,
    end,
    exception: { series: series.id, originalStart: start },
  };
}

/** An event or an occurrence by its id; the latter is a copy that is not kept yet. */
export function findEvent(
  calendar: Calendar,
  id: string,
  until: number,
): CalendarEvent | undefined {
  const known = calendar.events.get(id);
  if (known) return known;
  const series = calendar.events.get(id.split('_')[0] ?? '');
  if (!series?.recurrence) return undefined;
  return expanded(calendar, series, until).find((one) => one.id === id);
}

export const etagOf = ({ version }: CalendarEvent): string => `"${3_390_000_000_000 + version}"`;

/** The event as the API shows it. @param zone of its times; the calendar's when absent */
export function eventView(
  calendar: Calendar,
  event: CalendarEvent,
  zone: string = calendar.timeZone,
): Fields {
  const { id, iCalUID, status, fields, exception, recurrence, conference } = event;
  return {
    kind: 'calendar#event',
    etag: etagOf(event),
    id,
    status,
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${id} ${calendar.id}`).toString('base64url')}`,
    created: new Date(event.created).toISOString(),
    updated: new Date(event.updated).toISOString(),
    ...fields,
    creator: { email: event.creator },
    organizer: { email: calendar.id, displayName: calendar.summary, self: true },
    start: momentView(event.start, zone),
    end: momentView(event.end, zone),
    ...(recurrence ? { recurrence } : {}),
    ...(exception
      ? {
          recurringEventId: exception.series,
          originalStartTime: momentView(exception.originalStart, zone),
        }
      : {}),
    iCalUID,
    sequence: event.sequence,
    ...(conference ? conferenceView(conference) : {}),
    reminders: fields.reminders ?? { useDefault: true },
    eventType: fields.eventType ?? 'default',
  };
}

function conferenceView({ requestId, type, status, code }: Conference): Fields {
  const createRequest = {
    requestId,
    conferenceSolutionKey: { type },
    status: { statusCode: status },
  };
  if (status !== 'success') return { conferenceData: { createRequest } };
  const uri = `https://meet.google.com/${code}`;
  return {
    hangoutLink: uri,
    conferenceData: {
      createRequest,
      entryPoints: [{ entryPointType: 'video', uri, label: uri.slice('https://'.length) }],
      conferenceSolution: {
        key: { type },
        name: 'Google Meet',
        iconUri: 'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo.png',
      },
      conferenceId: code,
    },
  };
}

/** All that is sure of a deleted event: that it is gone. */
export const cancelledView = ({ id, exception }: CalendarEvent, zone: string): Fields => ({
  id,
  status: 'cancelled',
  ...(exception
    ? {
        recurringEventId: exception.series,
        originalStartTime: momentView(exception.originalStart, zone),
      }
    : {}),
});
