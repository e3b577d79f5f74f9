import { createHash } from 'node:crypto';
import type { Provider } from '../../infra/local/providers/provider.ts';
import { serveProvider } from '../../infra/local/providers/serve.ts';
import { VirtualClock } from '../../infra/local/time/virtual-clock.ts';
import type { OAuthProvider } from '../../shared/platform/oauth/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

/** When stands begin, epoch ms. */
export const START = Date.parse('2026-11-20T10:00:00.000Z');

const REDIRECT = 'https://desk.example/callback';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** What came over the wire: `body` is its JSON, the text itself when it is none, undefined when it is empty. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: Json;
}

/** One request over HTTP: a text is sent as it is, everything else as JSON. */
export async function ask(
  method: string,
  url: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Json {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * One stand-in alone, with real time held still: only `clock.advance` and `later` move it.
 *
 * @param root the variable that tells the product's client the address; absent: nobody is told
 * @param start when it begins, epoch ms
 */
export async function serveStandIn(
  create: (clock: VirtualClock) => Provider,
  { root, start = START }: { readonly root?: string; readonly start?: number } = {},
) {
  const clock = new VirtualClock(0, () => start);
  const provider = create(clock);
  const served = await serveProvider(provider, () => new Date(clock.now()));
  if (root !== undefined) process.env[root] = served.url;
  const control = (method: string, path: string, body?: unknown) =>
    ask(method, served.control + path, body);
  const done = ({ status, body }: Answer): Json => {
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body;
  };
  const tell = async (path: string, body: unknown = {}) => done(await control('POST', path, body));
  const look = async (path: string) => done(await control('GET', path));
  return {
    ...{ clock, provider, url: served.url },
    /** A control call, whatever it is answered with. */
    control,
    /** Something that a person does there; throws when she cannot. */
    tell,
    /** What a person sees there. */
    look,
    later: (seconds: number) => clock.advance(seconds * 1000),
    async close() {
      if (root !== undefined) delete process.env[root];
      clock.stop();
      await served.close();
    },
  };
}

export type StandIn = Awaited<ReturnType<typeof serveStandIn>>;

/**
 * Somebody signs in at a stand-in, by the product's own client.
 *
 * @param person who; absent: the person that the stand-in has
 * @returns her access token
 */
export async function signInAt(
  { clock, tell }: StandIn,
  provider: OAuthProvider,
  client: { readonly id: string; readonly secret: string },
  scopes: readonly string[],
  person?: object,
): Promise<string> {
  if (person) await tell('/consent', { decision: 'allow', person });
  const asked = { client, redirectUri: REDIRECT, state: 's', challenge: CHALLENGE, scopes };
  const page = new URL(provider.authorizeUrl(asked));
  page.searchParams.set('decision', 'next');
  const sentBack = await fetch(page, { redirect: 'manual' });
  const code = new URL(sentBack.headers.get('location') ?? '').searchParams.get('code') ?? '';
  const request = { code, redirectUri: REDIRECT, verifier: VERIFIER };
  const given = await provider.exchange(client, request, new Date(clock.now()).toISOString());
  if (given.kind !== 'ok') throw new Error(given.why);
  return given.value.accessToken;
}
