import { json, type Provider, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { standIn } from '../stand-in.ts';
import { control } from './control.ts';
import { failure, Refused, refusal, WORDS } from './errors.ts';
import { shownRecord } from './record.ts';
import { createRecord, listRecords, recordOf, removeRecord } from './records.ts';
import { AltegioState, type Location } from './state.ts';
import { offsetOf } from './wall-time.ts';

export { DEMO_LOCATION, STAND_IN_PARTNER, STAND_IN_USER } from './state.ts';

const ACCEPT = 'application/vnd.api.v2+json';
/** In which seconds the services of the demo are done. */
const SEANCE = 3_600;

/** The business API of Altegio as far as the product uses it. See README.md. */
export function createAltegio(): Provider {
  const state = new AltegioState();
  return standIn({
    name: 'altegio',
    answer: (request) => {
      try {
        return answer(state, request);
      } catch (fault) {
        if (fault instanceof Refused) return refusal(fault.status, fault.message, fault.errors);
        throw fault;
      }
    },
    failure,
    control: (request) => control(state, request),
    reset: () => state.reset(),
  });
}

/** A list or an object as the API wraps it; there is nothing to say of an object, and PHP writes that as a list. */
export const wrapped = (status: number, data: unknown, meta: object = []): ProviderAnswer =>
  json(status, { success: true, data, meta });

function answer(state: AltegioState, request: ProviderRequest): ProviderAnswer {
  const { method, path, query, headers, now } = request;
  if (state.tooMany(now.getTime())) throw new Refused(429, WORDS.many);
  const [, call = ''] = /^\/api\/v1\/(.+?)\/?$/.exec(path) ?? [];
  const [, partner = '', token] =
    /^Bearer ([^\s,]+)(?:, User (\S+))?$/.exec(headers.authorization ?? '') ?? [];
  if (state.partners.get(partner)?.revoked !== false) throw new Refused(401, WORDS.partner);
  if (headers.accept !== ACCEPT) throw new Refused(400, WORDS.accept);
  const [name = '', id = '', ...rest] = call.split('/');
  if (`${method} ${name}` === 'GET book_staff') return bookStaff(anyLocation(state, id));

  const user = token === undefined ? undefined : state.users.get(token);
  if (!user || user.revoked) throw new Refused(401, WORDS.user);
  if (`${method} ${name}` === 'GET companies') {
    const own = [...state.locations.values()].filter((one) => user.locations.has(one.id));
    return wrapped(200, own.map(shownLocation), { total_count: own.length });
  }
  const location = anyLocation(state, id);
  if (!user.locations.has(location.id)) throw new Refused(403, WORDS.rights);
  if (!location.licence) throw new Refused(403, WORDS.licence(location.id));
  switch (`${method} ${name}`) {
    case 'GET company':
      return wrapped(200, shownLocation(location));
    case 'GET staff':
      return wrapped(200, location.staff.map(shownStaff));
    case 'GET services':
      return wrapped(200, services(location));
  }
  if (!user.journal) throw new Refused(403, WORDS.rights);
  switch (`${method} ${name}`) {
    case 'GET records':
      return listRecords(location, query, state.limits);
    case 'POST records':
      return createRecord(state, location, request);
    case 'GET record':
      return wrapped(200, shownRecord(recordOf(location, rest[0]), location));
    case 'DELETE record':
      return removeRecord(location, rest[0], now);
  }
  throw new Refused(404, 'Not found');
}

function anyLocation(state: AltegioState, id: string): Location {
  const location = state.locations.get(Number(id));
  if (!location) throw new Refused(404, WORDS.location(id));
  return location;
}

function shownLocation({ id, title, zone, numericZone, active }: Location): object {
  const offset = offsetOf('2026-01-01 12:00:00', zone) / 60;
  return {
    id,
    title,
    ...(numericZone ? { timezone: offset, timezone_name: zone } : { timezone: zone }),
    currency_short_title: '₴',
    phone: '',
    address: '',
    active: Number(active),
  };
}

const shownStaff = ({ id, name }: Location['staff'][number]): object => ({
  ...{ id, name, specialization: '', position: [], fired: 0, hidden: 0, api_id: null },
});

const bookStaff = (location: Location): ProviderAnswer =>
  wrapped(
    200,
    location.staff.map(({ id, name }) => ({ id, name, bookable: true })),
  );

/** Here numbers are texts. */
const services = ({ staff }: Location): readonly object[] => [
  {
    ...{ id: '5000001', title: 'Haircut', category_id: '1', active: 1, api_id: null },
    ...{ price_min: '4000.00', price_max: '4000.00', discount: '0.00', weight: '1' },
    staff: staff.map(({ id }) => ({ id, seance_length: SEANCE })),
  },
];
