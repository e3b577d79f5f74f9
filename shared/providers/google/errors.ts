import * as z from 'zod';
import { type HttpAnswer, NoAnswer } from '../../platform/http-client.ts';
import type { GoogleFailure } from '../../sync/index.ts';

/** Quotas fill up again each minute, and Google does not say when it begins. */
const QUOTA_SECONDS = 60;
/** A quota of invitations or of a day: soon is no use. */
const LONG_SECONDS = 3600;
const LONGEST_WHY = 300;

const problem = z.object({
  error: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    errors: z.array(z.object({ reason: z.string().optional() })).optional(),
    details: z.array(z.object({ reason: z.string().optional() })).optional(),
  }),
});

const RATE = new Set(['rateLimitExceeded', 'userRateLimitExceeded', 'RATE_LIMIT_EXCEEDED']);
const SPENT = new Set(['quotaExceeded', 'dailyLimitExceeded', 'calendarUsageLimitsExceeded']);
/** The account or its cloud project may not use the service at all. */
const ACCOUNT = new Set([
  'SERVICE_DISABLED',
  'accessNotConfigured',
  'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
  'insufficientPermissions',
]);
/** It may use the service, but not like this. */
const NEVER = new Set(['domainPolicy', 'forbiddenForServiceAccounts', 'forbiddenForNonOrganizer']);
const RESYNC = new Set(['fullSyncRequired', 'updatedMinTooLongAgo']);

/** What an answer that is no success means. `unauthorized` is the client's own business: a new token, once. */
export function judgeAnswer(
  answer: HttpAnswer,
): GoogleFailure | { readonly kind: 'unauthorized'; readonly why: string } {
  const { status, headers, body } = answer;
  const { data } = problem.safeParse(body);
  const { message = '', errors = [], details = [] } = data?.error ?? {};
  const reasons = [...errors, ...details].flatMap(({ reason }) => (reason ? [reason] : []));
  const said = (known: ReadonlySet<string>) => reasons.some((reason) => known.has(reason));
  const why = `${status} ${reasons[0] ?? ''} ${message}`.replace(/\s+/g, ' ').slice(0, LONGEST_WHY);
  const later = (seconds: number): GoogleFailure => ({
    kind: 'not_now',
    why,
    untouched: true,
    retryAfterSeconds: patience(headers) ?? seconds,
  });
  if (status === 429 || (status === 403 && said(RATE))) return later(QUOTA_SECONDS);
  if (status === 403 && said(SPENT)) return later(LONG_SECONDS);
  switch (status) {
    case 401:
      return { kind: 'unauthorized', why };
    case 403:
      if (said(ACCOUNT)) return { kind: 'disconnected', why, notAllowed: true };
      return { kind: said(NEVER) ? 'refused' : 'not_shared', why };
    case 404:
      // An address that Google does not know is answered with a page: our mistake, not a missing thing.
      return { kind: data ? 'not_found' : 'refused', why };
    case 409:
      if (reasons.includes('duplicate')) return { kind: 'exists', why };
      return { kind: 'not_now', why, untouched: true };
    case 410:
      return { kind: said(RESYNC) ? 'sync_token_expired' : 'gone', why };
    case 412:
      return { kind: 'changed', why };
    default:
      if (status !== 408 && status < 500) return { kind: 'refused', why };
      // An internal error says nothing about whether it was done before it.
      return { kind: 'not_now', why, untouched: false };
  }
}

/** What it means that no answer came. */
export function judgeFault(fault: unknown): GoogleFailure {
  if (!(fault instanceof NoAnswer)) throw fault;
  return { kind: 'not_now', why: 'no answer', untouched: !fault.sent };
}

function patience(headers: Headers): number | undefined {
  const asked = Number(headers.get('retry-after') ?? '');
  return Number.isFinite(asked) && asked > 0 ? asked : undefined;
}
