import { type Fields, objectOf } from '../form.ts';
import { json, type ProviderAnswer, type ProviderRequest } from '../provider.ts';
import { accessDenied, noToken, notFound, restError, tokenOver, tooMany } from './errors.ts';
import { letIn } from './let-in.ts';
import type { Booking, Company, Person, SimplyBookState, User } from './state.ts';

/** One call of somebody who is signed in. */
interface Call {
  readonly state: SimplyBookState;
  readonly company: Company;
  readonly user: User;
  readonly query: URLSearchParams;
}

const CALLS: Readonly<Record<string, (call: Call) => ProviderAnswer>> = {
  'GET /admin/bookings': bookings,
  'GET /admin/providers': ({ state, company, query }) =>
    paged(state, company.people.map(shownPerson), query),
};

/** The REST side, version 2. */
export function rest(state: SimplyBookState, request: ProviderRequest): ProviderAnswer {
  const { method, path, headers, query, now } = request;
  const name = `${method} ${path.replace(/\/+$/, '')}`;
  if (name === 'POST /admin/auth') return auth(state, fieldsOf(request), now);
  if (name === 'POST /admin/auth/refresh-token') return refresh(state, fieldsOf(request), now);
  const companyLogin = headers['x-company-login'] ?? '';
  // `X-User-Token` is the header of the other side.
  const token = headers['x-token'] ?? '';
  const user = state.holder(companyLogin, token, now);
  const company = state.companies.get(companyLogin);
  if (user === undefined || !company) return noToken();
  if (user === 'over') return tokenOver(state.limits.overStatus);
  if (name === 'POST /admin/auth/logout') {
    state.sessions.delete(token);
    return json(200, true);
  }
  if (!state.arrive(companyLogin, now)) return tooMany();
  if (!company.apiEnabled || user.blocked) return accessDenied();
  return CALLS[name]?.({ state, company, user, query }) ?? notFound();
}

function auth(state: SimplyBookState, fields: Fields | undefined, now: Date): ProviderAnswer {
  if (!fields) return restError(400, 'Invalid request data');
  const { company, login, password } = fields;
  if (![company, login, password].every((one) => typeof one === 'string' && one !== '')) {
    return restError(400, 'Invalid request data');
  }
  const found = letIn(state, [company, login, password]);
  // Which of the three is wrong only the JSON-RPC side says.
  if (!('user' in found) || found.user.rpcOnly) return accessDenied();
  const second = found.user.twoFactor;
  const issued = second ? undefined : state.issue(found.company.login, found.user.login, now);
  return json(200, {
    token: issued?.token ?? '',
    company,
    login,
    refresh_token: issued?.refreshToken ?? '',
    domain: 'simplybook.me',
    require2fa: second,
    allowed2fa_providers: second ? ['ga'] : [],
    auth_session_id: second ? 'stand-in-session' : '',
    id: null,
  });
}

function refresh(state: SimplyBookState, fields: Fields | undefined, now: Date): ProviderAnswer {
  const { company = '', refresh_token = '' } = fields ?? {};
  const session = state.refresh(String(company), String(refresh_token));
  if (!session) return accessDenied();
  const { token, refreshToken } = state.issue(session.company, session.user, now);
  const { company: of, user: login } = session;
  return json(200, { token, company: of, login, refresh_token: refreshToken, require2fa: false });
}

function bookings({ state, company, user, query }: Call): ProviderAnswer {
  if (!user.seesBookings) return accessDenied();
  for (const name of query.keys()) {
    if (!/^(page|on_page|filter\[\w+\](\[\w*\])?)$/.test(name)) {
      return restError(400, `Unknown parameter ${name}`);
    }
  }
  const [from, to] = [query.get('filter[date_from]'), query.get('filter[date_to]')];
  if ([from, to].some((day) => day !== null && !/^\d{4}-\d{2}-\d{2}$/.test(day))) {
    return restError(400, 'Invalid date');
  }
  const status = query.get('filter[status]') ?? '';
  const found = company.bookings
    .filter(
      ({ start }) => (!from || start.slice(0, 10) >= from) && (!to || start.slice(0, 10) <= to),
    )
    .filter((one) => status === '' || one.status === status)
    .sort((one, other) => (one.start < other.start ? -1 : 1));
  return paged(
    state,
    found.map((one) => shownBooking(one, company)),
    query,
  );
}

function paged(
  { limits }: SimplyBookState,
  all: readonly object[],
  query: URLSearchParams,
): ProviderAnswer {
  const numberOf = (name: string, otherwise: number) => {
    const value = Number(query.get(name) ?? otherwise);
    return Number.isInteger(value) && value >= 1 ? value : otherwise;
  };
  const page = numberOf('page', 1);
  const onPage = Math.min(numberOf('on_page', 10), limits.onPage);
  return json(200, {
    data: all.slice((page - 1) * onPage, page * onPage),
    metadata: {
      items_count: all.length,
      pages_count: Math.max(1, Math.ceil(all.length / onPage)),
      page,
      on_page: onPage,
    },
  });
}

export const shownPerson = ({ id, name, active }: Person) => ({
  ...{ id, name, qty: 1, email: null, description: '', phone: '' },
  ...{ picture: null, color: null, is_active: active, is_visible: active, services: ['1'] },
});

/** A booking as the report shows it. */
export function shownBooking(booking: Booking, { people }: Company) {
  const provider = people.find(({ id }) => id === booking.providerId);
  const { id, code, client, start, end, status, recordedAt } = booking;
  return {
    provider: provider ? shownPerson(provider) : null,
    service: { id: 1, name: 'Haircut', duration: 60, buffer_time_after: 0, providers: [] },
    client: { id, name: client, email: `${code}@client.example`, phone: '+380501112233' },
    status,
    ...{ id, code, is_confirmed: status === 'confirmed', client_timezone: null },
    ...{ start_datetime: start, end_datetime: end, record_date: recordedAt },
    ...{ service_id: 1, provider_id: booking.providerId, client_id: id },
    ...{ can_be_edited: true, can_be_canceled: status !== 'canceled', batch_id: null },
  };
}

function fieldsOf({ headers, body }: ProviderRequest): Fields | undefined {
  return headers['content-type']?.startsWith('application/json') ? objectOf(body) : undefined;
}
