import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { refusal } from '../stand-in.ts';
import { invalid, Refused } from './errors.ts';
import { shown } from './events.ts';
import { type CalendlyState, type Event, type Member, userUri } from './state.ts';

type Fields = Record<string, unknown>;

const MINUTE_MS = 60_000;
const ROLES = ['owner', 'admin', 'user'] as const;

/** What people of the organization and their invitees do in Calendly; README.md lists the calls. */
const CALLS: Readonly<
  Record<string, (state: CalendlyState, body: Fields, now: number) => unknown>
> = {
  'GET /members': ({ members }) => [...members.values()].map(seen),
  'POST /members/add': (state, { id, name, role }) =>
    seen(join(state, String(name ?? ''), id, role)),
  'GET /events': (state) => [...state.events.values()].map((event) => shown(state, event)),
  'POST /events/add': add,
  'POST /events/cancel': cancel,
  'POST /events/move': (state, body, now) => {
    const event = eventOf(state, body);
    const { hosts, startsAt, endsAt, bufferBefore, bufferAfter, name } = event;
    cancel(state, body, now);
    // Who moves a meeting cancels it and books another.
    return add(
      state,
      {
        ...{ hosts, name, start_time: body.start_time, minutes: (endsAt - startsAt) / MINUTE_MS },
        ...{ buffer_before: bufferBefore, buffer_after: bufferAfter },
      },
      now,
    );
  },
  'POST /limits': (state, { per_minute }) => {
    state.callsPerMinute = Number(per_minute);
    return { per_minute: state.callsPerMinute };
  },
};

/** What stands behind `/_local/providers/calendly`; `undefined`: none of these. */
export function hand(
  state: CalendlyState,
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

function join({ members }: CalendlyState, name: string, id: unknown, role: unknown): Member {
  const member: Member = {
    id: typeof id === 'string' ? id : `MEMBER${String(members.size).padStart(10, '0')}`,
    ...{ name, email: `member${members.size}@calendly.example` },
    role: ROLES.find((one) => one === role) ?? 'user',
  };
  members.set(member.id, member);
  return member;
}

function add(state: CalendlyState, body: Fields, now: number): Fields {
  const start = Date.parse(String(body.start_time));
  if (Number.isNaN(start)) throw invalid('start_time', 'is no instant');
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
    ...{ createdAt: now, updatedAt: now },
  };
  state.events.set(id, event);
  return shown(state, event);
}

function cancel(state: CalendlyState, body: Fields, now: number): Fields {
  const event = eventOf(state, body);
  event.status = 'canceled';
  event.updatedAt = now;
  return shown(state, event);
}

function eventOf({ events }: CalendlyState, { uri }: Fields): Event {
  const found = events.get(String(uri).slice(String(uri).lastIndexOf('/') + 1));
  if (!found) throw invalid('uri', 'is unknown');
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
