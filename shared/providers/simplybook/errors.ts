import * as z from 'zod';
import { type Refusal, refuse } from '../../platform/errors.ts';
import type { HttpAnswer } from '../../platform/http-client.ts';
import type { AccountFailure } from '../../platform/oauth/index.ts';

/** Why SimplyBook.me lets nobody in with these credentials. `message` is a sentence for the owner, without secrets. */
export type LoginRefused = Refusal<'credentials_refused' | 'second_factor'>;

/** What the code of a JSON-RPC error says of credentials; it comes with status 200. */
const REASONS: Readonly<Record<number, string>> = {
  [-33001]: 'SimplyBook.me knows no company with this login.',
  [-33002]: 'SimplyBook.me does not take this API user key.',
  [-33003]: 'SimplyBook.me knows no user with this login in this company.',
  [-33004]: 'This user is blocked at SimplyBook.me.',
  [-33005]: 'SimplyBook.me lets nobody in over its API while HIPAA is switched on in this company.',
  [-32001]: 'The custom feature API is switched off at SimplyBook.me.',
};
const GENERIC = 'SimplyBook.me does not know this company, user and API user key.';
/** A token that is over: its own status, or 401 around its code. */
const TOKEN_OVER = 419;
/** Of a limit of which the service does not say how long it lasts. */
const LIMIT_SECONDS = 60;
const LONGEST_WHY = 300;

const problem = z.object({
  code: z.coerce.number().optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
const rpcProblem = z.object({ error: z.object({ code: z.coerce.number() }) });

/** Credentials that are refused, for the reason that the JSON-RPC side gives: it is the one that tells. */
export function loginRefused(rpcBody?: unknown): LoginRefused {
  const { success, data } = rpcProblem.safeParse(rpcBody);
  const reason = success ? REASONS[data.error.code] : undefined;
  return refuse('credentials_refused', reason ?? GENERIC);
}

/** A user whose sign-in asks for a second factor is of no use to a machine. */
export const secondFactor = (): LoginRefused =>
  refuse(
    'second_factor',
    'SimplyBook.me asks this user for a second factor: give the API user key of a user without one.',
  );

/** Whether an answer says that the service is away or wants peace, whoever asks. */
export const isAway = ({ status }: HttpAnswer): boolean =>
  status === 408 || status === 429 || status >= 500;

/** Whether an answer says that the token does not open anything any more; another one may. */
export const isTokenOver = ({ status, body }: HttpAnswer): boolean =>
  status === 401 || status === TOKEN_OVER || codeOf(body) === TOKEN_OVER;

/** What an answer that is no success means. */
export function judgeAnswer(answer: HttpAnswer): AccountFailure {
  const { status, headers, body } = answer;
  const { data } = problem.safeParse(body);
  const why = `${status} ${data?.message ?? ''}`.trim().slice(0, LONGEST_WHY);
  if (isAway(answer)) {
    const asked = Number(headers.get('retry-after') ?? '');
    const patience = asked > 0 ? asked : LIMIT_SECONDS;
    const limited = status === 429 ? { retryAfterSeconds: patience } : {};
    return { kind: 'not_now', why, untouched: status === 429, ...limited };
  }
  if (isTokenOver(answer)) return { kind: 'disconnected', why };
  return { kind: status === 403 ? 'forbidden' : 'refused', why };
}

const codeOf = (body: unknown): number | undefined => problem.safeParse(body).data?.code;
