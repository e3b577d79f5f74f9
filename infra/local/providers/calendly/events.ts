import type { Person } from '../authorization-server.ts';
import { bearerOf } from '../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { denied, failure, invalid, Refused } from './errors.ts';
import { type CalendlyState, type Event, ORGANIZATION, userUri } from './state.ts';

const PAGE = 20;
const LARGEST_PAGE = 100;
const MINUTE_MS = 60_000;
const KNOWN = new Set([
  ...['organization', 'user', 'status', 'sort', 'count', 'page_token'],
  ...['min_start_time', 'max_start_time'],
]);

/** The calls of the API, each with the scope it needs; `undefined`: none of them. */
export function apiCall(
  state: CalendlyState,
  request: ProviderRequest,
): ProviderAnswer | undefined {
  const call = CALLS[`${request.method} ${request.path}`];
  if (!call) return undefined;
  const now = request.now.getTime();
  const holder = state.people.holder(bearerOf(request), now);
  if (!holder) {
    return new Refused(401, 'Unauthenticated', 'The access token is invalid').answer;
  }
  const { person, scopes } = holder;
  const { isWithin, limit, left, reset } = state.pace(person.id, now);
  const pace = {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(left),
    'x-ratelimit-reset': String(reset),
  };
  const answer = attempt(() => {
    if (!isWithin) return failure(429);
    if (!scopes.includes(call.scope)) throw denied();
    return call.answer(state, request, person);
  });
  return { ...answer, headers: { ...answer.headers, ...pace } };
}

function attempt(act: () => ProviderAnswer): ProviderAnswer {
  try {
    return act();
  } catch (fault) {
    if (fault instanceof Refused) return fault.answer;
    throw fault;
  }
}

interface Call {
  readonly scope: string;
  readonly answer: (
    state: CalendlyState,
    request: ProviderRequest,
    person: Person,
  ) => ProviderAnswer;
}

const CALLS: Readonly<Record<string, Call>> = {
  'GET /users/me': { scope: 'users:read', answer: (_, __, person) => me(person) },
  'GET /scheduled_events': { scope: 'scheduled_events:read', answer: listEvents },
};

const me = ({ id, email, name }: Person): ProviderAnswer =>
  json(200, {
    resource: {
      ...{ uri: userUri(id), name, email, timezone: 'Europe/Kyiv' },
      current_organization: ORGANIZATION,
    },
  });

function listEvents(
  state: CalendlyState,
  { query }: ProviderRequest,
  person: Person,
): ProviderAnswer {
  const strange = [...query.keys()].find((field) => !KNOWN.has(field));
  if (strange) throw invalid(strange, 'is not permitted');
  const host = hostAskedFor(state, query, person);
  const from = instantIn(query, 'min_start_time') ?? Number.NEGATIVE_INFINITY;
  const to = instantIn(query, 'max_start_time') ?? Number.POSITIVE_INFINITY;
  const status = query.get('status');
  if (status !== null && status !== 'active' && status !== 'canceled') {
    throw invalid('status', 'must be active or canceled');
  }
  const sort = query.get('sort') ?? 'start_time:asc';
  if (sort !== 'start_time:asc' && sort !== 'start_time:desc') throw invalid('sort', 'is unknown');
  const direction = sort.endsWith('asc') ? 1 : -1;
  const found = [...state.events.values()]
    .filter(({ startsAt }) => startsAt >= from && startsAt <= to)
    .filter((one) => status === null || one.status === status)
    .filter(({ hosts }) => host === undefined || hosts.includes(host))
    .sort((one, other) => direction * (one.startsAt - other.startsAt));
  return paged(found, query, (event) => shown(state, event));
}

/**
 * Everybody's meetings only for who runs the organization.
 *
 * @returns the id of the host whose meetings are asked for; `undefined`: everybody's
 */
function hostAskedFor(
  { members }: CalendlyState,
  query: URLSearchParams,
  person: Person,
): string | undefined {
  const organization = query.get('organization');
  const user = query.get('user');
  if (organization === null && user === null) throw invalid('organization', 'is missing');
  for (const [field, uri] of Object.entries({ organization, user })) {
    if (uri !== null && !uri.startsWith(`https://api.calendly.com/${field}s/`)) {
      throw invalid(field, 'is not a valid URI');
    }
  }
  const id = user === null ? undefined : user.slice(user.lastIndexOf('/') + 1);
  if (organization === null) {
    if (id !== person.id) throw denied();
    return id;
  }
  const role = members.get(person.id)?.role ?? 'user';
  if (organization !== ORGANIZATION || role === 'user') throw denied();
  return id;
}

function instantIn(query: URLSearchParams, field: string): number | undefined {
  const text = query.get(field);
  if (text === null) return undefined;
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?Z$/.test(text)) {
    throw invalid(field, 'must be a UTC time');
  }
  return Date.parse(text);
}

/** A token is good for the very same question only. */
function paged<Item>(
  all: readonly Item[],
  query: URLSearchParams,
  show: (item: Item) => object,
): ProviderAnswer {
  const count = Number(query.get('count') ?? PAGE);
  if (!Number.isInteger(count) || count < 1 || count > LARGEST_PAGE) {
    throw invalid('count', `must be 1 to ${LARGEST_PAGE}`);
  }
  const question = new URLSearchParams(query);
  question.delete('page_token');
  question.sort();
  const start = startOf(query.get('page_token'), `${question}`);
  const end = start + count;
  const items = all.slice(start, end);
  const next =
    end < all.length
      ? Buffer.from(JSON.stringify([end, `${question}`])).toString('base64url')
      : null;
  question.set('page_token', next ?? '');
  return json(200, {
    collection: items.map(show),
    pagination: {
      count: items.length,
      next_page: next && `https://api.calendly.com/scheduled_events?${question}`,
      previous_page: null,
      next_page_token: next,
      previous_page_token: null,
    },
  });
}

function startOf(token: string | null, question: string): number {
  if (token === null) return 0;
  try {
    const [start, asked] = JSON.parse(Buffer.from(token, 'base64url').toString('utf8'));
    if (asked === question && Number.isInteger(start)) return start;
  } catch {
    // Below.
  }
  throw invalid('page_token', 'is invalid');
}

/** An event as the API shows it. */
export function shown({ members }: CalendlyState, event: Event): Record<string, unknown> {
  const { id, name, status, startsAt, endsAt, bufferBefore, bufferAfter, hosts } = event;
  return {
    ...{ uri: `https://api.calendly.com/scheduled_events/${id}`, name, status },
    start_time: instant(startsAt),
    end_time: instant(endsAt),
    event_type: 'https://api.calendly.com/event_types/CCCCCCCCCCCCCCCC',
    location: { type: 'physical', location: 'at the desk' },
    invitees_counter: { total: 1, active: status === 'active' ? 1 : 0, limit: 1 },
    created_at: instant(event.createdAt),
    updated_at: instant(event.updatedAt),
    event_memberships: hosts.map((host) => ({
      user: userUri(host),
      user_email: members.get(host)?.email ?? '',
      user_name: members.get(host)?.name ?? '',
      buffered_start_time: instant(startsAt - bufferBefore * MINUTE_MS),
      buffered_end_time: instant(endsAt + bufferAfter * MINUTE_MS),
    })),
    event_guests: [],
  };
}

/** With microseconds, as Calendly writes them. */
const instant = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace('Z', '000Z');
