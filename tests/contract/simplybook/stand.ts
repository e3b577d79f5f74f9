import { createSimplyBook, DEMO } from '../../../infra/local/providers/simplybook/index.ts';
import { ask, serveStandIn } from '../../steps/stand-in.ts';

/** The stand-in alone, with its demo company. */
export async function stand() {
  const served = await serveStandIn(createSimplyBook);
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask('POST', served.url + path, body, headers);
  return {
    ...served,
    post,
    auth: (wrong: object = {}) =>
      post('/admin/auth', {
        ...{ company: DEMO.company, login: DEMO.login, password: DEMO.key },
        ...wrong,
      }),
    /** One REST call. */
    get: (path: string, token: string, headers: Record<string, string> = {}) =>
      ask('GET', served.url + path, undefined, {
        ...{ 'x-company-login': DEMO.company, 'x-token': token },
        ...headers,
      }),
    /** One JSON-RPC call; it is answered with 200 whatever happens. */
    rpc: async (
      path: string,
      method: string,
      params: readonly unknown[] = [],
      headers: Record<string, string> = {},
    ) => {
      const answer = await post(path, { jsonrpc: '2.0', method, params, id: 7 }, headers);
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      return answer.body;
    },
    book: (fields: object) =>
      served.tell('/bookings', {
        ...{ provider: 'Anna', start: '2026-11-24 10:00', end: '2026-11-24 11:00' },
        ...fields,
      }),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

/** What an owner types in. */
export const CREDENTIALS = {
  company_login: DEMO.company,
  user_login: DEMO.login,
  user_api_key: DEMO.key,
} as const;

export { DEMO };
