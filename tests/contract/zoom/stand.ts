import { createHash } from 'node:crypto';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import {
  createZoom,
  STAND_IN_CLIENT,
  STAND_IN_CLIENT_SECRET,
} from '../../../infra/local/providers/zoom/index.ts';
import { VirtualClock } from '../../../infra/local/time/virtual-clock.ts';
import { zoomMeetings, zoomOAuth } from '../../../shared/providers/zoom/index.ts';
import type { ZoomApi } from '../../../shared/sync/index.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

export const START = Date.parse('2026-11-20T10:00:00.000Z');

const CLIENT = { id: STAND_IN_CLIENT, secret: STAND_IN_CLIENT_SECRET };
const REDIRECT = 'https://desk.example/callback';
const VERIFIER = 'v'.repeat(43);
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

/** The stand-in alone, with real time held still: only `clock.advance` moves it. */
export async function stand() {
  const clock = new VirtualClock(0, () => START);
  const zoom = createZoom();
  const served = await serveProvider(zoom, () => new Date(clock.now()));
  process.env.ZOOM_API_ROOT = served.url;

  async function ask(method: string, url: string, body?: unknown, token?: string): Promise<Json> {
    const response = await fetch(url, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : JSON.parse(text),
    };
  }
  const hand = async (path: string, body?: object): Promise<Json> => {
    const answer = await ask(body === undefined ? 'GET' : 'POST', served.control + path, body);
    if (answer.status !== 200) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  /** Somebody signs in. @returns her access token */
  const signIn = async (person?: object, scopes = zoomOAuth.scopes.zoom ?? []): Promise<string> => {
    if (person) await hand('/consent', { decision: 'allow', person });
    const asked = { client: CLIENT, redirectUri: REDIRECT, state: 's', challenge: CHALLENGE };
    const page = new URL(zoomOAuth.authorizeUrl({ ...asked, scopes }));
    page.searchParams.set('decision', 'next');
    const sentBack = await fetch(page, { redirect: 'manual' });
    const code = new URL(sentBack.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const now = new Date(clock.now()).toISOString();
    const given = await zoomOAuth.exchange(
      CLIENT,
      { code, redirectUri: REDIRECT, verifier: VERIFIER },
      now,
    );
    if (given.kind !== 'ok') throw new Error(given.why);
    return given.value.accessToken;
  };
  return {
    ...{ clock, zoom, hand, signIn },
    call: (token: string, method: string, path: string, body?: unknown) =>
      ask(method, `${served.url}/v2${path}`, body, token),
    /** The product's own client with this token. */
    api: (token: string): ZoomApi => zoomMeetings(async () => ({ kind: 'ok', value: token })),
    control: (method: string, path: string) => ask(method, served.control + path),
    meetings: (): Promise<Json[]> => hand('/meetings'),
    async close() {
      delete process.env.ZOOM_API_ROOT;
      await served.close();
    },
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;
