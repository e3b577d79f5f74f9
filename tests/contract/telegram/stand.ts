import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTelegram } from '../../../infra/local/providers/telegram/index.ts';
import { ask, type Json, serveStandIn } from '../../steps/stand-in.ts';

export const TOKEN = '7000000101:AAEstandInReceptionToken0123456789abc';

/** The stand-in alone, with a bot and somebody who started it. */
export async function stand() {
  const served = await serveStandIn(createTelegram);
  const tell = (path: string, body: unknown = {}) => served.control('POST', path, body);
  await tell('/bots', { token: TOKEN, username: 'diva_bot', first_name: 'Diva' });
  await tell('/users', { id: 7, first_name: 'Lukas', language_code: 'uk', started: ['diva_bot'] });
  return {
    ...served,
    tell,
    /** A call of the Bot API. */
    call: (method: string, body?: unknown, token = TOKEN, type?: string) =>
      ask(
        'POST',
        `${served.url}/bot${token}/${method}`,
        body,
        type ? { 'content-type': type } : {},
      ),
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
