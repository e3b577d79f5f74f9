import { APIConnectionError, APIError } from '@anthropic-ai/sdk/error';
import { describeFault } from '../../platform/logger.ts';

/** What a failed request means for the account and for the request. */
export type Judgement =
  /** This account cannot serve for a while; another may. */
  | { readonly kind: 'account_rests'; readonly forMs: number; readonly alarming: boolean }
  /** The model has no room, whoever asks: the same once more, a little later. */
  | { readonly kind: 'model_busy' }
  /** It failed or did not answer: once more, from another account if there is one. */
  | { readonly kind: 'no_answer' }
  /** The request itself is wrong: nobody will take it. */
  | { readonly kind: 'request_wrong' };

/** An account that may not or cannot pay is asked again after this: somebody may have mended it. */
const QUARANTINE_MS = 10 * 60_000;
const DEFAULT_REST_MS = 10_000;
const OVERLOADED = 529;
/** Limits of money look like limits of rate (429), but no waiting mends them. */
const SPEND_LIMITS = new Set(['enforced_spend_limit_reached', 'contract_spend_limit_reached']);

/** Judges whatever the SDK threw. `now` in epoch milliseconds, for a retry-after that is a date. */
export function judgeFault(fault: unknown, now: number): Judgement {
  if (fault instanceof APIConnectionError || isTimeLimit(fault)) return { kind: 'no_answer' };
  if (!(fault instanceof APIError)) return { kind: 'request_wrong' };
  const { status, errorCode } = fault;
  if (status === 401 || status === 402 || status === 403) {
    return { kind: 'account_rests', forMs: QUARANTINE_MS, alarming: true };
  }
  if (status === 429) {
    return SPEND_LIMITS.has(errorCode ?? '')
      ? { kind: 'account_rests', forMs: QUARANTINE_MS, alarming: true }
      : { kind: 'account_rests', forMs: restOf(fault.headers, now), alarming: false };
  }
  if (status === undefined || status >= 500 || status === 408 || status === 409) {
    return { kind: status === OVERLOADED ? 'model_busy' : 'no_answer' };
  }
  return { kind: 'request_wrong' };
}

/** Our own time limit while a body was read, which the SDK passes on as it is. */
function isTimeLimit(fault: unknown): boolean {
  return fault instanceof Error && ['AbortError', 'TimeoutError'].includes(fault.name);
}

/** What may be logged of a fault. Messages of the API quote from requests, so of its errors only the codes are. */
export function describeError(fault: unknown): Record<string, unknown> {
  if (!(fault instanceof APIError)) return describeFault(fault);
  const { name, status, type, errorCode, requestID } = fault;
  return { fault: fault.constructor.name || name, status, type, errorCode, requestID };
}

function restOf(headers: Headers | undefined, now: number): number {
  const ms = Number(headers?.get('retry-after-ms') ?? Number.NaN);
  if (ms > 0) return ms;
  const after = headers?.get('retry-after') ?? '';
  const seconds = Number(after);
  if (seconds > 0) return seconds * 1000;
  const date = Date.parse(after);
  return date > now ? date - now : DEFAULT_REST_MS;
}
