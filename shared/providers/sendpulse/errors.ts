import type { SendResult } from '../../conversations/index.ts';
import type { HttpAnswer } from '../../platform/http-client.ts';

/** SendPulse's code for "more than 10 requests in a second". */
const TOO_MANY = 2_020_202_020;

/** What SendPulse's answer to a send means. `unauthorized` is the client's own business: refresh the token once. */
export function judgeSend(answer: HttpAnswer): SendResult | { readonly kind: 'unauthorized' } {
  const { status } = answer;
  const body = (typeof answer.body === 'object' && answer.body !== null ? answer.body : {}) as {
    success?: unknown;
    error_code?: unknown;
    errors?: unknown;
  };
  const code = Number(body.error_code);
  const errors = JSON.stringify(body.errors ?? '');
  if (status === 401) return { kind: 'unauthorized' };
  if (status === 429 || code === TOO_MANY) {
    return { kind: 'not_now', why: `limit (${status})`, untouched: true, retryAfterSeconds: 2 };
  }
  if (status >= 500 || status === 408) {
    // A 5xx says nothing about whether the text went out before it.
    return { kind: 'not_now', why: `status ${status}`, untouched: false };
  }
  if (/not_active|blocked|deactivated/i.test(errors) || (status === 422 && code === 403)) {
    return { kind: 'unreachable', why: `status ${status}, code ${code || 'none'}` };
  }
  if (status >= 200 && status < 300 && body.success !== false) return { kind: 'delivered' };
  return { kind: 'refused', why: `status ${status}, code ${code || 'none'}` };
}
