import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { profile, shown } from './bookings.ts';
import {
  type Booking,
  type Segment,
  type SquareState,
  STATUSES,
  type Status,
  type TeamMember,
} from './state.ts';

interface Asked extends Call {
  readonly state: SquareState;
}

/** What people of the business do in Square Appointments; README.md lists the calls. */
const CALLS: Calls<{ state: SquareState }> = {
  'GET /team': ({ state }) => [...state.team.values()].map(profile),
  'POST /team/add': ({ state, body: { id, display_name, is_bookable } }) =>
    profile(join(state, String(display_name ?? ''), id, is_bookable !== false)),
  'GET /bookings': ({ state }) => [...state.bookings.values()].map(shown),
  'POST /bookings/add': add,
  'POST /bookings/change': change,
};

/** What stands behind `/_local/providers/square`. */
export const control = (state: SquareState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

function join({ team }: SquareState, displayName: string, id: unknown, isBookable = true) {
  const member: TeamMember = {
    id: typeof id === 'string' ? id : `TM${String(team.size + 1).padStart(14, '0')}`,
    ...{ displayName, isBookable },
  };
  team.set(member.id, member);
  return member;
}

function add(asked: Asked): Fields {
  const { state, body } = asked;
  const now = asked.now.getTime();
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
  return body.status === undefined ? shown(booking) : change({ ...asked, body: { id, ...body } });
}

function change({ state, body, now }: Asked): Fields {
  const booking = state.bookings.get(String(body.id));
  if (!booking) {
    throw new Impossible(404, 'unknown_booking', `There is no booking ${String(body.id)}.`);
  }
  if (body.start_at !== undefined) booking.startsAt = startOf(body);
  if (body.status !== undefined) {
    if (!STATUSES.includes(body.status as Status)) {
      throw new Impossible(400, 'bad_status', 'No such status.');
    }
    booking.status = body.status as Status;
  }
  if (body.person !== undefined || body.segments !== undefined) {
    // Who gives it to somebody else changes nothing of its length.
    const minutes = booking.segments[0]?.duration_minutes;
    booking.segments = segmentsOf(state, minutes === undefined ? body : { minutes, ...body });
  }
  booking.version += 1;
  booking.updatedAt = now.getTime();
  return shown(booking);
}

function startOf({ start_at }: Fields): number {
  const start = Date.parse(String(start_at));
  if (Number.isNaN(start)) throw new Impossible(400, 'bad_time', 'start_at is no instant.');
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
