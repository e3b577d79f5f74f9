import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { shown } from './events.ts';
import { type CalendlyState, type Event, type Member, userUri } from './state.ts';

const MINUTE_MS = 60_000;
const ROLES = ['owner', 'admin', 'user'] as const;

interface Asked extends Call {
  readonly state: CalendlyState;
}

/** What people of the organization and their invitees do in Calendly; README.md lists the calls. */
const CALLS: Calls<{ state: CalendlyState }> = {
  'GET /members': ({ state }) => [...state.members.values()].map(seen),
  'POST /members/add': ({ state, body: { id, name, role } }) =>
    seen(join(state, String(name ?? ''), id, role)),
  'GET /events': ({ state }) => [...state.events.values()].map((event) => shown(state, event)),
  'POST /events/add': add,
  'POST /events/cancel': cancel,
  'POST /events/move': (asked) => {
    const { hosts, startsAt, endsAt, bufferBefore, bufferAfter, name } = eventOf(asked);
    cancel(asked);
    // Who moves a meeting cancels it and books another.
    const body = {
      ...{ hosts, name, start_time: asked.body.start_time },
      ...{ minutes: (endsAt - startsAt) / MINUTE_MS },
      ...{ buffer_before: bufferBefore, buffer_after: bufferAfter },
    };
    return add({ ...asked, body });
  },
  'POST /limits': ({ state, body }) => {
    state.callsPerMinute = Number(body.per_minute);
    return { per_minute: state.callsPerMinute };
  },
};

/** What stands behind `/_local/providers/calendly`. */
export const control = (state: CalendlyState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

function join({ members }: CalendlyState, name: string, id: unknown, role: unknown): Member {
  const member: Member = {
    id: typeof id === 'string' ? id : `MEMBER${String(members.size).padStart(10, '0')}`,
    ...{ name, email: `member${members.size}@calendly.example` },
    role: ROLES.find((one) => one === role) ?? 'user',
  };
  members.set(member.id, member);
  return member;
}

function add({ state, body, now }: Asked): Fields {
  const start = Date.parse(String(body.start_time));
  if (Number.isNaN(start)) throw new Impossible(400, 'bad_time', 'start_time is no instant.');
  const hosts = Array.isArray(body.hosts) ? body.hosts.map(String) : [String(body.host)];
  const id = `EVENT${String(state.nextId).padStart(11, '0')}`;
  state.nextId += 1;
  const event: Event = {
    ...{ id, name: String(body.name ?? 'Meeting'), status: 'active' },
    hosts: hosts.map((host) => memberOf(state, host)),
    startsAt: start,
    endsAt: start + Number(body.minutes ?? 30) * MINUTE_MS,
    bufferBefore: Number(body.buffer_before ?? 0),
    bufferAfter: Number(body.buffer_after ?? 0),
    ...{ createdAt: now.getTime(), updatedAt: now.getTime() },
  };
  state.events.set(id, event);
  return shown(state, event);
}

function cancel(asked: Asked): Fields {
  const event = eventOf(asked);
  event.status = 'canceled';
  event.updatedAt = asked.now.getTime();
  return shown(asked.state, event);
}

function eventOf({ state, body }: Asked): Event {
  const uri = String(body.uri);
  const found = state.events.get(uri.slice(uri.lastIndexOf('/') + 1));
  if (!found) throw new Impossible(404, 'unknown_event', `There is no event ${uri}.`);
  return found;
}

/** By id or by name; somebody new joins the organization. */
function memberOf(state: CalendlyState, host: string): string {
  const known = [...state.members.values()].find(({ id, name }) => id === host || name === host);
  return (known ?? join(state, host, undefined, 'user')).id;
}

const seen = ({ id, name, email, role }: Member): Fields => ({
  ...{ uri: userUri(id), name, email, role },
});
