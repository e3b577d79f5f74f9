import { type Fields, objectOf } from '../../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../../provider.ts';
import {
  calendarError,
  calendarNotFound,
  fewScopes,
  nothingHere,
  unauthenticated,
} from '../errors.ts';
import { masked, parseMask } from '../fields.ts';
import type { GoogleState, Token } from '../state.ts';
import {
  type AccessRole,
  type Calendar,
  type CalendarEvent,
  etagOf,
  eventView,
  makeCalendar,
} from './calendar.ts';
import { type Channels, channelView } from './channels.ts';
import { type Changing, changeEvent, deleteEvent, insertEvent, knownEvent } from './events.ts';
import { freeBusy } from './free-busy.ts';
import { listEvents } from './list.ts';
import { isZone } from './moment.ts';

/** What the calendar's calls work with. */
export interface CalendarRoom {
  readonly state: GoogleState;
  readonly channels: Channels;
  /** Brings a Meet link about after its while. */
  readonly onPending: (calendar: Calendar, event: CalendarEvent) => void;
}

interface Call extends CalendarRoom {
  readonly token: Token;
  readonly request: ProviderRequest;
  readonly calendar: Calendar;
  readonly role: AccessRole;
  readonly eventId: string;
  readonly body: Fields;
}

interface Route {
  readonly scopes: readonly string[];
  readonly role: 'reader' | 'writer';
  readonly act: (call: Call) => ProviderAnswer | Promise<ProviderAnswer>;
}

const SCOPE = 'https://www.googleapis.com/auth/calendar';
const scopes = (...names: string[]) => ['', ...names].map((name) => SCOPE + name);
/** Opens events of calendars that the person owns, not of those that others shared with her. */
const OWNED = `${SCOPE}.events.owned`;
const WRITING = scopes('.events', '.events.owned');
const READING = scopes('.events', '.events.owned', '.readonly', '.events.readonly');

const read = (act: Route['act']): Route => ({ scopes: READING, role: 'reader', act });
const write = (act: Route['act']): Route => ({ scopes: WRITING, role: 'writer', act });

const ROUTES: Readonly<Record<string, Route>> = {
  'GET ': {
    scopes: scopes('.readonly', '.calendars', '.calendars.readonly'),
    role: 'reader',
    act: ({ calendar: { id, summary, timeZone } }) =>
      json(200, { kind: 'calendar#calendar', etag: '"c"', id, summary, timeZone }),
  },
  'GET /events': read(({ calendar, request, state, role }) => {
    const { query, now } = request;
    const { limits } = state;
    return json(200, listEvents(calendar, query, { limits, now: now.getTime(), accessRole: role }));
  }),
  'POST /events': write((call) => told(call, insertEvent(changing(call), call.body))),
  'POST /events/watch': read(async ({ channels, calendar, token, body, state, request }) => {
    const { email } = token.account;
    const { channel, sync } = channels.open(calendar, email, body, request.now.getTime());
    if (state.limits.syncBeforeAnswer) await sync;
    return json(200, channelView(channel));
  }),
  'GET /events/{id}': read((call) => {
    const { calendar, request } = call;
    const zone = request.query.get('timeZone') ?? calendar.timeZone;
    if (!isZone(zone)) throw calendarError(400, 'invalid', 'Invalid time zone.');
    const event = knownEvent(changing(call), call.eventId);
    const etag = etagOf(event);
    if (request.headers['if-none-match'] === etag) return { status: 304, headers: {}, body: '' };
    return json(200, eventView(calendar, event, zone), { etag });
  }),
  'PATCH /events/{id}': write((call) => change(call, 'patch')),
  'PUT /events/{id}': write((call) => change(call, 'update')),
  'DELETE /events/{id}': write((call) => {
    deleteEvent(changing(call), call.eventId);
    notify(call);
    return { status: 204, headers: {}, body: '' };
  }),
};

/** `/calendar/v3/…`. @throws Refused */
export async function answerCalendar(
  room: CalendarRoom,
  request: ProviderRequest,
): Promise<ProviderAnswer> {
  const { method, path } = request;
  const rest = path.slice('/calendar/v3'.length);
  if (method === 'POST' && rest === '/freeBusy') {
    const token = admitted(room.state, request, [
      ...READING,
      ...scopes('.freebusy', '.events.freebusy'),
    ]);
    return json(200, freeBusy(room.state, token.account.email, bodyOf(request)));
  }
  if (method === 'POST' && rest === '/channels/stop') {
    const token = admitted(room.state, request, READING);
    room.channels.stop(token.account.email, bodyOf(request));
    return { status: 204, headers: {}, body: '' };
  }
  const [, id = '', below = ''] = /^\/calendars\/([^/]+)(\/.*)?$/.exec(rest) ?? [];
  const [, eventId = ''] = /^\/events\/([^/]+)$/.exec(below) ?? [];
  const fixed = ROUTES[`${method} ${below}`];
  const route = fixed ?? (eventId ? ROUTES[`${method} /events/{id}`] : undefined);
  if (id === '' || !route) return nothingHere(path);
  const token = admitted(room.state, request, route.scopes);
  const { calendar, role } = entered(room.state, token, decoded(id));
  if (role !== 'owner' && !route.scopes.some((one) => one !== OWNED && token.scopes.has(one))) {
    throw fewScopes('calendar');
  }
  if (role === 'freeBusyReader' || (role === 'reader' && route.role === 'writer')) {
    const needed = route.role === 'writer' ? 'writer' : 'reader';
    throw calendarError(
      403,
      'requiredAccessLevel',
      `You need to have ${needed} access to this calendar.`,
      { domain: 'calendar' },
    );
  }
  const answer = await route.act({
    ...room,
    token,
    request,
    calendar,
    role,
    eventId: decoded(eventId),
    body: bodyOf(request),
  });
  return selected(answer, request.query.get('fields'));
}

function admitted(
  state: GoogleState,
  { headers, now }: ProviderRequest,
  wanted: readonly string[],
): Token {
  const ms = now.getTime();
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const token = state.token(bearer, ms);
  if (!token) throw unauthenticated('calendar');
  if (!wanted.some((scope) => token.scopes.has(scope))) throw fewScopes('calendar');
  const { email, projectId } = token.account;
  const { calendarPerUser, calendarPerProject, calendarOver } = state.limits;
  const over = (reason: string, message: string) =>
    calendarError(calendarOver, reason, message, { domain: 'usageLimits' });
  if (!state.count(`calendar ${projectId} ${email}`, calendarPerUser, ms)) {
    throw over('userRateLimitExceeded', 'User Rate Limit Exceeded');
  }
  if (!state.count(`calendar ${projectId}`, calendarPerProject, ms)) {
    throw over('rateLimitExceeded', 'Rate Limit Exceeded');
  }
  return token;
}

/** A calendar nobody shared with this account is none for it. */
function entered(
  state: GoogleState,
  { account }: Token,
  id: string,
): { calendar: Calendar; role: AccessRole } {
  // Everybody has a calendar of her own, by her address.
  if ((id === 'primary' || id === account.email) && !state.calendars.has(account.email)) {
    const own = makeCalendar(account.email, { timeZone: 'UTC' });
    own.roles.set(account.email, 'owner');
    state.calendars.set(own.id, own);
  }
  const calendar = state.calendars.get(id === 'primary' ? account.email : id);
  const role = calendar?.roles.get(account.email);
  if (!calendar || !role) throw calendarNotFound();
  return { calendar, role };
}

const changing = ({ state, calendar, token, request, onPending }: Call): Changing => ({
  state,
  calendar,
  token,
  now: request.now.getTime(),
  conferences: request.query.get('conferenceDataVersion') === '1',
  ifMatch: request.headers['if-match'],
  onPending,
});

function change(call: Call, how: 'patch' | 'update'): ProviderAnswer {
  const before = call.calendar.version;
  const event = changeEvent(changing(call), call.eventId, call.body, how);
  return told(call, event, call.calendar.version !== before);
}

function told(call: Call, event: CalendarEvent, isChanged = true): ProviderAnswer {
  if (isChanged) notify(call);
  return json(200, eventView(call.calendar, event), { etag: etagOf(event) });
}

/** On its way while the answer is: Google waits for nobody's webhook. */
function notify({ channels, calendar }: Call): void {
  channels.changed(calendar).catch(console.error);
}

function bodyOf({ method, body }: ProviderRequest): Fields {
  if (method === 'GET' || method === 'DELETE' || body.length === 0) return {};
  const fields = objectOf(body);
  if (fields) return fields;
  throw calendarError(400, 'parseError', 'Parse Error');
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw calendarNotFound();
  }
}

function selected(answer: ProviderAnswer, fields: string | null): ProviderAnswer {
  if (!fields || answer.status !== 200) return answer;
  const mask = parseMask(fields);
  if (!mask) {
    throw calendarError(400, 'invalidParameter', `Invalid field selection ${fields}`, {
      locationType: 'parameter',
      location: 'fields',
    });
  }
  return { ...answer, body: JSON.stringify(masked(JSON.parse(answer.body), mask)) };
}
