import { serveProvider } from '../../../infra/local/providers/index.ts';
import { createSimplyBook, DEMO } from '../../../infra/local/providers/simplybook/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

/** The stand-in alone, with its demo company and a time that only the test moves. */
export async function stand() {
  let time = Date.parse('2026-11-20T10:00:00.000Z');
  const served = await serveProvider(createSimplyBook(), () => new Date(time));
  const ask = async (
    method: string,
    url: string,
    { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: (await response.json()) as Json };
  };
  const tell = async (path: string, body: object = {}) => {
    const answer = await ask('POST', served.control + path, { body });
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  return {
    url: served.url,
    tell,
    look: async (path: string): Promise<Json> => (await ask('GET', served.control + path)).body,
    auth: (wrong: object = {}) =>
      ask('POST', `${served.url}/admin/auth`, {
        body: { company: DEMO.company, login: DEMO.login, password: DEMO.key, ...wrong },
      }),
    /** One REST call. */
    get: (path: string, token: string, headers: Record<string, string> = {}) =>
      ask('GET', served.url + path, {
        headers: { 'x-company-login': DEMO.company, 'x-token': token, ...headers },
      }),
    /** One JSON-RPC call; it is answered with 200 whatever happens. */
    rpc: async (
      path: string,
      method: string,
      params: readonly unknown[] = [],
      headers: Record<string, string> = {},
    ) => {
      const body = { jsonrpc: '2.0', method, params, id: 7 };
      const answer = await ask('POST', served.url + path, { body, headers });
      if (answer.status !== 200) throw new Error(`status ${answer.status}`);
      return answer.body;
    },
    post: (path: string, body: unknown, headers: Record<string, string> = {}) =>
      ask('POST', served.url + path, { body, headers }),
    book: (fields: object) =>
      tell('/bookings', {
        ...{ provider: 'Anna', start: '2026-11-24 10:00', end: '2026-11-24 11:00' },
        ...fields,
      }),
    later(seconds: number) {
      time += seconds * 1000;
    },
    close: served.close,
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
