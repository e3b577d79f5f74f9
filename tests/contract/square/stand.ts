import { serveProvider } from '../../../infra/local/providers/index.ts';
import {
  createSquare,
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/square/index.ts';
import { VirtualClock } from '../../../infra/local/time/virtual-clock.ts';
import { square, squareOAuth } from '../../../shared/providers/square/index.ts';
import type { SquareApi } from '../../../shared/sync/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

export const START = Date.parse('2026-11-20T10:00:00.000Z');

const CLIENT = { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET };
const REDIRECT = 'https://desk.example/callback';
const VERIFIER = 'v'.repeat(43);

/** The stand-in alone, with real time held still: only `clock.advance` moves it. */
export async function stand() {
  const clock = new VirtualClock(0, () => START);
  const provider = createSquare();
  const served = await serveProvider(provider, () => new Date(clock.now()));
  process.env.SQUARE_API_ROOT = served.url;

  const hand = async (path: string, body?: object): Promise<Json> => {
    const answer = await fetch(served.control + path, {
      method: body === undefined ? 'GET' : 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const told = await answer.json();
    if (answer.status !== 200) throw new Error(JSON.stringify(told));
    return told;
  };
  /** The owner signs in. @returns her access token */
  const signIn = async (scopes = squareOAuth.scopes.square ?? []): Promise<string> => {
    const asked = { client: CLIENT, redirectUri: REDIRECT, state: 's', challenge: 'c' };
    const page = new URL(squareOAuth.authorizeUrl({ ...asked, scopes }));
    page.searchParams.set('decision', 'next');
    const sentBack = await fetch(page, { redirect: 'manual' });
    const code = new URL(sentBack.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const request = { code, redirectUri: REDIRECT, verifier: VERIFIER };
    const given = await squareOAuth.exchange(CLIENT, request, new Date(clock.now()).toISOString());
    if (given.kind !== 'ok') throw new Error(given.why);
    return given.value.accessToken;
  };
  return {
    ...{ clock, provider, hand, signIn },
    /** A call as it comes over the wire. */
    call: async (token: string, path: string, headers: Record<string, string> = {}) => {
      const answer = await fetch(`${served.url}/v2${path}`, {
        headers: { authorization: `Bearer ${token}`, 'square-version': '2026-10-15', ...headers },
      });
      return { status: answer.status, body: (await answer.json()) as Json };
    },
    /** The product's own client with this token. */
    api: (token: string): SquareApi => square(async () => ({ kind: 'ok', value: token })),
    async close() {
      delete process.env.SQUARE_API_ROOT;
      await served.close();
    },
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;
