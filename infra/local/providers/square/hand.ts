import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { refusal } from '../stand-in.ts';
import { profile, shown } from './bookings.ts';
import { invalid, Refused } from './errors.ts';
import {
  type Booking,
  type Segment,
  type SquareState,
  STATUSES,
  type Status,
  type TeamMember,
} from './state.ts';

type Fields = Record<string, unknown>;

/** What people of the business do in Square Appointments; README.md lists the calls. */
const CALLS: Readonly<Record<string, (state: SquareState, body: Fields, now: number) => unknown>> =
  {
    'GET /team': ({ team }) => [...team.values()].map(profile),
    'POST /team/add': (state, { id, display_name, is_bookable }) =>
      profile(join(state, String(display_name ?? ''), id, is_bookable !== false)),
    'GET /bookings': ({ bookings }) => [...bookings.values()].map(shown),
    'POST /bookings/add': add,
    'POST /bookings/change': (state, body, now) => change(state, body, now),
  };

/** What stands behind `/_local/providers/square`; `undefined`: none of these. */
export function hand(
  state: SquareState,
  { method, path, body, now }: ProviderRequest,
): ProviderAnswer | undefined {
  const act = CALLS[`${method} ${path.replace(/\/+$/, '')}`];
  if (!act) return undefined;
  try {
    const fields = JSON.parse(body.toString('utf8') || '{}') as Fields;
    return json(200, act(state, fields, now.getTime()));
  } catch (fault) {
    if (fault instanceof Refused) return refusal(400, 'refused', fault.message);
    throw fault;
  }
}

function join({ team }: SquareState, displayName: string, id: unknown, isBookable = true) {
  const member: TeamMember = {
    id: typeof id === 'string' ? id : `TM${String(team.size + 1).padStart(14, '0')}`,
    ...{ displayName, isBookable },
  };
  team.set(member.id, member);
  return member;
}

function add(state: SquareState, body: Fields, now: number): Fields {
  const id = `booking${String(state.nextId).padStart(8, '0')}`;
  state.nextId += 1;
  const booking: Booking = {
    ...{ id, version: 0, status: 'ACCEPTED', createdAt: now, updatedAt: now },
    startsAt: startOf(body),
    segments: segmentsOf(state, body),
    transitionMinutes: Number(body.transition_minutes ?? 0),
    allDay: body.all_day === true,
  };
  state.bookings.set(id, booking);
  return body.status === undefined ? shown(booking) : change(state, { id, ...body }, now);
}

function change(state: SquareState, body: Fields, now: number): Fields {
  const booking = state.bookings.get(String(body.id));
  if (!booking) throw invalid('NOT_FOUND', `There is no booking ${String(body.id)}.`);
  if (body.start_at !== undefined) booking.startsAt = startOf(body);
  if (body.status !== undefined) {
    if (!STATUSES.includes(body.status as Status)) throw invalid('BAD_REQUEST', 'No such status.');
    booking.status = body.status as Status;
  }
  if (body.person !== undefined || body.segments !== undefined) {
    // Who gives it to somebody else changes nothing of its length.
    const minutes = booking.segments[0]?.duration_minutes;
    booking.segments = segmentsOf(state, minutes === undefined ? body : { minutes, ...body });
  }
  booking.version += 1;
  booking.updatedAt = now;
  return shown(booking);
}

function startOf({ start_at }: Fields): number {
  const start = Date.parse(String(start_at));
  if (Number.isNaN(start)) throw invalid('INVALID_TIME', 'start_at is no instant.');
  return start;
}

/** One part (`person`, `minutes`), or several of the same kind in `segments`. */
function segmentsOf(state: SquareState, body: Fields): readonly Segment[] {
  const parts = Array.isArray(body.segments) ? (body.segments as Fields[]) : [body];
  return parts.map(({ person, minutes, intermission_minutes }) => ({
    team_member_id: memberOf(state, String(person)),
    ...(minutes === undefined ? {} : { duration_minutes: Number(minutes) }),
    ...(intermission_minutes === undefined
      ? {}
      : { intermission_minutes: Number(intermission_minutes) }),
    service_variation_id: 'VSTANDIN00001',
    service_variation_version: 1_700_000_000_000,
    any_team_member: false,
  }));
}

/** By id or by name; somebody new joins the team. */
function memberOf(state: SquareState, person: string): string {
  const known = [...state.team.values()].find(
    ({ id, displayName }) => id === person || displayName === person,
  );
  return (known ?? join(state, person, undefined)).id;
}
