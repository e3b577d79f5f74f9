import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a stubbed AWS action answers: a body, an error by its name, or nothing at all. */
export type AwsAnswer =
  | { readonly body: object }
  | { readonly error: string; readonly status?: number; readonly message?: string }
  | 'silence';

/** A server that speaks AWS's JSON protocol, for services that have no emulator of their own in a unit test. */
export interface AwsJson {
  readonly endpoint: string;
  /** `Service.Action` and body of each call, in order. */
  readonly calls: { readonly target: string; readonly body: Record<string, unknown> }[];
  /** What an action answers from now on; `action` as in `GetSecretValue`. */
  readonly answer: (
    action: string,
    answer: AwsAnswer | ((body: Record<string, unknown>) => AwsAnswer),
  ) => void;
  readonly close: () => Promise<void>;
}

/** Starts it on a free port. The caller points the SDK at it by `AWS_ENDPOINT_URL_<SERVICE>`. */
export async function startAwsJson(): Promise<AwsJson> {
  const answers = new Map<string, (body: Record<string, unknown>) => AwsAnswer>();
  const calls: AwsJson['calls'] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const target = String(request.headers['x-amz-target']);
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}') as Record<string, unknown>;
      calls.push({ target, body });
      const answer = answers.get(target.split('.').at(-1) ?? '')?.(body) ?? {
        error: 'UnknownOperationException',
      };
      if (answer === 'silence') return;
      const failed = 'error' in answer;
      response.writeHead(failed ? (answer.status ?? 400) : 200, {
        'content-type': 'application/x-amz-json-1.1',
      });
      response.end(
        JSON.stringify(
          failed ? { __type: answer.error, message: answer.message ?? answer.error } : answer.body,
        ),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    answer: (action, answer) =>
      answers.set(action, typeof answer === 'function' ? answer : () => answer),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Starts a Secrets Manager that holds `secret`, and points this process at it. */
export async function startPlatformSecret(secret: Record<string, string>): Promise<AwsJson> {
  const secrets = await startAwsJson();
  secrets.answer('GetSecretValue', { body: { SecretString: JSON.stringify(secret) } });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    PLATFORM_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:1:secret:test',
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
  });
  return secrets;
}
