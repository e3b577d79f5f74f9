import { bearerOf } from '../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { invalid, Refused } from './errors.ts';
import type { Booking, SquareState, TeamMember } from './state.ts';

const DAY_MS = 86_400_000;
const LONGEST_SPAN_MS = 31 * DAY_MS;
const PAGE = 100;
const LARGEST_PAGE = 10_000;
const LARGEST_TEAM_PAGE = 100;

/** The calls of the API that are about appointments, each with the scopes it needs; `undefined`: none of them. */
export function bookingCall(
  state: SquareState,
  request: ProviderRequest,
): ProviderAnswer | undefined {
  const call = CALLS[`${request.method} ${request.path}`];
  if (!call) return undefined;
  try {
    checkCaller(state, request, call.scopes);
    return call.answer(state, request);
  } catch (fault) {
    if (fault instanceof Refused) return fault.answer;
    throw fault;
  }
}

interface Call {
  readonly scopes: readonly string[];
  readonly answer: (state: SquareState, request: ProviderRequest) => ProviderAnswer;
}

const CALLS: Readonly<Record<string, Call>> = {
  'GET /v2/bookings': {
    scopes: ['APPOINTMENTS_READ', 'APPOINTMENTS_ALL_READ'],
    answer: listBookings,
  },
  'GET /v2/bookings/team-member-booking-profiles': {
    scopes: ['APPOINTMENTS_BUSINESS_SETTINGS_READ'],
    answer: listProfiles,
  },
};

/** @throws Refused without the version of the API, without a token that holds, without a scope */
export function checkCaller(
  { people }: SquareState,
  { headers, now, ...request }: ProviderRequest,
  scopes: readonly string[],
): NonNullable<ReturnType<typeof people.holder>> {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(headers['square-version'] ?? '')) {
    throw invalid('BAD_REQUEST', 'Square-Version is missing.');
  }
  const holder = people.holder(bearerOf({ headers, now, ...request }), now.getTime());
  if (!holder) throw new Refused(401, 'AUTHENTICATION_ERROR', 'ACCESS_TOKEN_EXPIRED', 'Expired.');
  const missing = scopes.filter((scope) => !holder.scopes.includes(scope));
  if (missing.length > 0) {
    const detail = `The merchant has not given your application sufficient permissions: ${missing}`;
    throw new Refused(403, 'AUTHENTICATION_ERROR', 'INSUFFICIENT_SCOPES', detail);
  }
  return holder;
}

function listBookings({ bookings }: SquareState, { query, now }: ProviderRequest): ProviderAnswer {
  const from = instantIn(query, 'start_at_min') ?? now.getTime();
  const to = instantIn(query, 'start_at_max') ?? from + LONGEST_SPAN_MS;
  if (to < from) {
    throw invalid('INVALID_TIME_RANGE', 'start_at_max is before start_at_min.', 'start_at_max');
  }
  if (to - from > LONGEST_SPAN_MS) {
    const detail = 'start_at_min and start_at_max are more than 31 days apart.';
    throw invalid('INVALID_TIME_RANGE', detail, 'start_at_max');
  }
  const person = query.get('team_member_id');
  const found = [...bookings.values()]
    .filter(({ startsAt }) => startsAt >= from && startsAt <= to)
    .filter(({ segments }) => !person || segments.some(({ team_member_id: id }) => id === person))
    .sort((one, other) => one.startsAt - other.startsAt || (one.id < other.id ? -1 : 1));
  const { items, cursor } = pageOf(found, query, LARGEST_PAGE);
  return json(200, {
    // What would be empty is not there.
    ...(items.length > 0 ? { bookings: items.map(shown) } : {}),
    ...(cursor ? { cursor } : {}),
  });
}

function listProfiles({ team }: SquareState, { query }: ProviderRequest): ProviderAnswer {
  const all = [...team.values()].filter(
    ({ isBookable }) => isBookable || query.get('bookable_only') !== 'true',
  );
  const { items, cursor } = pageOf(all, query, LARGEST_TEAM_PAGE);
  return json(200, {
    ...(items.length > 0 ? { team_member_booking_profiles: items.map(profile) } : {}),
    ...(cursor ? { cursor } : {}),
  });
}

function instantIn(query: URLSearchParams, field: string): number | undefined {
  const text = query.get(field);
  if (text === null) return undefined;
  const isInstant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/.test(text);
  if (!isInstant || Number.isNaN(Date.parse(text))) {
    throw invalid('INVALID_TIME', `${field} is not an RFC 3339 timestamp.`, field);
  }
  return Date.parse(text);
}

/** A cursor is good for the very same question only. */
function pageOf<Item>(
  all: readonly Item[],
  query: URLSearchParams,
  largest: number,
): { readonly items: readonly Item[]; readonly cursor?: string } {
  const limit = Number(query.get('limit') ?? PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > largest) {
    throw invalid('VALUE_TOO_HIGH', `limit must be 1 to ${largest}.`, 'limit');
  }
  const question = new URLSearchParams(query);
  question.delete('cursor');
  question.sort();
  const start = startOf(query.get('cursor'), `${question}`);
  const end = start + limit;
  const items = all.slice(start, end);
  if (end >= all.length) return { items };
  const cursor = Buffer.from(JSON.stringify([end, `${question}`])).toString('base64url');
  return { items, cursor };
}

function startOf(cursor: string | null, question: string): number {
  if (cursor === null) return 0;
  try {
    const [start, asked] = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (asked === question && Number.isInteger(start)) return start;
  } catch {
    // Below.
  }
  throw invalid('INVALID_CURSOR', 'The cursor is not that of this query.', 'cursor');
}

/** A booking as the API shows it. */
export function shown(booking: Booking): Record<string, unknown> {
  const { id, version, status, segments, transitionMinutes, allDay } = booking;
  return {
    ...{ id, version, status },
    created_at: instant(booking.createdAt),
    updated_at: instant(booking.updatedAt),
    start_at: instant(booking.startsAt),
    location_id: 'LSTANDIN00001',
    customer_id: 'CSTANDIN00001',
    customer_note: '',
    appointment_segments: segments,
    ...(transitionMinutes > 0 ? { transition_time_minutes: transitionMinutes } : {}),
    all_day: allDay,
    location_type: 'BUSINESS_LOCATION',
    source: 'FIRST_PARTY_MERCHANT',
  };
}

export const profile = ({ id, displayName, isBookable }: TeamMember): Record<string, unknown> => ({
  team_member_id: id,
  display_name: displayName,
  is_bookable: isBookable,
});

/** Without fractions of a second, as Square writes them. */
const instant = (milliseconds: number): string =>
  new Date(milliseconds).toISOString().replace(/\.\d+Z$/, 'Z');
