import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { isRefusal, PassingFault, type Refusal } from '../errors.ts';

/** An answer of the API, made by {@link answer}. */
export interface JsonAnswer extends APIGatewayProxyStructuredResultV2 {
  readonly statusCode: number;
  readonly headers: Record<string, string>;
  /** The refusal's code, for the log only. */
  refused?: string;
}

/** Answers are JSON for programs: nothing may frame, sniff, store or forward them. */
const HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/** Asked for when a passing fault names no time of its own, in seconds. */
const RETRY_AFTER_SECONDS = 1;

/**
 * An answer with a status of its own, for a `handle` whose success is not always 200.
 *
 * @param statusCode the HTTP status
 * @param body serialised as JSON; `undefined`: no body
 * @param headers beside the standard ones
 */
export function answer(
  statusCode: number,
  body: unknown,
  headers: Record<string, string> = {},
): JsonAnswer {
  const type = body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  return {
    statusCode,
    headers: { ...HEADERS, ...type, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
}

/** What was made, with 201; a refusal is passed through. */
export function made<Made>(out: Made): JsonAnswer | Extract<Made, Refusal> {
  return isRefusal(out) ? (out as Extract<Made, Refusal>) : answer(201, out);
}

/**
 * A page for people. It may look as it likes, and do nothing.
 *
 * @param html whole, with its styles in it
 * @param cookies that the browser is to keep, each as the header `Set-Cookie` has it
 */
export function answerPage(html: string, cookies: readonly string[] = []): JsonAnswer {
  return {
    statusCode: 200,
    headers: {
      ...HEADERS,
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `${HEADERS['content-security-policy']}; style-src 'unsafe-inline'`,
    },
    ...(cookies.length > 0 ? { cookies: [...cookies] } : {}),
    body: html,
  };
}

/** Sends a browser on, which asks for the other address with GET. */
export function answerElsewhere(url: string): JsonAnswer {
  return answer(303, undefined, { location: url });
}

/** Whether `value` is an answer and not something to be answered. */
export function isAnswer(value: unknown): value is JsonAnswer {
  return (
    typeof value === 'object' &&
    value !== null &&
    'statusCode' in value &&
    'headers' in value &&
    typeof value.statusCode === 'number'
  );
}

/**
 * `{ "error": { "code", "message", "details?" } }` with the status `statusCode`. Details that say `retry_after` (seconds)
 * also become the header.
 */
export function answerRefusal(refusal: Refusal, statusCode: number): JsonAnswer {
  const { refused: code, message, details } = refusal;
  const error = { code, message, ...(details === undefined ? {} : { details }) };
  const { retry_after: wait } = (details ?? {}) as { retry_after?: unknown };
  const headers = typeof wait === 'number' ? { 'retry-after': String(wait) } : {};
  return { ...answer(statusCode, { error }, headers), refused: code };
}

/** A fault as the caller may see it: that it happened, whether to try again, and the id to ask about. */
export function answerFault(fault: unknown, requestId: string): JsonAnswer {
  const retryAfter = retryAfterSeconds(fault);
  if (retryAfter !== undefined) {
    const error = {
      code: 'unavailable',
      message: 'This is busy for a moment. Try again.',
      details: { requestId },
    };
    return answer(503, { error }, { 'retry-after': String(retryAfter) });
  }
  const error = {
    code: 'internal',
    message: 'Something went wrong on our side.',
    details: { requestId },
  };
  return answer(500, { error });
}

/** Seconds after which the same request may succeed; `undefined` for a fault that stays. */
function retryAfterSeconds(fault: unknown): number | undefined {
  if (fault instanceof PassingFault) {
    return Math.max(1, Math.ceil(fault.retryAfterSeconds ?? RETRY_AFTER_SECONDS));
  }
  // The AWS SDK marks throttling and time-outs so after its own attempts are used up.
  const marks = fault as { $retryable?: unknown; name?: unknown } | undefined;
  const passing = marks?.$retryable !== undefined || marks?.name === 'TimeoutError';
  return passing ? RETRY_AFTER_SECONDS : undefined;
}
