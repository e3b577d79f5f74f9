import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { serveProvider } from '../../../infra/local/providers/index.ts';
import { createTelegram } from '../../../infra/local/providers/telegram/index.ts';
import { VirtualClock } from '../../../infra/local/time/virtual-clock.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests look into JSON that came over the wire
export type Json = any;

export const TOKEN = '7000000101:AAEstandInReceptionToken0123456789abc';
export const START = Date.parse('2026-11-20T10:00:00.000Z');

/** The stand-in alone, with real time held still: only `clock.advance` moves it. */
export async function stand() {
  const clock = new VirtualClock(0, () => START);
  const served = await serveProvider(createTelegram(clock), () => new Date(clock.now()));
  const ask = async (method: string, url: string, body?: unknown, type = 'application/json') => {
    const response = await fetch(url, {
      method,
      headers: { 'content-type': type },
      ...(body === undefined
        ? {}
        : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) as Json };
  };
  const tell = (path: string, body: unknown = {}) => ask('POST', served.control + path, body);
  await tell('/bots', { token: TOKEN, username: 'diva_bot', first_name: 'Diva' });
  await tell('/users', { id: 7, first_name: 'Lukas', language_code: 'uk', started: ['diva_bot'] });
  return {
    clock,
    url: served.url,
    tell,
    look: async (path: string) => (await ask('GET', served.control + path)).body,
    /** A call of the Bot API. */
    call: (method: string, body?: unknown, token = TOKEN, type?: string) =>
      ask('POST', `${served.url}/bot${token}/${method}`, body, type),
    close: async () => {
      clock.stop();
      await served.close();
    },
  };
}

export type Stand = Awaited<ReturnType<typeof stand>>;

/** What a webhook got. */
export interface Arrived {
  readonly headers: IncomingHttpHeaders;
  readonly body: Json;
}

/** A webhook that answers as it is told, 200 when it is told nothing. */
export async function webhook() {
  const arrived: Arrived[] = [];
  const answers: {
    status: number;
    body?: string;
    headers?: Record<string, string>;
    hang?: true;
  }[] = [];
  const waiting: (() => void)[] = [];
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => {
      arrived.push({ headers: request.headers, body: JSON.parse(text) });
      for (const wake of waiting.splice(0)) wake();
      const { status, body = '', headers = {}, hang } = answers.shift() ?? { status: 200 };
      if (!hang) response.writeHead(status, headers).end(body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrived,
    answers,
    /** Resolves once so many updates have come. */
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

export type Webhook = Awaited<ReturnType<typeof webhook>>;
