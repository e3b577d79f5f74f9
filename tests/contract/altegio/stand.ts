import {
  createAltegio,
  DEMO_LOCATION,
  STAND_IN_PARTNER,
  STAND_IN_USER,
} from '../../../infra/local/providers/altegio/index.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

export interface Asked {
  readonly partner?: string;
  /** null: nobody. */
  readonly user?: string | null;
  readonly accept?: string;
  readonly body?: unknown;
}

/** The stand-in alone, with its demo location and a time that only the test moves. */
export async function stand(start = '2026-11-20T10:00:00.000Z') {
  let time = Date.parse(start);
  const provider = createAltegio();
  const served = await serveProvider(provider, () => new Date(time));
  const read = async (response: Response) => {
    const text = await response.text();
    return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as Json };
  };
  return {
    provider,
    url: served.url,
    /** One call of the API: `GET /records/100001`. */
    async call(
      what: string,
      {
        partner = STAND_IN_PARTNER,
        user = STAND_IN_USER,
        accept = 'application/vnd.api.v2+json',
        body,
      }: Asked = {},
    ) {
      const [method = '', path = ''] = what.split(' ');
      const authorization = `Bearer ${partner}${user === null ? '' : `, User ${user}`}`;
      const response = await fetch(`${served.url}/api/v1${path}`, {
        method,
        headers: { ...(partner === '' ? {} : { authorization }), accept },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return await read(response);
    },
    /** The hand of a person. */
    async tell(path: string, body: object = {}): Promise<Json> {
      const response = await fetch(served.control + path, {
        method: 'POST',
        body: JSON.stringify(body),
      });
      const answer = await read(response);
      if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    },
    requests: () => provider.requests(),
    later(seconds: number) {
      time += seconds * 1000;
    },
    close: served.close,
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

export { DEMO_LOCATION, STAND_IN_PARTNER, STAND_IN_USER };
