import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { WireAnswer } from '../aws/aws-error.ts';

/** Carries calls to the DynamoDB emulator. */
export class DynamoDbClient {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 64 });
  readonly #host: string;
  readonly #port: string;

  constructor(endpoint: string) {
    const url = new URL(endpoint);
    this.#host = url.hostname;
    this.#port = url.port || '80';
  }

  /** Passes one request on as it came. */
  forward(headers: IncomingHttpHeaders, body: Buffer): Promise<WireAnswer> {
    return new Promise((resolve, reject) => {
      const outgoing = request(
        {
          host: this.#host,
          port: this.#port,
          method: 'POST',
          path: '/',
          agent: this.#agent,
          headers: {
            'content-type': headers['content-type'] ?? 'application/x-amz-json-1.0',
            'content-length': body.length,
            'x-amz-target': headers['x-amz-target'],
            'x-amz-date': headers['x-amz-date'] ?? '20260101T000000Z',
            authorization:
              headers.authorization ??
              'AWS4-HMAC-SHA256 Credential=local/20260101/local/dynamodb/aws4_request, SignedHeaders=host, Signature=local',
          },
        },
        (incoming) => {
          const chunks: Buffer[] = [];
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
          incoming.on('error', reject);
          incoming.on('end', () => {
            const answered: Record<string, string> = {};
            for (const name of ['content-type', 'x-amz-crc32', 'x-amzn-requestid']) {
              const value = incoming.headers[name];
              if (typeof value === 'string') answered[name] = value;
            }
            resolve({
              status: incoming.statusCode ?? 500,
              headers: answered,
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      outgoing.on('error', reject);
      outgoing.end(body);
    });
  }

  /**
   * One call of our own.
   *
   * @param target `DynamoDB_20120810.Scan`
   * @throws Error carrying the service's message
   */
  async call<Output>(target: string, input: unknown): Promise<Output> {
    const answer = await this.forward(
      { 'x-amz-target': target },
      Buffer.from(JSON.stringify(input)),
    );
    const output = JSON.parse(answer.body.toString()) as Output & {
      __type?: string;
      message?: string;
    };
    if (answer.status >= 300) {
      const fault = new Error(output.message ?? output.__type ?? `${target} failed`);
      fault.name = output.__type?.split('#').at(-1) ?? 'Error';
      throw fault;
    }
    return output;
  }

  close(): void {
    this.#agent.destroy();
  }
}
