import type { Instant } from '../../platform/clock.ts';
import type { GoogleResult } from '../google-result.ts';

/** When an event begins or ends: at a time, or with a whole day (`YYYY-MM-DD`, the end not included). */
export type EventTime =
  | { readonly dateTime: string; readonly timeZone?: string }
  | { readonly date: string };

/** A link to a video call that Google makes some seconds after it was asked for. */
export interface MeetLink {
  readonly status: 'pending' | 'success' | 'failure';
  readonly url?: string;
}

/** An event as the calendar has it. Of a deleted one only `id` and `status` are sure. */
export interface CalendarEvent {
  readonly id: string;
  readonly status: 'confirmed' | 'tentative' | 'cancelled';
  readonly etag?: string;
  readonly updated?: Instant;
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string;
  readonly start?: EventTime;
  readonly end?: EventTime;
  /** Does not block its time. */
  readonly transparent: boolean;
  /** Somebody invited the owner of this calendar, who does not come. */
  readonly declined?: boolean;
  readonly privateProperties: Readonly<Record<string, string>>;
  readonly meet?: MeetLink;
  readonly htmlLink?: string;
}

/** An event as it is to be; with `patch` what is absent stays. */
export interface EventDraft {
  readonly summary?: string;
  readonly description?: string;
  readonly location?: string;
  readonly start?: EventTime;
  readonly end?: EventTime;
  /** Brings a deleted event back. */
  readonly status?: 'confirmed';
  /** A service account may invite nobody unless its domain says so. */
  readonly attendees?: readonly { readonly email: string }[];
  readonly privateProperties?: Readonly<Record<string, string>>;
  /** Asks for a Meet link; the same id asks once only. */
  readonly meetRequestId?: string;
}

export type SendUpdates = 'all' | 'externalOnly' | 'none';

/** One page of events. The last one of a list carries `nextSyncToken`, the others `nextPageToken`. */
export interface EventPage {
  readonly events: readonly CalendarEvent[];
  /** The zone of the calendar, in which its whole days lie. */
  readonly timeZone: string;
  readonly nextPageToken?: string;
  readonly nextSyncToken?: string;
}

/** What to list: everything (to get a sync token), what changed since one, or what overlaps a span. */
export type EventQuery = (
  | { readonly syncToken?: string }
  | { readonly timeMin: Instant; readonly timeMax: Instant }
  | { readonly privateProperty: readonly [name: string, value: string] }
) & { readonly pageToken?: string };

export type BusyTimes =
  | { readonly busy: readonly { readonly start: string; readonly end: string }[] }
  /** Not known: such a calendar is not free. */
  | { readonly error: 'notFound' | 'internalError' | string };

/** Google tells a URL about changes until `expiresAt`. */
export interface Channel {
  readonly id: string;
  readonly resourceId: string;
  readonly expiresAt: Instant;
}

/** The calls of Google Calendar, one request each. */
export interface CalendarApi {
  /**
   * @param id chosen by us, of `0-9a-v`, 5 to 1024 characters: a second insert is answered with `exists`
   */
  insert(
    calendarId: string,
    id: string,
    draft: EventDraft,
    sendUpdates?: SendUpdates,
  ): Promise<GoogleResult<CalendarEvent>>;
  /** @param ifMatch the etag it had when it was read: another one is answered with `changed` */
  patch(
    calendarId: string,
    id: string,
    draft: EventDraft,
    options?: { readonly ifMatch?: string; readonly sendUpdates?: SendUpdates },
  ): Promise<GoogleResult<CalendarEvent>>;
  /** One that is deleted already is `gone`. */
  remove(
    calendarId: string,
    id: string,
    sendUpdates?: SendUpdates,
  ): Promise<GoogleResult<undefined>>;
  /** A deleted event is answered too, as cancelled. */
  get(calendarId: string, id: string): Promise<GoogleResult<CalendarEvent>>;
  /** One page; repeating events one by one. */
  list(calendarId: string, query: EventQuery): Promise<GoogleResult<EventPage>>;
  /** Busy times of up to 50 calendars; what cannot be read says so, and is not free. */
  freeBusy(
    calendarIds: readonly string[],
    span: { readonly timeMin: Instant; readonly timeMax: Instant },
  ): Promise<GoogleResult<ReadonlyMap<string, BusyTimes>>>;
  /** @param channel `token` comes back with each notification; `id` is used once; no longer than `ttlSeconds` */
  watch(
    calendarId: string,
    channel: {
      readonly id: string;
      readonly address: string;
      readonly token: string;
      readonly ttlSeconds?: number;
    },
  ): Promise<GoogleResult<Channel>>;
  stop(channel: Pick<Channel, 'id' | 'resourceId'>): Promise<GoogleResult<undefined>>;
}
