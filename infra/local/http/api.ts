import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionPool } from '../functions/pool.ts';
import type { VirtualClock } from '../time/virtual-clock.ts';
import type { JwtAuthorizer } from './authorizer.ts';
import { httpEvent, splitUrl, writeResult } from './event.ts';
import { type Route, Router } from './routes.ts';

const MAX_PAYLOAD_BYTES = 10 * 1024 * 1024;
const INTEGRATION_TIMEOUT_MS = 30_000;

/** What the HTTP API is made of. */
export interface HttpApiSettings {
  readonly apiId: string;
  readonly accountId: string;
  readonly routes: readonly Route[];
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly authorizers: ReadonlyMap<string, JwtAuthorizer>;
  readonly clock: VirtualClock;
  /** Of the template's `CorsConfiguration`. */
  readonly integrationTimeoutMs?: number;
}

/** The HTTP API of the template: routes, authorizers, functions. */
export class HttpApi {
  readonly #settings: HttpApiSettings;
  readonly #router: Router;
  #open = 0;

  constructor(settings: HttpApiSettings) {
    this.#settings = settings;
    this.#router = new Router(settings.routes);
  }

  /** Requests that wait for their function. */
  get open(): number {
    return this.#open;
  }

  async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.#open += 1;
    try {
      await this.#serve(request, response);
    } finally {
      this.#open -= 1;
    }
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pools, authorizers, clock, apiId, accountId } = this.#settings;
    const [path] = splitUrl(request.url ?? '/');
    const found = this.#router.find(request.method ?? 'GET', path);
    if (!found) return refuse(request, response, 404, 'Not Found');
    const { route, parameters } = found;
    const authorizer = route.authorizer ? authorizers.get(route.authorizer) : undefined;
    const verdict = authorizer?.verify(request.headers, route.scopes);
    if (verdict === 'unauthorized') return refuse(request, response, 401, 'Unauthorized');
    if (verdict === 'forbidden') return refuse(request, response, 403, 'Forbidden');
    const body = await readBody(request);
    if (!body) return refuse(request, response, 413, 'Request Entity Too Large');
    const pool = pools.get(route.functionId);
    if (!pool) return refuse(request, response, 500, 'Internal Server Error');

    const event = httpEvent({
      request,
      body,
      route,
      parameters,
      ...(verdict ? { claims: verdict.claims, scopes: route.scopes } : {}),
      apiId,
      accountId,
      now: clock.now(),
    });
    // The function runs on after the cut, as it does behind the real API: its pool still knows it.
    const outcome = await withTimeout(
      pool.invoke(event),
      this.#settings.integrationTimeoutMs ?? INTEGRATION_TIMEOUT_MS,
    );
    if (response.destroyed) return;
    if (!outcome) return refuse(request, response, 503, 'Service Unavailable');
    if (!outcome.ok && outcome.errorType === 'RequestEntityTooLarge') {
      return refuse(request, response, 413, 'Request Entity Too Large');
    }
    if (!outcome.ok && outcome.kind === 'timeout') {
      return refuse(request, response, 503, 'Service Unavailable');
    }
    if (!outcome.ok || !writeResult(response, outcome.payload)) {
      refuse(request, response, 500, 'Internal Server Error');
    }
  }
}

function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  message: string,
): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ message }));
  // What is left of a body nobody reads would hold the connection.
  request.resume();
}

async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_PAYLOAD_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= MAX_PAYLOAD_BYTES) chunks.push(chunk as Buffer);
  }
  return length > MAX_PAYLOAD_BYTES ? undefined : Buffer.concat(chunks);
}

async function withTimeout<Value>(work: Promise<Value>, ms: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const cut = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms);
  });
  try {
    return await Promise.race([work, cut]);
  } finally {
    clearTimeout(timer);
  }
}
