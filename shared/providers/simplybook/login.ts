import * as z from 'zod';
import { PassingFault } from '../../platform/errors.ts';
import { type HttpAnswer, NoAnswer, requestJson } from '../../platform/http-client.ts';
import type { SimplyBookAccount } from '../../sync/index.ts';
import { isAway, type LoginRefused, loginRefused, secondFactor } from './errors.ts';
import { rest, rpc } from './hosts.ts';

const restAnswer = z.object({
  token: z.string().catch(''),
  require2fa: z.boolean().catch(false),
});
const rpcAnswer = z.object({ result: z.string().min(1) });

/**
 * Signs a user in with her API key. Where the REST side refuses her, the JSON-RPC side is asked: it says why, and some
 * accounts it lets in when the other does not.
 *
 * @returns a token for both sides, or why there is none
 * @throws PassingFault when the service cannot be asked now
 */
export async function login(
  { company, login: user, key }: Omit<SimplyBookAccount, 'projectId'>,
  timeoutMs: number,
): Promise<string | LoginRefused> {
  const answer = await post(rest('/admin/auth'), { company, login: user, password: key });
  if (answer.status >= 200 && answer.status < 300) {
    const { data } = restAnswer.safeParse(answer.body);
    if (data?.require2fa) return secondFactor();
    if (data?.token) return data.token;
    throw new PassingFault('SimplyBook.me gave no token.');
  }
  const params = [company, user, key];
  const told = await post(rpc('/login'), {
    jsonrpc: '2.0',
    ...{ method: 'getUserToken', params, id: 1 },
  });
  const { success, data } = rpcAnswer.safeParse(told.body);
  return success ? data.result : loginRefused(told.body);

  async function post(url: string, body: unknown): Promise<HttpAnswer> {
    let answered: HttpAnswer;
    try {
      answered = await requestJson({ method: 'POST', url, body, timeoutMs });
    } catch (fault) {
      if (!(fault instanceof NoAnswer)) throw fault;
      throw new PassingFault('SimplyBook.me does not answer.', { cause: fault });
    }
    if (!isAway(answered)) return answered;
    throw new PassingFault(`SimplyBook.me gives no token now (${answered.status}).`);
  }
}
