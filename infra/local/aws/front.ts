import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ProviderAnswer } from '../providers/provider.ts';
import { AwsError, errorAnswer, type WireAnswer } from './aws-error.ts';
import type { CallCounts } from './call-counts.ts';
import { actionOf, type Caller, identify } from './caller.ts';
import { injectedError } from './injected-error.ts';
import type { Mischiefs } from './mischief.ts';

/** One call to an AWS service. */
export interface AwsCall {
  readonly caller: Caller;
  readonly operation: string;
  readonly request: IncomingMessage;
  /** Path and query without the caller's prefix. */
  readonly path: string;
  readonly body: Buffer;
}

/** Answers the calls of one AWS service; throws {@link AwsError}. */
export type AwsService = (call: AwsCall) => Promise<WireAnswer>;

/** What the front needs around it. */
export interface FrontSurroundings {
  readonly counts: CallCounts;
  readonly mischiefs: Mischiefs;
  kill(caller: Caller): void;
  /** The provider behind `/<name>/…`, or undefined when the path names none. */
  provider(
    path: string,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<ProviderAnswer | undefined> | undefined;
  /** A provider's path as it may be shown. */
  seen(name: string, path: string): string;
}

/**
 * The one door to everything outside a worker: AWS services and stand-ins of providers. Here calls are known by their
 * function, counted, failed and cut off.
 */
export class AwsFront {
  readonly #surroundings: FrontSurroundings;
  readonly #services = new Map<string, AwsService>();
  readonly #server: Server;

  constructor(surroundings: FrontSurroundings) {
    this.#surroundings = surroundings;
    this.#server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
      this.#serve(request, response).catch((fault: unknown) => {
        if (!response.headersSent && !response.destroyed) {
          write(response, errorAnswer(new AwsError('InternalFailure', String(fault), 500)));
        }
      });
    });
  }

  serve(name: string, service: AwsService): void {
    this.#services.set(name, service);
  }

  /** Listens on a free port of the loopback interface. @returns the root URL */
  async listen(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { counts, mischiefs } = this.#surroundings;
    const { caller, path } = identify(request.url ?? '/', request.headers);
    const body = await read(request);
    const method = request.method ?? 'GET';
    const provided = providerName(path, request);
    const { service, operation } = provided
      ? {
          service: provided.name,
          operation: `${method} ${this.#surroundings.seen(provided.name, provided.path)}`,
        }
      : actionOf(method, path, request.headers);
    const action = `${service}.${operation}`;
    if (!provided) counts.add(caller.functionId, action);
    counts.follow(caller.functionId, action);

    const mischief = mischiefs.meet(caller, action);
    if (mischief && mischief.mode !== 'after') {
      if (mischief.mode === 'hang') return;
      if (mischief.kind === 'kill') this.#surroundings.kill(caller);
      if (mischief.kind === 'fail' && mischief.error) {
        return write(response, injectedError(mischief.error, mischief.message, operation, body));
      }
      response.destroy();
      return;
    }
    const answer = provided
      ? await this.#provide(path, request, body)
      : await this.#answer({ service, operation, caller, request, path, body });
    if (mischief) {
      if (mischief.kind === 'kill') this.#surroundings.kill(caller);
      response.destroy();
      return;
    }
    if (answer) write(response, answer);
  }

  async #answer(call: AwsCall & { service: string }): Promise<WireAnswer> {
    const service = this.#services.get(call.service);
    try {
      if (!service) {
        throw new AwsError(
          'UnknownOperationException',
          `The local cloud has no service for ${call.service}.${call.operation}.`,
          404,
        );
      }
      return await service(call);
    } catch (fault) {
      if (fault instanceof AwsError) return errorAnswer(fault);
      throw fault;
    }
  }

  async #provide(
    path: string,
    request: IncomingMessage,
    body: Buffer,
  ): Promise<WireAnswer | undefined> {
    const answer = await this.#surroundings.provider(path, request, body);
    if (!answer) {
      return { status: 404, headers: {}, body: `The local cloud has no provider at ${path}.` };
    }
    if (answer.hang) return undefined;
    if (answer.delayMs) await new Promise((resolve) => setTimeout(resolve, answer.delayMs));
    return answer;
  }
}

/** A provider's request carries neither a target nor an AWS signature and starts with the provider's name. */
function providerName(
  path: string,
  request: IncomingMessage,
): { name: string; path: string } | undefined {
  if (request.headers['x-amz-target'] !== undefined) return undefined;
  if (request.headers.authorization?.startsWith('AWS4-')) return undefined;
  const [, name = '', rest = ''] = /^\/([^/?]+)([^?]*)/.exec(path) ?? [];
  return { name, path: rest || '/' };
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
}

function write(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  if (response.destroyed) return;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body);
}
