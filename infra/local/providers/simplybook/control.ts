import { type Call, type Calls, controlled, type Fields, Impossible } from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { shownBooking, shownPerson } from './rest.ts';
import {
  type Booking,
  type BookingStatus,
  type Company,
  DEMO,
  type Limits,
  type SimplyBookState,
} from './state.ts';
import { asWallTime, wallTime } from './wall-time.ts';

interface Asked extends Call {
  readonly state: SimplyBookState;
}

const STATUSES: readonly BookingStatus[] = [
  'confirmed',
  'confirmed_pending',
  'pending',
  'canceled',
];

const CALLS: Calls<{ state: SimplyBookState }> = {
  'GET /companies': ({ state }) => [...state.companies.values()].map(shownCompany),
  'POST /companies': declareCompany,
  'POST /users': declareUser,
  'POST /people': declarePerson,
  'GET /bookings': (asked) => {
    const company = companyOf(asked);
    return company.bookings.map((one) => shownBooking(one, company));
  },
  'POST /bookings': makeBooking,
  'POST /bookings/change': changeBooking,
  'POST /tokens/expire': ({ state, now }) => ({ expired: state.expireAll(now) }),
  'GET /limits': ({ state }) => state.limits,
  'POST /limits': limit,
};

/** What stands behind `/_local/providers/simplybook`; README.md lists the calls. */
export const control = (state: SimplyBookState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

function declareCompany({ state, body }: Asked): unknown {
  const company = state.company(needed(body, 'login'));
  const { time_zone: zone, api_enabled: enabled, hipaa } = body;
  if (typeof zone === 'string') company.timeZone = zone;
  if (typeof enabled === 'boolean') company.apiEnabled = enabled;
  if (typeof hipaa === 'boolean') company.hipaa = hipaa;
  return shownCompany(company);
}

function declareUser(asked: Asked): unknown {
  const { state, body } = asked;
  const { key, blocked, two_factor, sees_bookings, rpc_only } = body;
  const given = { key, blocked, twoFactor: two_factor, seesBookings: sees_bookings };
  const fields = Object.entries({ ...given, rpcOnly: rpc_only }).filter(
    ([, value]) => value !== undefined,
  );
  return state.user(companyOf(asked), needed(body, 'login'), Object.fromEntries(fields));
}

function declarePerson(asked: Asked): unknown {
  const company = companyOf(asked);
  const { body } = asked;
  const known = company.people.find(({ id }) => id === body.id);
  const name = needed(body, 'name');
  const active = body.active !== false;
  if (known) return shownPerson(Object.assign(known, { name, active }));
  const id = typeof body.id === 'number' ? body.id : 1 + company.people.length;
  const person = { id, name, active };
  company.people.push(person);
  return shownPerson(person);
}

function makeBooking(asked: Asked): unknown {
  const company = companyOf(asked);
  const { state, body, now } = asked;
  const id = state.nextId();
  const booking: Booking = {
    ...{ id, code: `sb${id.toString(36).padStart(6, '0')}`, client: 'Client' },
    ...{ status: 'confirmed', recordedAt: wallTime(now, company.timeZone) },
    ...{ providerId: 0, start: '', end: '' },
    ...fieldsOf(company, body),
  };
  if (booking.providerId === 0) throw bad('provider', 'Say who serves: an id or a name.');
  if (booking.start === '' || booking.end === '') throw bad('start', 'Give start and end.');
  company.bookings.push(booking);
  return shownBooking(booking, company);
}

function changeBooking(asked: Asked): unknown {
  const company = companyOf(asked);
  const { body } = asked;
  const booking = company.bookings.find((one) => one.id === body.id || one.code === body.code);
  if (!booking) throw new Impossible(404, 'no_booking', 'There is no such booking.');
  return shownBooking(Object.assign(booking, fieldsOf(company, body)), company);
}

function fieldsOf({ people, timeZone }: Company, body: Fields): Partial<Booking> {
  const { provider, start, end, status, client } = body;
  const person = people.find(({ id, name }) => id === provider || name === provider);
  if (provider !== undefined && !person) throw bad('provider', 'Nobody of this name serves there.');
  const [from, to] = [asWallTime(start, timeZone), asWallTime(end, timeZone)];
  if (start !== undefined && from === undefined) throw bad('start', 'start is no time.');
  if (end !== undefined && to === undefined) throw bad('end', 'end is no time.');
  if (status !== undefined && !STATUSES.includes(status as BookingStatus)) {
    throw bad('status', `status is one of ${STATUSES.join(', ')}.`);
  }
  return {
    ...(person ? { providerId: person.id } : {}),
    ...(from === undefined ? {} : { start: from }),
    ...(to === undefined ? {} : { end: to }),
    ...(status === undefined ? {} : { status: status as BookingStatus }),
    ...(typeof client === 'string' ? { client } : {}),
  };
}

function limit({ state, body }: Asked): unknown {
  const whole = (value: unknown) => Number.isInteger(value) && Number(value) >= 0;
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(state.limits, name)) throw bad(name, `There is no limit ${name}.`);
    if (!whole(value) && !(name === 'perDay' && value === null)) throw bad(name, 'A whole number.');
  }
  state.limits = { ...state.limits, ...(body as Partial<Limits>) };
  return state.limits;
}

function companyOf({ state, body }: Asked): Company {
  const company = state.companies.get(String(body.company ?? DEMO.company));
  if (!company) throw new Impossible(404, 'no_company', 'There is no such company.');
  return company;
}

const shownCompany = ({ login, timeZone, apiEnabled, hipaa, users, people }: Company) => ({
  ...{ login, time_zone: timeZone, api_enabled: apiEnabled, hipaa },
  ...{ users: [...users.values()], people: people.map(shownPerson) },
});

function needed(body: Fields, name: string): string {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw bad(name, `${name} must be a text.`);
}

const bad = (name: string, message: string) => new Impossible(400, `bad_${name}`, message);
