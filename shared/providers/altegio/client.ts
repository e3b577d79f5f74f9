import type * as z from 'zod';
import { type HttpAnswer, requestJson } from '../../platform/http-client.ts';
import { type PlatformSecret, platformSecret } from '../../platform/secrets/platform-secret.ts';
import type {
  AltegioAccount,
  AltegioApi,
  AltegioFailure,
  AltegioResult,
} from '../../sync/index.ts';
import { BAD_PARTNER, judgeAnswer, judgeFault, NO_PARTNER, sentences } from './errors.ts';
import { api } from './hosts.ts';
import { beQuiet, turn } from './pace.ts';
import { locationAnswer, recordsAnswer } from './parse.ts';

const TIMEOUT_MS = 10_000;
/** Without it some partners are answered in an older version. */
const ACCEPT = 'application/vnd.api.v2+json';
/** As many as integrators have seen it give; it may give fewer, and says how many there are. */
const ON_PAGE = 200;

/** What differs from the ordinary. */
export interface AltegioOptions {
  /** Of one call, and of waiting for its turn. */
  readonly timeoutMs?: number;
  /** Unless told, the installation's own. */
  readonly secret?: PlatformSecret;
}

interface Request {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  /** What it means that Altegio forbids it. */
  readonly denied: string;
}

/**
 * A location at Altegio in the name of one of its users and of this installation, whose partner token stands in the
 * platform secret. One request a call, none tried again; all calls of a container share its pace.
 */
export function altegio(
  { locationId, userToken }: AltegioAccount,
  { timeoutMs = TIMEOUT_MS, secret }: AltegioOptions = {},
): AltegioApi {
  const call = async <Value>(
    { path, query, denied }: Request,
    schema: z.ZodType<Value>,
  ): Promise<AltegioResult<Value>> => {
    const { ALTEGIO_PARTNER_TOKEN: partner } = secret ?? (await platformSecret());
    if (!partner) return { kind: 'not_installed', why: NO_PARTNER };
    const asked = { path, ...(query ? { query } : {}), timeoutMs };
    const answer = await ask(asked, `Bearer ${partner}, User ${userToken}`);
    if ('kind' in answer) return answer;
    if (answer.status === 401) return await whoseToken(partner);
    if (answer.status < 200 || answer.status > 299) return judgeAnswer(answer, locationId, denied);
    const read = schema.safeParse(answer.body);
    if (read.success) return { kind: 'ok', value: read.data };
    return { kind: 'not_now', why: `${answer.status} with a strange body`, untouched: false };
  };

  /** A token was not taken: what is public tells whether the installation's is, since no owner can mend that one. */
  const whoseToken = async (partner: string): Promise<AltegioFailure> => {
    const path = `/book_staff/${locationId}`;
    const answer = await ask({ path, timeoutMs }, `Bearer ${partner}`);
    if ('kind' in answer) return answer;
    if (answer.status === 401) return { kind: 'not_installed', why: BAD_PARTNER };
    const isUnclear = answer.status === 429 || answer.status >= 500;
    return judgeAnswer(isUnclear ? answer : { ...answer, status: 401 }, locationId, '');
  };

  return {
    async location() {
      const denied = sentences.notHers(locationId);
      const read = await call({ path: `/company/${locationId}`, denied }, locationAnswer);
      if (read.kind !== 'ok') return read;
      const { title, timeZone, isActive } = read.value;
      if (!isActive) return { kind: 'forbidden', why: sentences.inactive(locationId) };
      if (timeZone === undefined) return { kind: 'refused', why: sentences.noZone(locationId) };
      return { kind: 'ok', value: { title, timeZone } };
    },
    records: ({ from, to, page }) =>
      call(
        {
          path: `/records/${locationId}`,
          query: {
            ...{ start_date: from, end_date: to },
            ...{ page: String(page), count: String(ON_PAGE) },
          },
          denied: sentences.noJournal(locationId),
        },
        recordsAnswer,
      ),
  };
}

async function ask(
  { path, query = {}, timeoutMs }: Pick<Request, 'path' | 'query'> & { readonly timeoutMs: number },
  authorization: string,
): Promise<HttpAnswer | AltegioFailure> {
  const late = await turn(timeoutMs);
  if (late) return late;
  const search = new URLSearchParams(query);
  try {
    const answer = await requestJson({
      method: 'GET',
      url: api(`${path}${search.size === 0 ? '' : `?${search}`}`),
      headers: { authorization, accept: ACCEPT },
      timeoutMs,
    });
    if (answer.status !== 429) return answer;
    const failure = judgeAnswer(answer, '', '');
    if (failure.kind === 'not_now') beQuiet(failure.retryAfterSeconds ?? 0);
    return failure;
  } catch (fault) {
    return judgeFault(fault);
  }
}
