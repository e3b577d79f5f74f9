import type * as z from 'zod';
import { type HttpAnswer, requestJson } from '../../platform/http-client.ts';
import type { GoogleAccount, GoogleFailure, GoogleResult } from '../../sync/index.ts';
import { accessToken } from './access-token.ts';
import { judgeAnswer, judgeFault } from './errors.ts';

const TIMEOUT_MS = 10_000;

/** One request, without its token. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly query?: readonly (readonly [string, string])[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Makes a request in the name of an account and reads its answer. */
export type Call = <Value>(
  request: Request,
  schema: z.ZodType<Value>,
) => Promise<GoogleResult<Value>>;

/**
 * Requests of `account` with a token for `scopes`: one each, ten seconds, nothing tried again but a call whose token was
 * refused, once, since that one surely did nothing. An account that Google does not take is noted, whatever was asked.
 */
export function callsOf(account: GoogleAccount, scopes: readonly string[]): Call {
  const once = async (
    request: Request,
    refused?: string,
  ): Promise<{ token?: string; answer: HttpAnswer } | { failure: GoogleFailure }> => {
    const token =
      'accessToken' in account
        ? await account.accessToken(refused)
        : await accessToken(account, scopes, refused);
    if (token.kind !== 'ok') return { failure: token };
    const { method, url, query = [], headers = {}, body } = request;
    const search = new URLSearchParams(
      query.map(([name, value]): [string, string] => [name, value]),
    );
    try {
      const answer = await requestJson({
        method,
        url: search.size === 0 ? url : `${url}?${search}`,
        headers: { ...headers, authorization: `Bearer ${token.value}` },
        ...(body === undefined ? {} : { body }),
        timeoutMs: TIMEOUT_MS,
      });
      return { token: token.value, answer };
    } catch (fault) {
      return { failure: judgeFault(fault) };
    }
  };

  const judged = async (failure: GoogleFailure): Promise<GoogleFailure> => {
    if (failure.kind === 'disconnected') await account.lost?.(failure);
    return failure;
  };

  return async (request, schema) => {
    let done = await once(request);
    if ('answer' in done && done.answer.status === 401) done = await once(request, done.token);
    if ('failure' in done) return judged(done.failure);
    const { answer } = done;
    if (answer.status < 200 || answer.status > 299) {
      const said = judgeAnswer(answer);
      return judged(said.kind === 'unauthorized' ? { ...said, kind: 'disconnected' } : said);
    }
    const read = schema.safeParse(answer.body);
    if (read.success) return { kind: 'ok', value: read.data };
    // It was done, but what it says cannot be used: whoever asks again finds out.
    return { kind: 'not_now', why: `${answer.status} with a strange body`, untouched: false };
  };
}
