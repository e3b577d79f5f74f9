import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json, type Provider, type ProviderAnswer, type ProviderRequest } from './provider.ts';

const CONTROL = '/_local/providers/';

/**
 * The provider's part of a host: routes `/<name>/…` to `handle` and `/_local/providers/<name>/…` to `control`.
 * @param url path and query as they came, e.g. `/anthropic/v1/messages?beta=true`
 * @returns the answer, or undefined when the path belongs to no provider of the list
 */
export async function routeToProvider(
  providers: readonly Provider[],
  request: Omit<ProviderRequest, 'path' | 'query'> & { url: string },
): Promise<ProviderAnswer | undefined> {
  const url = new URL(request.url, 'http://local');
  const controlled = url.pathname.startsWith(CONTROL);
  const rest = controlled ? url.pathname.slice(CONTROL.length) : url.pathname.slice(1);
  const name = rest.split('/', 1)[0] ?? '';
  const provider = providers.find((candidate) => candidate.name === name);
  if (!provider) {
    if (!controlled) return undefined;
    const known = providers.map((candidate) => candidate.name).join(', ');
    return json(404, {
      error: {
        code: 'unknown_provider',
        message: `There is no provider ${name}; there are: ${known}.`,
      },
    });
  }
  const { url: _, ...plain } = request;
  const inner = { ...plain, path: rest.slice(name.length) || '/', query: url.searchParams };
  return controlled ? provider.control(inner) : provider.handle(inner);
}

/**
 * Carries one HTTP exchange of a provider over node:http, with delays and hangs.
 * @returns false when the path belongs to no provider; nothing was read or written then
 */
export async function hostProviders(
  providers: readonly Provider[],
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  now: () => Date,
): Promise<boolean> {
  const url = incoming.url ?? '/';
  const first = url.split(/[/?]/, 2)[1] ?? '';
  if (!url.startsWith(CONTROL) && !providers.some((provider) => provider.name === first)) {
    return false;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const answer = await routeToProvider(providers, {
    method: incoming.method ?? 'GET',
    url,
    headers,
    body: Buffer.concat(chunks),
    now: now(),
  });
  if (!answer) return false;
  if (answer.hang) return true;
  if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
  if (outgoing.destroyed) return true;
  outgoing.writeHead(answer.status, answer.headers).end(answer.body);
  return true;
}

/**
 * One stand-in alone on a free port, for tests that need no local cloud.
 * @returns `url`: the base URL to configure (ends with the provider's name); `control`: the root of its control calls
 */
export async function serveProvider(
  provider: Provider,
  now: () => Date = () => new Date(),
): Promise<{ url: string; control: string; close: () => Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    hostProviders([provider], incoming, outgoing, now).then(
      (known) => {
        if (!known) outgoing.writeHead(404).end();
      },
      (fault: unknown) => {
        console.error(fault);
        if (!outgoing.headersSent) outgoing.writeHead(500);
        outgoing.end();
      },
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `${root}/${provider.name}`,
    control: `${root}${CONTROL}${provider.name}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((fault) => (fault ? reject(fault) : resolve()));
        server.closeAllConnections();
      }),
  };
}
