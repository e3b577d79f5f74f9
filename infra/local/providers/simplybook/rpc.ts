import type { ProviderAnswer, ProviderRequest } from '../provider.ts';
import { RPC, rpcError, rpcResult, tooMany } from './errors.ts';
import { letIn } from './let-in.ts';
import type { Company, SimplyBookState } from './state.ts';
import { offsetOf } from './wall-time.ts';

/** What an administrator may ask; everything else is a method that nobody knows. */
const ADMIN: Readonly<
  Record<string, (company: Company, params: readonly unknown[], now: Date) => unknown>
> = {
  getCompanyTimezoneOffset: ({ timeZone }, _params, now) => ({
    timezone: timeZone,
    offset: offsetOf(now, timeZone),
  }),
  getUnitList: ({ people }) =>
    Object.fromEntries(
      people.map(({ id, name, active }) => [
        id,
        { id: String(id), name, is_active: active ? '1' : null, qty: '1' },
      ]),
    ),
  getBookings: ({ bookings, people }, [filter]) => {
    const { date_from = '', date_to = '9999' } = (filter ?? {}) as Record<string, string>;
    return bookings
      .filter(({ start }) => start.slice(0, 10) >= date_from && start.slice(0, 10) <= date_to)
      .map(({ id, code, start, end, providerId, client, status }) => ({
        ...{ id: String(id), code, start_date: start, end_date: end, client },
        unit_id: String(providerId),
        unit: people.find((one) => one.id === providerId)?.name ?? '',
        is_confirm: status === 'canceled' ? '0' : '1',
      }));
  },
};

/** The JSON-RPC side: whatever happens, the status is 200. */
export function rpc(state: SimplyBookState, request: ProviderRequest): ProviderAnswer {
  const { path, headers, body, now } = request;
  const call = callOf(body);
  if (!call) return rpcError(RPC.badRequest, null);
  const { method, params, id } = call;
  if (path.startsWith('/login')) {
    if (method !== 'getUserToken') return rpcError(RPC.noMethod, id);
    if (params.length < 3) return rpcError(RPC.badParams, id);
    const found = letIn(state, params);
    if (!('user' in found)) return rpcError(found, id);
    return rpcResult(state.issue(found.company.login, found.user.login, now).token, id);
  }
  const companyLogin = headers['x-company-login'] ?? '';
  const company = state.companies.get(companyLogin);
  if (!company) return rpcError(RPC.noCompany, id);
  const user = state.holder(companyLogin, headers['x-user-token'] ?? '', now);
  if (user === undefined || user === 'over') return rpcError(RPC.denied, id);
  if (!state.arrive(companyLogin, now)) return tooMany();
  if (!company.apiEnabled) return rpcError(RPC.featureOff, id);
  const act = Object.hasOwn(ADMIN, method) ? ADMIN[method] : undefined;
  return act ? rpcResult(act(company, params, now), id) : rpcError(RPC.noMethod, id);
}

function callOf(
  body: Buffer,
): { method: string; params: readonly unknown[]; id: unknown } | undefined {
  try {
    const { jsonrpc, method, params = [], id } = JSON.parse(body.toString('utf8'));
    if (jsonrpc !== '2.0' || typeof method !== 'string' || !Array.isArray(params)) return undefined;
    return { method, params, id };
  } catch {
    return undefined;
  }
}
