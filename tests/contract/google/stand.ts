import { createSign } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGoogle } from '../../../infra/local/providers/google/index.ts';
import { ask, serveStandIn } from '../../steps/stand-in.ts';

export const SHEETS = 'https://www.googleapis.com/auth/spreadsheets';
export const CALENDAR = 'https://www.googleapis.com/auth/calendar';
const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/** A service-account file as far as it is used here. */
export interface Credentials {
  readonly client_email: string;
  readonly private_key: string;
  readonly private_key_id: string;
}

/** A signed assertion; the claims may be bent. */
export function assertion(
  { client_email: iss, private_key: key, private_key_id: kid }: Credentials,
  claims: object,
  header: object = {},
): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'RS256', typ: 'JWT', kid, ...header })}.${part({ iss, ...claims })}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

/** The stand-in alone, with a service account whose token its calls carry. */
export async function stand() {
  const served = await serveStandIn(createGoogle);
  const { clock, tell } = served;
  const grant = (jwt: string, type = GRANT) =>
    ask(
      'POST',
      `${served.url}/token`,
      new URLSearchParams({ grant_type: type, assertion: jwt }).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
  const claims = (more: object = {}) => {
    const iat = Math.floor(clock.now() / 1000);
    return {
      scope: `${SHEETS} ${CALENDAR}`,
      aud: 'https://oauth2.googleapis.com/token',
      iat,
      exp: iat + 3600,
      ...more,
    };
  };
  const credentials: Credentials = (await tell('/accounts')).credentials;
  const signIn = async (account = credentials, more: object = {}): Promise<string> =>
    (await grant(assertion(account, claims(more)))).body.access_token;
  let bearer = await signIn();

  return {
    ...served,
    credentials,
    grant,
    claims,
    signIn,
    /** Whose token the calls below carry from now on. */
    as: (token: string) => {
      bearer = token;
    },
    /** A call of Sheets: what follows `/v4/spreadsheets/`. */
    sheets: (method: string, path: string, body?: unknown) =>
      ask(method, `${served.url}/v4/spreadsheets/${path}`, body, {
        authorization: `Bearer ${bearer}`,
      }),
    /** A call of Calendar: what follows `/calendar/v3/`. */
    calendar: (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ) =>
      ask(method, `${served.url}/calendar/v3/${path}`, body, {
        authorization: `Bearer ${bearer}`,
        ...headers,
      }),
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

/** A webhook of ours. */
export async function webhook() {
  const arrived: { headers: IncomingHttpHeaders; body: string }[] = [];
  const statuses: number[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      arrived.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200).end();
      for (const wake of waiting.splice(0)) wake();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrived,
    statuses,
    states: () => arrived.map(({ headers }) => headers['x-goog-resource-state']),
    async count(least: number): Promise<void> {
      while (arrived.length < least) await new Promise<void>((wake) => waiting.push(wake));
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
