import type { Sent } from '../../platform/delivery/index.ts';
import { type HttpAnswer, NoAnswer } from '../../platform/http-client.ts';
import { parseError, parseSent } from './parse.ts';

/** What a person has to put right (key, domain, plan): waited for long, since a mail may be late but not lost. */
const OPERATOR_SECONDS = 300;
const PATIENCE_SECONDS = 2;

/** Errors that no second try mends: the mail itself is at fault. */
const REFUSED = new Set([
  'missing_required_field',
  'invalid_parameter',
  'invalid_attachment',
  'invalid_idempotency_key',
  // The same key with another text: the first one was sent.
  'invalid_idempotent_request',
  'security_error',
]);

const OPERATOR = new Set([
  'validation_error',
  'invalid_from_address',
  'invalid_access',
  'invalid_region',
  'missing_api_key',
  'invalid_api_key',
  'restricted_api_key',
  'daily_quota_exceeded',
  'monthly_quota_exceeded',
]);

/** What Resend's answer means. Its statuses are not all documented, so the name of the error decides. */
export function judgeAnswer({ status, headers, body }: HttpAnswer): Sent {
  if (status >= 200 && status < 300) {
    const id = parseSent(body);
    return { kind: 'delivered', ...(id === undefined ? {} : { providerMessageId: id }) };
  }
  const { name, message } = parseError(body);
  const why = `${status} ${name}`.trim();
  // A mailbox that is none is told by the same name as an unverified sender.
  if (REFUSED.has(name) || (name === 'validation_error' && /`to`/.test(message))) {
    return { kind: 'refused', why };
  }
  const asked = Number(headers.get('retry-after') ?? '');
  const patience = OPERATOR.has(name) ? OPERATOR_SECONDS : PATIENCE_SECONDS;
  return {
    kind: 'not_now',
    why,
    untouched: status < 500,
    retryAfterSeconds: Number.isFinite(asked) && asked > 0 ? asked : patience,
  };
}

/** What it means that no answer came. The key makes another try harmless. */
export function judgeFault(fault: unknown): Sent {
  if (!(fault instanceof NoAnswer)) throw fault;
  return { kind: 'not_now', why: 'no answer', untouched: !fault.sent };
}
