import {
  type Call,
  type Calls,
  controlled,
  type Fields,
  Impossible,
  numberOf,
} from '../control.ts';
import type { ProviderRequest } from '../provider.ts';
import { shownRecord } from './record.ts';
import {
  type AltegioState,
  DEMO_LOCATION,
  type Entry,
  type Location,
  STAND_IN_PARTNER,
  STAND_IN_USER,
} from './state.ts';
import { isWallTime } from './wall-time.ts';

interface Asked extends Call {
  readonly state: AltegioState;
}

const CALLS: Calls<{ state: AltegioState }> = {
  'GET /locations': ({ state }) => [...state.locations.values()].map(shownLocation),
  'POST /locations': declareLocation,
  'POST /staff': declareStaff,
  'POST /users': declareUser,
  'POST /partner': declarePartner,
  'GET /records': (asked) => {
    const location = locationOf(asked);
    return location.entries.map((one) => shownRecord(one, location));
  },
  'POST /records/add': addRecord,
  'POST /records/change': changeRecord,
  'POST /records/delete': deleteRecord,
  'GET /limits': ({ state }) => state.limits,
  'POST /limits': setLimits,
};

/** What stands behind `/_local/providers/altegio`: the hand of a person; README.md lists the calls. */
export const control = (state: AltegioState, request: ProviderRequest) =>
  controlled(CALLS, { state }, request);

const shownLocation = ({ entries, ...rest }: Location): Fields => ({
  ...rest,
  records: entries.length,
});

function declareLocation({ state, body }: Asked): unknown {
  const { id, title, zone, numericZone, active, licence } = body;
  const location = state.location(numberOf('id', id, DEMO_LOCATION));
  if (typeof title === 'string') location.title = title;
  if (typeof zone === 'string') location.zone = zone;
  if (typeof numericZone === 'boolean') location.numericZone = numericZone;
  if (typeof active === 'boolean') location.active = active;
  if (typeof licence === 'boolean') location.licence = licence;
  return shownLocation(location);
}

function declareStaff(asked: Asked): unknown {
  const { state, body } = asked;
  const location = locationOf(asked);
  const { id, name } = body;
  if (typeof name !== 'string') throw new Impossible(400, 'bad_staff', 'Give a name.');
  const known = location.staff.find((one) => one.id === id);
  if (!known) return state.addStaff(location, name, id === undefined ? id : numberOf('id', id));
  known.name = name;
  return known;
}

function declareUser({ state, body }: Asked): unknown {
  const { token = STAND_IN_USER, revoked, journal, locations } = body;
  const known = state.users.get(String(token)) ?? {
    ...{ revoked: false, journal: true, locations: new Set([DEMO_LOCATION]) },
  };
  const user = {
    revoked: typeof revoked === 'boolean' ? revoked : known.revoked,
    journal: typeof journal === 'boolean' ? journal : known.journal,
    locations: Array.isArray(locations) ? new Set(locations.map(Number)) : known.locations,
  };
  state.users.set(String(token), user);
  return { token, ...user, locations: [...user.locations] };
}

function declarePartner({ state, body }: Asked): unknown {
  const { token = STAND_IN_PARTNER, revoked = false } = body;
  state.partners.set(String(token), { revoked: revoked === true });
  return { token, revoked: revoked === true };
}

function addRecord(asked: Asked): unknown {
  const { state, body, now } = asked;
  const location = locationOf(asked);
  const { date, client = 'Vira', staff, comment = '' } = body;
  const given = {
    ...{ staffId: staffOf(location, staff), date: dateOf(date), comment: String(comment) },
    seconds: 60 * numberOf('minutes', body.minutes, 60),
    client:
      client === null
        ? null
        : { id: 160_000_000 + state.next(), name: String(client), phone: '+380670000000' },
  };
  return shownRecord(state.addEntry(location, given, now), location);
}

function changeRecord(asked: Asked): unknown {
  const { body, now } = asked;
  const location = locationOf(asked);
  const entry = entryOf(location, body.id);
  const { date, staff, minutes, attendance, confirmed } = body;
  if (date !== undefined) entry.date = dateOf(date);
  if (staff !== undefined) entry.staffId = staffOf(location, staff);
  if (minutes !== undefined) entry.seconds = 60 * numberOf('minutes', minutes);
  if (attendance !== undefined) entry.attendance = Number(attendance);
  if (confirmed !== undefined) entry.confirmed = confirmed === 0 ? 0 : 1;
  entry.changedAt = now.getTime();
  return shownRecord(entry, location);
}

function deleteRecord(asked: Asked): unknown {
  const location = locationOf(asked);
  const entry = entryOf(location, asked.body.id);
  entry.deleted = true;
  entry.changedAt = asked.now.getTime();
  return shownRecord(entry, location);
}

function setLimits({ state, body }: Asked): unknown {
  for (const name of ['perSecond', 'perMinute'] as const) {
    const value = body[name];
    if (value !== undefined) state.limits[name] = value === null ? null : numberOf(name, value);
  }
  state.limits.page = numberOf('page', body.page, state.limits.page);
  return state.limits;
}

function locationOf({ state, body }: Asked): Location {
  const location = state.locations.get(Number(body.location ?? DEMO_LOCATION));
  if (!location) throw new Impossible(404, 'unknown_location', 'There is no such location.');
  return location;
}

/** By id or by name. */
function staffOf(location: Location, asked: unknown): number {
  const found = location.staff.find(({ id, name }) => id === asked || name === asked);
  if (!found) throw new Impossible(404, 'unknown_staff', 'Nobody of the location is called so.');
  return found.id;
}

function entryOf(location: Location, id: unknown): Entry {
  const found = location.entries.find((one) => one.id === Number(id));
  if (!found) throw new Impossible(404, 'unknown_record', 'There is no such record.');
  return found;
}

function dateOf(date: unknown): string {
  if (isWallTime(date)) return date;
  throw new Impossible(400, 'bad_date', 'date is YYYY-MM-DD HH:mm:ss, on the wall there.');
}
