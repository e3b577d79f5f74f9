import type * as z from 'zod';
import type {
  BusyTimes,
  CalendarApi,
  EventDraft,
  EventQuery,
  EventTime,
} from '../../sync/index.ts';
import type { Call } from './call.ts';
import { hosts } from './hosts.ts';
import { busy, channel, event, nothing, page } from './parse.ts';

export const CALENDAR_SCOPES = [
  'https://www.googleapis.com/auth/calendar.events',
  'https://www.googleapis.com/auth/calendar.freebusy',
] as const;

const PAGE_EVENTS = '2500';

/** Google Calendar over the calls of one account. */
export function calendarApi(call: Call): CalendarApi {
  const events = (calendarId: string, id?: string) => {
    const list = `${hosts().calendar}/calendars/${encodeURIComponent(calendarId)}/events`;
    return id === undefined ? list : `${list}/${encodeURIComponent(id)}`;
  };
  // Without the version Google drops what is said about a video call, without a word.
  const written = (sendUpdates = 'none') =>
    [
      ['conferenceDataVersion', '1'],
      ['sendUpdates', sendUpdates],
    ] as const;
  return {
    insert: (calendarId, id, draft, sendUpdates) =>
      call(
        {
          method: 'POST',
          url: events(calendarId),
          query: written(sendUpdates),
          body: { id, ...wire(draft) },
        },
        event,
      ),
    patch: (calendarId, id, draft, { ifMatch, sendUpdates } = {}) =>
      call(
        {
          method: 'PATCH',
          url: events(calendarId, id),
          query: written(sendUpdates),
          ...(ifMatch === undefined ? {} : { headers: { 'if-match': ifMatch } }),
          body: wire(draft),
        },
        event,
      ),
    remove: (calendarId, id, sendUpdates = 'none') =>
      call(
        {
          method: 'DELETE',
          url: events(calendarId, id),
          query: [['sendUpdates', sendUpdates]],
        },
        nothing,
      ),
    get: (calendarId, id) => call({ method: 'GET', url: events(calendarId, id) }, event),
    list: (calendarId, query) =>
      call({ method: 'GET', url: events(calendarId), query: asked(query) }, page),
    async freeBusy(calendarIds, { timeMin, timeMax }) {
      const items = calendarIds.map((id) => ({ id }));
      const answer = await call(
        {
          method: 'POST',
          url: `${hosts().calendar}/freeBusy`,
          body: { timeMin, timeMax, timeZone: 'UTC', items },
        },
        busy,
      );
      if (answer.kind !== 'ok') return answer;
      const { calendars } = answer.value;
      const found = calendarIds.map((id) => [id, busyOf(calendars[id])] as const);
      return { kind: 'ok', value: new Map(found) };
    },
    watch: (calendarId, { id, address, token, ttlSeconds }) =>
      call(
        {
          method: 'POST',
          url: `${events(calendarId)}/watch`,
          body: {
            id,
            type: 'web_hook',
            address,
            token,
            ...(ttlSeconds === undefined ? {} : { params: { ttl: String(ttlSeconds) } }),
          },
        },
        channel,
      ),
    stop: ({ id, resourceId }) =>
      call(
        { method: 'POST', url: `${hosts().calendar}/channels/stop`, body: { id, resourceId } },
        nothing,
      ),
  };
}

/** A calendar that says nothing, or an error, is not free. */
function busyOf(said: z.output<typeof busy>['calendars'][string] | undefined): BusyTimes {
  const [error] = said?.errors ?? [];
  if (!said || error) return { error: error?.reason ?? 'notFound' };
  return { busy: said.busy };
}

function wire({ privateProperties, meetRequestId, start, end, ...rest }: EventDraft): object {
  return {
    ...rest,
    ...(start ? { start: moment(start) } : {}),
    ...(end ? { end: moment(end) } : {}),
    ...(privateProperties ? { extendedProperties: { private: privateProperties } } : {}),
    ...(meetRequestId === undefined
      ? {}
      : {
          conferenceData: {
            createRequest: {
              requestId: meetRequestId,
              conferenceSolutionKey: { type: 'hangoutsMeet' },
            },
          },
        }),
  };
}

/** A change is put together with what is there, where a day and an hour exclude each other. */
const moment = (time: EventTime): object =>
  'date' in time ? { ...time, dateTime: null, timeZone: null } : { ...time, date: null };

/** A sync token takes no other filter beside it. */
function asked(query: EventQuery): (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [
    ['singleEvents', 'true'],
    ['maxResults', PAGE_EVENTS],
  ];
  if (query.pageToken !== undefined) pairs.push(['pageToken', query.pageToken]);
  if ('timeMin' in query) pairs.push(['timeMin', query.timeMin], ['timeMax', query.timeMax]);
  else if ('privateProperty' in query) {
    pairs.push(['privateExtendedProperty', query.privateProperty.join('=')]);
  } else if (query.syncToken !== undefined) pairs.push(['syncToken', query.syncToken]);
  return pairs;
}
