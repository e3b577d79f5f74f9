import { type Call, type Calls, type Fields, Impossible, textOf } from '../../control.ts';
import type { GoogleState } from '../state.ts';
import {
  type AccessRole,
  type Calendar,
  type CalendarEvent,
  eventView,
  makeCalendar,
  shownEvents,
} from './calendar.ts';
import type { Channel } from './channels.ts';
import { type Changing, changeEvent, deleteEvent, FAR_MS, insertEvent } from './events.ts';
import type { CalendarRoom } from './index.ts';
import { isZone, readInstant, wallToMs } from './moment.ts';

type Asked = CalendarRoom & Call;

const ROLES = ['owner', 'writer', 'reader', 'freeBusyReader'];

/** What a person does with calendars, and what goes wrong with channels; README.md lists the calls. */
export const CALENDAR_CALLS: Calls<CalendarRoom> = {
  'GET /calendars': ({ state }) => [...state.calendars.values()].map(shownCalendar),
  'POST /calendars': declare,
  'POST /calendars/share': share,
  'POST /calendars/expire-sync-tokens': ({ state, body }) => {
    const id = textOf('calendar', body.calendar);
    const calendars = id === undefined ? [...state.calendars.values()] : [calendarOf(state, id)];
    for (const calendar of calendars) {
      calendar.version += 1;
      calendar.syncFloor = calendar.version;
    }
    return calendars.map(({ id: expired }) => expired);
  },
  'GET /events': events,
  'POST /events/add': (asked) =>
    changed(asked, (change) => insertEvent(change, eventOf(change.calendar, asked.body))),
  'POST /events/change': (asked) =>
    changed(asked, (change) =>
      changeEvent(change, idOf(asked), eventOf(change.calendar, asked.body), 'patch'),
    ),
  'POST /events/delete': (asked) =>
    changed(asked, (change) => {
      deleteEvent(change, idOf(asked));
      return undefined;
    }),
  'GET /channels': ({ channels }) => [...channels.all.values()].map(shownChannel),
  'GET /channels/mischief': ({ channels }) => channels.mischief,
  'POST /channels/mischief': mischief,
  'POST /channels/notify': async ({ state, channels, body }) => {
    await channels.changed(calendarOf(state, body.calendar));
    return [...channels.all.values()].map(shownChannel);
  },
  'POST /meet': ({ state, body }) => {
    if (!Number.isInteger(body.fail) || Number(body.fail) < 0) {
      throw new Impossible(400, 'bad_field', 'fail must be how many of the next Meet links fail.');
    }
    state.meetFailures = Number(body.fail);
    return { fail: state.meetFailures };
  },
};

function declare({ state, body }: Asked): unknown {
  const id = textOf('id', body.id) ?? `c_${state.calendars.size + 1}@group.calendar.google.com`;
  const timeZone = textOf('time_zone', body.time_zone);
  if (timeZone !== undefined && !isZone(timeZone)) {
    throw new Impossible(400, 'bad_zone', 'time_zone must be an IANA zone.');
  }
  const summary = textOf('summary', body.summary);
  const known = state.calendars.get(id);
  const calendar = known ?? makeCalendar(id);
  calendar.summary = summary ?? calendar.summary;
  calendar.timeZone = timeZone ?? calendar.timeZone;
  if (typeof body.meet === 'boolean') calendar.meet = body.meet;
  if (body.free_busy_error !== undefined) {
    calendar.freeBusyError = textOf('free_busy_error', body.free_busy_error);
  }
  state.calendars.set(id, calendar);
  const shares = Array.isArray(body.share) ? body.share : known ? [] : [...state.accounts.keys()];
  for (const email of shares) calendar.roles.set(String(email), 'writer');
  return shownCalendar(calendar);
}

function share({ state, body }: Asked): unknown {
  const calendar = calendarOf(state, body.calendar);
  const email = textOf('email', body.email) ?? [...state.accounts.keys()][0] ?? '';
  const role = body.role === undefined ? 'writer' : body.role;
  if (role !== null && !ROLES.includes(String(role))) {
    throw new Impossible(400, 'bad_role', `role is null or one of ${ROLES.join(', ')}.`);
  }
  if (role === null) calendar.roles.delete(email);
  else calendar.roles.set(email, role as AccessRole);
  return shownCalendar(calendar);
}

function calendarOf(state: GoogleState, id: unknown): Calendar {
  const only = state.calendars.size === 1 ? [...state.calendars.values()][0] : undefined;
  const found = id === undefined || id === null ? only : state.calendars.get(String(id));
  if (found) return found;
  throw new Impossible(404, 'unknown_calendar', `There is no calendar ${String(id)}.`);
}

const idOf = ({ body }: Asked): string => textOf('id', body.id) ?? '';

/** Does what a person does in the window of a calendar, and waits until everybody who watches was told. */
async function changed(
  { state, channels, onPending, body, now }: Asked,
  act: (change: Changing) => CalendarEvent | undefined,
): Promise<unknown> {
  const calendar = calendarOf(state, body.calendar);
  const change: Changing = {
    state,
    calendar,
    token: undefined,
    now: now.getTime(),
    conferences: true,
    ifMatch: undefined,
    onPending,
  };
  const event = act(change);
  await channels.changed(calendar);
  return event ? eventView(calendar, event) : { deleted: true };
}

/**
 * `start` and `end` as a person sets them: a day (`2026-11-22`), an hour on the wall in the calendar's zone
 * (`2026-11-22T10:00`), or an instant with its offset. Everything else as the API has it.
 */
function eventOf(calendar: Calendar, body: Fields): Fields {
  const { calendar: _, id: __, start, end, ...rest } = body;
  const side = (name: string, value: unknown): Fields => {
    if (value === undefined) return {};
    if (typeof value !== 'string') return { [name]: value };
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return { [name]: { date: value, dateTime: null } };
    return { [name]: { dateTime: value, timeZone: calendar.timeZone, date: null } };
  };
  return { ...rest, ...side('start', start), ...side('end', end) };
}

/** What stands in the calendar between two times, series as their occurrences. */
function events({ state, body, now }: Asked): unknown {
  const calendar = calendarOf(state, body.calendar);
  const bound = (name: string, otherwise: number): number => {
    const value = textOf(name, body[name]);
    if (value === undefined) return otherwise;
    const ms = readInstant(value);
    if (ms !== undefined) return ms;
    try {
      return wallToMs(value, calendar.timeZone);
    } catch {
      throw new Impossible(
        400,
        'bad_time',
        `${name} must be a day, or a time in the calendar's zone.`,
      );
    }
  };
  const from = bound('from', Number.NEGATIVE_INFINITY);
  const to = bound('to', now.getTime() + FAR_MS);
  return shownEvents(calendar, true, to)
    .filter(
      ({ event, startMs, endMs }) => event.status !== 'cancelled' && endMs > from && startMs < to,
    )
    .sort((a, b) => a.startMs - b.startMs)
    .map(({ event }) => eventView(calendar, event));
}

function mischief({ channels, body }: Asked): unknown {
  for (const name of ['drop', 'duplicate'] as const) {
    const value = body[name];
    if (value === undefined) continue;
    if (!Number.isInteger(value) || Number(value) < 0) {
      throw new Impossible(400, 'bad_field', `${name} is how many of the next notifications.`);
    }
    channels.mischief[name] = Number(value);
  }
  return channels.mischief;
}

const shownCalendar = (calendar: Calendar): Fields => ({
  id: calendar.id,
  summary: calendar.summary,
  time_zone: calendar.timeZone,
  meet: calendar.meet,
  free_busy_error: calendar.freeBusyError ?? null,
  shares: Object.fromEntries(calendar.roles),
});

const shownChannel = (channel: Channel): Fields => ({
  id: channel.id,
  calendar: channel.calendar,
  resource_id: channel.resourceId,
  address: channel.address,
  token: channel.token ?? null,
  expires_at: new Date(channel.expiresAt).toISOString(),
  stopped: channel.stopped,
  sent: channel.sent,
});
