import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import {
  type LocalCloud,
  type LocalCloudOptions,
  startLocalCloud,
} from '../../infra/local/cloud.ts';
import type { RecordedRequest } from '../../infra/local/providers/provider.ts';
import type { Settled } from '../../infra/local/running.ts';
import { synthesize } from './synth.ts';

/** An answer of the API, its body parsed when it was JSON. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body
  readonly body: any;
}

/** What a request may carry. An object as `body` goes as JSON; text and bytes go as they are. */
export interface ApiRequest {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Id token for `Authorization: Bearer`. */
  readonly token?: string;
}

/** What goes wrong with calls; see the README of infra/local. */
export interface AwsFailure {
  readonly function?: string;
  readonly action: string;
  readonly error?: string;
  readonly mode?: 'before' | 'lost-response' | 'hang';
  readonly nth?: number;
  readonly times?: number;
  readonly rate?: number;
  readonly seed?: number;
}

/** A running local cloud with the words in which flow tests speak. */
export interface TestCloud {
  readonly cloud: LocalCloud;
  /** `api('POST', '/projects/x/config', {...})`; an absolute URL works too. */
  api(method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
  readonly clock: {
    /** Moves virtual time and returns once nothing runs any more. */
    advance(seconds: number): Promise<Settled>;
    now(): Promise<string>;
  };
  /** What the rule of upkeep does every five minutes, now. */
  sweep(): Promise<Settled>;
  settle(options?: { timeoutMs?: number; horizonSeconds?: number }): Promise<Settled>;
  /** Moves the clock from event to event until nothing is left within the bound. Fails the test when it does not end. */
  runUntilIdle(maxAdvanceSeconds?: number): Promise<Settled & { idle: boolean }>;
  readonly providers: {
    requests(name: string): Promise<RecordedRequest[]>;
    clear(name: string): Promise<void>;
    fail(name: string, plan: object): Promise<void>;
  };
  /** AWS calls by function and action since the last `clearCalls`. */
  calls(): Promise<Record<string, Record<string, number>>>;
  clearCalls(): Promise<void>;
  /** The same calls one by one, those of providers included. */
  trail(): Promise<{ function: string; action: string }[]>;
  /** Sets a function's clock wrong by so many seconds; 0 sets it right. */
  skew(functionId: string, seconds: number): Promise<void>;
  failAws(failure: AwsFailure): Promise<void>;
  clearFailures(): Promise<void>;
  kill(
    functionId: string,
    when: {
      when: 'now' | 'before-call' | 'after-call';
      action?: string;
      nth?: number;
      times?: number;
    },
  ): Promise<void>;
  duplicate(queueId: string, mode: { times?: number; rate?: number; seed?: number }): Promise<void>;
  queues(): Promise<Record<string, { visible: number; delayed: number; inFlight: number }>>;
  messages(queueId: string): Promise<{ id: string; body: string; receives: number }[]>;
  /** What the functions printed last. */
  logs(functionId?: string): Promise<string[]>;
  stop(): Promise<void>;
}

/**
 * Starts a local cloud for one test file: free port, nothing on disk unless `dataDir` is given, the template of this
 * working tree (made once per run), the demo project unless `seed` is false.
 */
export async function startCloud(
  options: Partial<LocalCloudOptions> & { readonly assembly?: string } = {},
): Promise<TestCloud> {
  const { assembly, ...rest } = options;
  const cloud = await startLocalCloud({
    port: 0,
    quiet: true,
    seed: true,
    // What is kept up every few minutes would be work in every test that moves the clock: `sweep` does it when asked.
    rules: false,
    // Keys of the developer's own must never reach a test. Waits between attempts are real time: a short base keeps
    // their number and their order.
    env: { PATH: process.env.PATH, CLAUDE_BACKOFF_MS: '20' },
    ...rest,
    cdkOut: rest.cdkOut ?? assembly ?? (await synthesize()).outdir,
  });
  return withWords(cloud);
}

/** The words of a test for a cloud that runs already. */
export function withWords(cloud: LocalCloud): TestCloud {
  const api = async (
    method: string,
    path: string,
    { body, headers = {}, token }: ApiRequest = {},
  ): Promise<ApiAnswer> => {
    const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(path.startsWith('http') ? path : `${cloud.api}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(plain ? {} : { 'content-type': 'application/json' }),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: plain ? (body as string) : JSON.stringify(body) }),
    });
    return { status: answer.status, headers: answer.headers, body: parsed(await answer.text()) };
  };
  const control = async (
    method: string,
    path: string,
    body?: object,
  ): Promise<ApiAnswer['body']> => {
    const answer = await api(method, `/_local${path}`, body === undefined ? {} : { body });
    if (answer.status !== 200) {
      throw new Error(`${method} /_local${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  };
  return {
    cloud,
    api,
    clock: {
      advance: async (seconds) => {
        await control('POST', '/clock', { advanceSeconds: seconds });
        return control('POST', '/settle', {});
      },
      now: async () => (await control('GET', '/clock')).now,
    },
    sweep: async () => {
      await control('POST', '/rules/sync-sweep/fire', {});
      return control('POST', '/settle', {});
    },
    settle: (wait = {}) => control('POST', '/settle', wait),
    runUntilIdle: async (maxAdvanceSeconds = 3600) => {
      const ended = await control('POST', '/run', { until: 'idle', maxAdvanceSeconds });
      if (!ended.settled) throw new Error(`The cloud does not settle: ${JSON.stringify(ended)}`);
      return ended;
    },
    providers: {
      requests: (name) => control('GET', `/providers/${name}/requests`),
      clear: (name) => control('DELETE', `/providers/${name}/requests`),
      fail: (name, plan) => control('POST', `/providers/${name}/fail`, plan),
    },
    calls: () => control('GET', '/calls'),
    clearCalls: () => control('DELETE', '/calls'),
    trail: () => control('GET', '/calls/trail'),
    skew: (functionId, seconds) => control('POST', `/functions/${functionId}/skew`, { seconds }),
    failAws: (failure) => control('POST', '/aws/fail', failure),
    clearFailures: () => control('DELETE', '/aws/fail'),
    kill: (functionId, when) => control('POST', `/functions/${functionId}/kill`, when),
    duplicate: (queueId, mode) => control('POST', `/queues/${queueId}/duplicate`, mode),
    queues: () => control('GET', '/queues'),
    messages: (queueId) => control('GET', `/queues/${queueId}/messages`),
    logs: async (functionId) =>
      (await control('GET', `/logs${functionId ? `?function=${functionId}` : ''}`)).map(
        (entry: { line: string }) => entry.line,
      ),
    stop: () => cloud.stop(),
  };
}

/**
 * One request with headers and body exactly as given, where `fetch` would tidy them.
 *
 * @param headers name and value alternating, repeated names allowed
 */
export async function rawRequest(
  url: string,
  { method = 'GET', headers = [], body }: { method?: string; headers?: string[]; body?: Buffer },
): Promise<{ status: number; text: string }> {
  // Headers given as a list come without the ones node adds by itself.
  const all = ['host', new URL(url).host, 'content-length', String(body?.length ?? 0), ...headers];
  const outgoing = httpRequest(url, { method, headers: all as never });
  outgoing.end(body);
  const [incoming] = (await once(outgoing, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return { status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
