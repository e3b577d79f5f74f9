import { randomBytes } from 'node:crypto';
import type { Person } from '../authorization-server.ts';
import { bearerOf, type Fields, objectOf } from '../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { invalid, Refused } from './errors.ts';
import type { Meeting, ZoomState } from './state.ts';
import { ZONES } from './zones.ts';

const LONGEST_TOPIC = 200;
const LONGEST_AGENDA = 2000;
/** A list shows no more of an agenda. */
const LISTED_AGENDA = 250;
const LARGEST_PAGE = 300;
const MINUTE = 60_000;
/** A meeting that was not held is forgotten. */
const EXPIRES_MS = 30 * 86_400_000;

/** The calls of the API that are about meetings; `undefined`: none of them. */
export function meetingCall(
  state: ZoomState,
  request: ProviderRequest,
): ProviderAnswer | undefined {
  const { method, path } = request;
  const [, id] = /^\/v2\/meetings\/([^/]+)$/.exec(path) ?? [];
  const isList = path === '/v2/users/me/meetings';
  if (!isList && id === undefined) return undefined;
  const act = isList ? OF_USER[method] : OF_MEETING[method];
  if (!act) return undefined;
  try {
    checkPace(state, request.now.getTime());
    const person = whoAsks(state, request, act.scope);
    return act.answer({ state, person, request, id: id ?? '' });
  } catch (fault) {
    if (fault instanceof Refused) return fault.answer;
    throw fault;
  }
}

interface Asked {
  readonly state: ZoomState;
  readonly person: Person;
  readonly request: ProviderRequest;
  readonly id: string;
}

interface Call {
  readonly scope: string;
  readonly answer: (asked: Asked) => ProviderAnswer;
}

const OF_USER: Readonly<Record<string, Call>> = {
  GET: { scope: 'meeting:read:list_meetings', answer: list },
  POST: { scope: 'meeting:write:meeting', answer: create },
};

const OF_MEETING: Readonly<Record<string, Call>> = {
  GET: { scope: 'meeting:read:meeting', answer: (asked) => json(200, whole(known(asked))) },
  PATCH: { scope: 'meeting:update:meeting', answer: change },
  DELETE: { scope: 'meeting:delete:meeting', answer: remove },
};

function checkPace({ limits: { perSecond }, second }: ZoomState, now: number): void {
  const at = Math.floor(now / 1000);
  second.calls = second.at === at ? second.calls + 1 : 1;
  second.at = at;
  if (perSecond === null || second.calls <= perSecond) return;
  const message =
    'You have reached the maximum per-second rate limit for this API. Try again later.';
  throw new Refused(429, 429, message);
}

function whoAsks({ people }: ZoomState, request: ProviderRequest, scope: string): Person {
  const holder = people.holder(bearerOf(request), request.now.getTime());
  if (!holder) throw new Refused(401, 124, 'Invalid access token.');
  if (holder.scopes.some((one) => one === scope || one === `${scope}:admin`)) return holder.person;
  throw new Refused(400, 4711, `Invalid access token, does not contain scopes:[${scope}].`);
}

/** One more meeting made or changed by this person today. */
function count({ limits: { daily }, writes }: ZoomState, { id }: Person, now: Date): void {
  const key = `${id} ${now.toISOString().slice(0, 10)}`;
  const made = (writes.get(key) ?? 0) + 1;
  if (daily !== null && made > daily) {
    throw new Refused(
      429,
      429,
      `You have exceeded the daily rate limit (${daily}) of Meeting Create/Update API requests permitted for this particular user. You may resume these requests at GMT 00:00:00.`,
    );
  }
  writes.set(key, made);
}

function create({ state, person, request }: Asked): ProviderAnswer {
  const body = readBody(request);
  const { type = 2, start_time: start } = body;
  if (type !== 2) throw invalid('type', 'Only scheduled meetings are played here.');
  if (start === undefined) throw invalid('start_time');
  const written = readMeeting(body);
  count(state, person, request.now);
  const { usePmi = state.personalRoom, ...settings } = readSettings(body.settings);
  const id = state.nextId;
  state.nextId += 1;
  // Whoever meets in a personal room meets everybody who has its link.
  const room = usePmi ? '5551234567?pwd=personal' : `${id}?pwd=${random(16)}.1`;
  const meeting: Meeting = {
    id,
    uuid: `${random(12)}==`,
    host: { id: person.id, email: person.email },
    createdAt: request.now.getTime(),
    joinUrl: `https://us05web.zoom.us/j/${room}`,
    startUrl: `https://us05web.zoom.us/s/${id}?zak=${random(24)}`,
    password: random(4),
    ...{ topic: 'Zoom Meeting', agenda: '', duration: 60, timeZone: 'UTC', startsAt: 0 },
    ...written,
    settings: { waiting_room: false, join_before_host: true, ...settings, use_pmi: usePmi },
    started: false,
  };
  state.meetings.set(id, meeting);
  return json(201, whole(meeting));
}

function change(asked: Asked): ProviderAnswer {
  const { state, person, request } = asked;
  const meeting = known(asked);
  const body = readBody(request);
  const written = readMeeting(body, meeting.timeZone);
  count(state, person, request.now);
  Object.assign(meeting, written);
  Object.assign(meeting.settings, readSettings(body.settings));
  return { status: 204, headers: {}, body: '' };
}

function remove(asked: Asked): ProviderAnswer {
  const meeting = known(asked);
  if (meeting.started) {
    throw new Refused(400, 3002, "Sorry, you cannot delete this meeting since it's in progress.");
  }
  asked.state.meetings.delete(meeting.id);
  return { status: 204, headers: {}, body: '' };
}

/** A meeting of hers that has not expired. */
function known({ state, person, request, id }: Asked): Meeting {
  if (!/^\d{1,15}$/.test(id)) throw new Refused(400, 300, 'Invalid meeting id.');
  const meeting = state.meetings.get(Number(id));
  if (meeting?.host.id !== person.id || isExpired(meeting, request.now.getTime())) {
    throw new Refused(404, 3001, `Meeting does not exist: ${id}.`);
  }
  return meeting;
}

const isExpired = ({ startsAt }: Meeting, now: number): boolean => startsAt + EXPIRES_MS <= now;

const TYPES: Readonly<Record<string, (meeting: Meeting, now: number) => boolean>> = {
  scheduled: () => true,
  live: ({ started }) => started,
  upcoming: isUpcoming,
  upcoming_meetings: isUpcoming,
  previous_meetings: (meeting, now) => !isUpcoming(meeting, now),
};

function isUpcoming({ startsAt, duration, started }: Meeting, now: number): boolean {
  return started || startsAt + duration * MINUTE >= now;
}

function list({ state, person, request: { query, now } }: Asked): ProviderAnswer {
  const fits = TYPES[query.get('type') ?? 'scheduled'];
  if (!fits) throw invalid('type');
  const size = Number(query.get('page_size') ?? 30);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) throw invalid('page_size');
  const token = query.get('next_page_token') || 'page-0';
  const [, from] = /^page-(\d+)$/.exec(token) ?? [];
  if (from === undefined) {
    throw new Refused(400, 300, 'The next page token is invalid or expired.');
  }
  const ms = now.getTime();
  const own = [...state.meetings.values()]
    .filter((one) => one.host.id === person.id && !isExpired(one, ms) && fits(one, ms))
    .sort((one, other) => one.startsAt - other.startsAt || one.id - other.id);
  const end = Number(from) + size;
  return json(200, {
    page_size: size,
    total_records: own.length,
    next_page_token: end < own.length ? `page-${end}` : '',
    meetings: own.slice(Number(from), end).map(listed),
  });
}

/** As a list shows it: without what only its host may see. */
export function listed(meeting: Meeting): Fields {
  const { id, uuid, host, topic, agenda, duration, timeZone, joinUrl } = meeting;
  return {
    ...{ uuid, id, host_id: host.id, topic, type: 2, start_time: zoomTime(meeting.startsAt) },
    ...{ duration, timezone: timeZone, agenda: agenda.slice(0, LISTED_AGENDA) },
    ...{ created_at: zoomTime(meeting.createdAt), join_url: joinUrl },
  };
}

function whole(meeting: Meeting): Fields {
  const { agenda, host, password, settings, started, startUrl } = meeting;
  return {
    ...listed(meeting),
    ...{ agenda, host_email: host.email, status: started ? 'started' : 'waiting' },
    ...{ start_url: startUrl, password, h323_password: password, pstn_password: password },
    ...{ encrypted_password: new URL(meeting.joinUrl).searchParams.get('pwd') },
    settings,
  };
}

const zoomTime = (ms: number): string => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

const random = (bytes: number): string => randomBytes(bytes).toString('base64url');

function readBody({ body }: ProviderRequest): Fields {
  const fields = objectOf(body);
  if (fields) return fields;
  throw new Refused(400, 300, 'Request Body should be a valid JSON object.');
}

/** @param zone of a time that names none */
export function readMeeting(body: Fields, zone = 'UTC'): Partial<Meeting> {
  const { topic, agenda, duration, timezone, start_time: start } = body;
  if (topic !== undefined && !isText(topic, LONGEST_TOPIC)) throw invalid('topic');
  if (agenda !== undefined && !isText(agenda, LONGEST_AGENDA)) throw invalid('agenda');
  if (duration !== undefined && !(Number.isInteger(duration) && Number(duration) > 0)) {
    throw invalid('duration');
  }
  if (timezone !== undefined && !ZONES.has(String(timezone))) throw invalid('timezone');
  const timeZone = timezone === undefined ? zone : String(timezone);
  return {
    ...(topic === undefined ? {} : { topic: String(topic) }),
    ...(agenda === undefined ? {} : { agenda: String(agenda) }),
    ...(duration === undefined ? {} : { duration: Number(duration) }),
    ...(timezone === undefined ? {} : { timeZone }),
    ...(start === undefined ? {} : { startsAt: readTime(start, timeZone) }),
  };
}

const isText = (value: unknown, longest: number): boolean =>
  typeof value === 'string' && [...value].length <= longest;

/** `2026-11-24T10:00:00Z`, or a time on the wall of the zone without the `Z`; nothing else. */
function readTime(value: unknown, zone: string): number {
  const [text, z] = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z?)$/.exec(String(value)) ?? [];
  if (text === undefined || Number.isNaN(Date.parse(text))) throw invalid('start_time');
  const ms = Date.parse(z === 'Z' ? text : `${text}Z`);
  return z === 'Z' ? ms : ms - offsetOf(ms, zone);
}

function offsetOf(ms: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(ms);
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
  const wall = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  );
  return wall - ms;
}

function readSettings(value: unknown): Fields & { usePmi?: boolean } {
  if (value === undefined) return {};
  if (typeof value !== 'object' || value === null) throw invalid('settings');
  const { use_pmi: usePmi, ...settings } = value as Fields;
  for (const name of ['waiting_room', 'join_before_host'] as const) {
    if (settings[name] !== undefined && typeof settings[name] !== 'boolean') {
      throw invalid(`settings.${name}`);
    }
  }
  return { ...settings, ...(typeof usePmi === 'boolean' ? { usePmi } : {}) };
}
