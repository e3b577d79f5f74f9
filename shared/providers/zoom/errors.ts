import * as z from 'zod';
import { now, secondsBetween } from '../../platform/clock.ts';
import type { HttpAnswer } from '../../platform/http-client.ts';
import type { ZoomFailure } from '../../sync/index.ts';

/**
 * Codes by which Zoom says that a grant is over: a code that has expired or is not known, an owner who is gone, an
 * administrator who forbids the app, a newer grant of the same person.
 */
export const OVER = [4733, 4734, 4735, 4738, 4741] as const;

/** No such meeting, not hers, or over. */
const GONE: ReadonlySet<unknown> = new Set([3001, 3003, 3007]);
/** Deleting answers so, with the code of every invalid field. */
const NOT_FOUND = /is not found or has expired/i;
const INVALID = 300;
const IN_PROGRESS = 3002;
/** A right is missing from what was granted. */
const NO_SCOPE = 4711;
const NO_TOKEN = 124;
/** The user is not there any more. */
const NO_USER = 1001;
/** So many meetings made and changed in a day of UTC. */
const DAILY = /daily rate limit/i;

const problem = z.object({
  code: z.number().optional(),
  message: z.string().default(''),
  errors: z.array(z.object({ field: z.string().optional(), message: z.string() })).default([]),
});

/** What an answer that is no success says. */
export function readProblem(body: unknown): string {
  const { data } = problem.safeParse(body);
  if (!data) return '';
  const fields = data.errors.map(({ message }) => message);
  return [data.code ?? '', data.message, ...fields].join(' ');
}

/** What it means beyond its status. */
export function judge({ status, headers, body }: HttpAnswer, why: string): ZoomFailure | undefined {
  const { code, message = '' } = problem.safeParse(body).data ?? {};
  if (status === 429) {
    const asked = patience(headers, DAILY.test(message));
    if (asked === undefined) return undefined;
    return { kind: 'not_now', why, untouched: true, retryAfterSeconds: asked };
  }
  if (GONE.has(code) || (code === INVALID && NOT_FOUND.test(message))) return { kind: 'gone', why };
  if (code === IN_PROGRESS) return { kind: 'not_now', why, untouched: true };
  if (code === NO_SCOPE) return { kind: 'forbidden', why };
  return code === NO_TOKEN || code === NO_USER ? { kind: 'disconnected', why } : undefined;
}

/** Seconds to wait: as told, in seconds or as a moment; else until the day is over. */
function patience(headers: Headers, ofDay: boolean): number | undefined {
  const told = headers.get('retry-after') ?? '';
  if (Number(told) > 0) return Number(told);
  const present = now();
  const moment = Date.parse(told);
  const until = Number.isNaN(moment)
    ? ofDay && Date.parse(`${present.slice(0, 10)}T24:00:00Z`)
    : moment;
  if (until === false) return undefined;
  return Math.max(1, Math.ceil(secondsBetween(present, new Date(until).toISOString())));
}
