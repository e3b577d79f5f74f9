import type * as z from 'zod';
import type { NotNow } from '../errors.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../http-client.ts';

const TIMEOUT_MS = 10_000;
const LONGEST_WHY = 300;
/** Of a limit of which the service does not say how long it lasts. */
const LIMIT_SECONDS = 60;

/** Why there is no token to ask with. `why` is for people and names no credential. */
export type TokenFailure =
  /** Later there may be. Nothing was asked of the service itself. */
  | {
      readonly kind: 'not_now';
      readonly why: string;
      readonly untouched: true;
      readonly retryAfterSeconds?: number;
    }
  /** What was granted is over: only the person can grant anew. */
  | { readonly kind: 'disconnected'; readonly why: string };

/** Why a call in the name of an account did not do what it was asked for. */
export type AccountFailure =
  | Extract<TokenFailure, { kind: 'disconnected' }>
  /** The account may not do this: a right was not granted, or its role or plan lacks it. */
  | { readonly kind: 'forbidden'; readonly why: string }
  /** Nothing was done, and the same call would be refused again. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Later it may be. `untouched`: surely nothing was done. */
  | NotNow;

/** What a service answers to a call: nothing is thrown for it and nothing is tried again. */
export type AccountResult<Value, Failure = AccountFailure> =
  | { readonly kind: 'ok'; readonly value: Value }
  | Failure;

/** @param refused a token that the service did not take although it should hold: it is not answered again */
export type AccessToken = (refused?: string) => Promise<AccountResult<string, TokenFailure>>;

/** One request, without its token. */
export interface AccountRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly body?: unknown;
}

/** Makes a request in the name of an account and reads its answer. `Own`: failures that only this service knows. */
export type AccountCall<Own = never> = <Value>(
  request: AccountRequest,
  schema: z.ZodType<Value>,
) => Promise<AccountResult<Value, AccountFailure | Own>>;

/** What of a service's answers is its own. */
export interface AccountCallOptions<Own = never> {
  readonly headers?: Readonly<Record<string, string>>;
  /** What an answer that is no success says, for people and without secrets. */
  readonly readProblem: (body: unknown) => string;
  /** The header in which the service says how many seconds it wants peace; `retry-after` unless told. */
  readonly patienceIn?: string;
  /** What an answer that is no success means, where its status does not say it; `undefined`: what the status says. */
  readonly judge?: (answer: HttpAnswer, why: string) => AccountFailure | Own | undefined;
}

/**
 * Requests in the name of a person who signed in at a service: one each, ten seconds, nothing tried again but a call
 * whose token was not taken, once, since that one surely did nothing.
 */
export function accountCalls<Own = never>(
  accessToken: AccessToken,
  options: AccountCallOptions<Own>,
): AccountCall<Own> {
  return async (request, schema) => {
    let done = await once(accessToken, options, request);
    if ('answer' in done && done.answer.status === 401) {
      done = await once(accessToken, options, request, done.token);
    }
    if (!('answer' in done)) return done;
    const { answer } = done;
    if (answer.status < 200 || answer.status > 299) return judged(answer, options);
    const read = schema.safeParse(answer.body);
    if (read.success) return { kind: 'ok', value: read.data };
    // It was done, but what it says cannot be used: whoever asks again finds out.
    return { kind: 'not_now', why: `${answer.status} with a strange body`, untouched: false };
  };
}

async function once(
  accessToken: AccessToken,
  { headers = {} }: Pick<AccountCallOptions, 'headers'>,
  { method, url, query = {}, body }: AccountRequest,
  refused?: string,
): Promise<AccountFailure | { readonly token: string; readonly answer: HttpAnswer }> {
  const token = await accessToken(refused);
  if (token.kind !== 'ok') return token;
  const address = new URL(url);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) address.searchParams.set(name, value);
  }
  try {
    const answer = await requestJson({
      method,
      url: address.href,
      headers: { ...headers, authorization: `Bearer ${token.value}` },
      ...(body === undefined ? {} : { body }),
      timeoutMs: TIMEOUT_MS,
    });
    return { token: token.value, answer };
  } catch (fault) {
    if (!(fault instanceof NoAnswer)) throw fault;
    return { kind: 'not_now', why: 'no answer', untouched: !fault.sent };
  }
}

function judged<Own>(
  answer: HttpAnswer,
  { readProblem, patienceIn, judge }: AccountCallOptions<Own>,
): AccountFailure | Own {
  const { status, headers, body } = answer;
  const why = `${status} ${readProblem(body)}`.replace(/\s+/g, ' ').trim().slice(0, LONGEST_WHY);
  const own = judge?.(answer, why);
  if (own !== undefined) return own;
  const told = patienceIn === undefined ? null : headers.get(patienceIn);
  const asked = Number(told ?? headers.get('retry-after') ?? '');
  const patience = asked > 0 ? { retryAfterSeconds: asked } : {};
  if (status === 429) {
    return { kind: 'not_now', why, untouched: true, retryAfterSeconds: LIMIT_SECONDS, ...patience };
  }
  // An internal error says nothing about whether it was done before it.
  if (status === 408 || status >= 500)
    return { kind: 'not_now', why, untouched: false, ...patience };
  if (status === 401) return { kind: 'disconnected', why };
  return { kind: status === 403 ? 'forbidden' : 'refused', why };
}
