import type * as z from 'zod';
import { now, secondsBetween } from '../../platform/clock.ts';
import { isRefusal, PassingFault } from '../../platform/errors.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../../platform/http-client.ts';
import type { AccountFailure, AccountResult } from '../../platform/oauth/index.ts';
import { platformSecret } from '../../platform/secrets/platform-secret.ts';
import { credentialsIdOf, tokenKeeper } from '../../platform/token-keeper.ts';
import type { SimplyBookAccount, SimplyBookApi, SimplyBookApiFor } from '../../sync/index.ts';
import { isTokenOver, judgeAnswer } from './errors.ts';
import { rest, rpc } from './hosts.ts';
import { login } from './login.ts';
import { bookingsPage, peoplePage, zoneAnswer } from './parse.ts';

const TIMEOUT_MS = 10_000;
const ON_PAGE = 100;
/** Nobody publishes how long a token lives; an hour is what the vendor's own client takes it for. */
const USED_SECONDS = 50 * 60;
/** A company does not move often. */
const ZONE_SECONDS = 3_600;
const MOST_REMEMBERED = 1_000;

const keep = tokenKeeper({ provider: 'simplybook', usedSeconds: USED_SECONDS });
const zones = new Map<string, { readonly zone: string | undefined; readonly at: string }>();

/** One request, without its token. */
interface Request {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** The header that carries the token. */
  readonly tokenIn: 'x-token' | 'x-user-token';
  readonly body?: unknown;
}

/**
 * A company at SimplyBook.me in the name of one of its users. Its token is kept and shared by all containers; one that
 * is over is replaced once, and then the call is made again. Nothing else is tried twice.
 */
export const simplyBook: SimplyBookApiFor = (account) => {
  const list = <Page>(path: string, query: Record<string, string>, schema: z.ZodType<Page>) => {
    const search = new URLSearchParams({ ...query, on_page: String(ON_PAGE) });
    const url = rest(`${path}?${search}`);
    return call(account, { method: 'GET', url, tokenIn: 'x-token' }, schema);
  };
  return {
    bookings: ({ from, to, page }) =>
      list(
        '/admin/bookings',
        { page: String(page), 'filter[date_from]': from, 'filter[date_to]': to },
        bookingsPage,
      ),
    people: (page) => list('/admin/providers', { page: String(page) }, peoplePage),
    timeZone: () => zoneOf(account),
  };
};

/** The REST side does not say it; the other one takes the same token. */
async function zoneOf(account: SimplyBookAccount): ReturnType<SimplyBookApi['timeZone']> {
  const url = rpc('/admin');
  const name = `${url} ${account.company}`;
  const known = zones.get(name);
  if (known && Math.abs(secondsBetween(known.at, now())) < ZONE_SECONDS) {
    return { kind: 'ok', value: known.zone };
  }
  const body = { jsonrpc: '2.0', method: 'getCompanyTimezoneOffset', params: [], id: 1 };
  const asked = { method: 'POST', url, tokenIn: 'x-user-token', body } as const;
  const told = await call(account, asked, zoneAnswer);
  // That this side does not let the user in says nothing of her appointments.
  if (told.kind === 'forbidden' || told.kind === 'refused') return { kind: 'ok', value: undefined };
  if (told.kind === 'ok') {
    if (zones.size >= MOST_REMEMBERED) zones.clear();
    zones.set(name, { zone: told.value, at: now() });
  }
  return told;
}

async function call<Value>(
  account: SimplyBookAccount,
  request: Request,
  schema: z.ZodType<Value>,
): Promise<AccountResult<Value>> {
  let done = await once(account, request);
  // A right that is missing may be one that this user had not yet when she signed in.
  if ('answer' in done && (isTokenOver(done.answer) || done.answer.status === 403)) {
    done = await once(account, request, done.token);
  }
  if (!('answer' in done)) return done;
  const { answer } = done;
  if (answer.status < 200 || answer.status > 299) return judgeAnswer(answer);
  const read = schema.safeParse(answer.body);
  if (read.success) return { kind: 'ok', value: read.data };
  return { kind: 'not_now', why: `${answer.status} with a strange body`, untouched: false };
}

async function once(
  account: SimplyBookAccount,
  { method, url, tokenIn, body }: Request,
  refused?: string,
): Promise<AccountFailure | { readonly token: string; readonly answer: HttpAnswer }> {
  const { projectId, company, key } = account;
  try {
    const token = await keep({
      ...{ secret: await platformSecret(), projectId, refused },
      credentialsId: credentialsIdOf(rest(''), company, account.login, key),
      obtain: () => login(account, TIMEOUT_MS),
    });
    if (isRefusal(token)) return { kind: 'disconnected', why: token.message };
    const headers = { 'x-company-login': company, [tokenIn]: token };
    const asked = { method, url, headers, timeoutMs: TIMEOUT_MS };
    return { token, answer: await requestJson(body === undefined ? asked : { ...asked, body }) };
  } catch (fault) {
    if (fault instanceof PassingFault) {
      return { kind: 'not_now', why: fault.message, untouched: true };
    }
    if (!(fault instanceof NoAnswer)) throw fault;
    return { kind: 'not_now', why: 'SimplyBook.me does not answer.', untouched: !fault.sent };
  }
}
