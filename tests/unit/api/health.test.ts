import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsJson, startAwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

const key = 'sk-ant-very-secret';

let dynoxide: Dynoxide;
let sqs: AwsJson;
let secrets: AwsJson;
let handler: Parameters<typeof call>[0];
beforeAll(async () => {
  dynoxide = await startTable();
  sqs = await startAwsJson();
  secrets = await startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) });
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_SQS: sqs.endpoint,
    TURN_QUEUE_URL: `${sqs.endpoint}/000000000000/turns`,
  });
  ({ handler } = await import('../../../functions/api/health.lambda.ts'));
});
afterAll(() => Promise.all([dynoxide.close(), sqs.close(), secrets.close()]));

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
  vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  sqs.answer('GetQueueAttributes', { body: { Attributes: { ApproximateNumberOfMessages: '0' } } });
});
afterEach(() => {
  vi.restoreAllMocks();
  // What was remembered is of the past for the next test.
  vi.setSystemTime(Date.now() + 31_000);
});

const health = async () => {
  const { status, json, body } = await call(handler, { route: 'GET /health' });
  expect(status).toBe(200);
  expect(body).not.toContain(key);
  return json as { status: string; checks: Record<string, { status: string; reason?: string }> };
};

/** Answers are remembered by the clock: a test that wants a new look moves it. */
const later = () => vi.setSystemTime(Date.now() + 30_001);

describe('the health of the installation', () => {
  it('is degraded while Claude is not configured, and says that nothing else is wrong', async () => {
    expect(await health()).toMatchObject({
      status: 'degraded',
      checks: {
        table: { status: 'ok' },
        queue: { status: 'ok' },
        claude: { status: 'not_configured' },
        sheets: { status: 'not_configured', reason: 'no service account' },
      },
    });
  });

  it('names the part that does not answer as it should', async () => {
    later();
    sqs.answer('GetQueueAttributes', {
      error: 'QueueDoesNotExist',
      message: 'arn:aws:sqs:secret-name',
    });
    const { status, checks } = await health();
    expect([status, checks.queue]).toEqual([
      'degraded',
      { status: 'degraded', reason: 'unreachable' },
    ]);
    expect(checks.table).toEqual({ status: 'ok' });
  });

  it('gives a part that hangs two seconds', async () => {
    later();
    sqs.answer('GetQueueAttributes', 'silence');
    const startedAt = performance.now();
    const { checks } = await health();
    expect(checks.queue).toEqual({ status: 'degraded', reason: 'timeout' });
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });

  it('is asked for once in 30 seconds, however many ask', async () => {
    later();
    const before = sqs.calls.length;
    await Promise.all([health(), health(), health()]);
    vi.setSystemTime(Date.now() + 29_000);
    await call(handler, { route: 'GET /' });
    expect(sqs.calls.length - before).toBe(1);
    vi.setSystemTime(Date.now() + 2_000);
    await health();
    expect(sqs.calls.length - before).toBe(2);
  });

  it('stands in short form at the root, with the version of the package', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await call(handler, { route: 'GET /' })).toMatchObject({
      status: 200,
      json: { name: 'frontdesk', version, status: 'degraded' },
    });
  });
});

describe('the health of an installation with a key for Claude', () => {
  it('is ok, and the key stays where it is', async () => {
    vi.resetModules();
    secrets.answer('GetSecretValue', {
      body: {
        SecretString: JSON.stringify({ PLATFORM_KEY: 'k'.repeat(40), CLAUDE_API_KEY_1: key }),
      },
    });
    ({ handler } = await import('../../../functions/api/health.lambda.ts'));
    expect(await health()).toMatchObject({
      status: 'ok',
      checks: { claude: { status: 'ok' } },
    });
  });
});

describe('the sheets of an installation with a service account', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const email = 'front@desk-1.iam.gserviceaccount.com';
  const account = JSON.stringify({ client_email: email, private_key: privateKey });
  let asked: string[] = [];
  let google: RequestListener = () => undefined;
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    google(request, response);
  });
  const answers = (status: number) => {
    google = (_, response) => response.writeHead(status).end('{"error":"invalid_request"}');
  };
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    process.env.GOOGLE_API_ROOT = `http://127.0.0.1:${port}`;
  });
  afterAll(() => {
    delete process.env.GOOGLE_API_ROOT;
    server.closeAllConnections();
    server.close();
  });
  beforeEach(() => {
    asked = [];
    answers(400);
  });

  /** Health of an installation with these credentials, looked at for the first time. */
  const healthWith = async (GOOGLE_CREDENTIALS: string) => {
    vi.resetModules();
    const secret = { PLATFORM_KEY: 'k'.repeat(40), CLAUDE_API_KEY_1: key, GOOGLE_CREDENTIALS };
    secrets.answer('GetSecretValue', { body: { SecretString: JSON.stringify(secret) } });
    ({ handler } = await import('../../../functions/api/health.lambda.ts'));
    const { status, checks } = await health();
    const { body } = await call(handler, { route: 'GET /health' });
    expect(body).not.toMatch(/PRIVATE|gserviceaccount/);
    return [status, checks.sheets];
  };

  it('are ok when the key can be read and the token endpoint answers, whatever it answers', async () => {
    expect(await healthWith(account)).toEqual(['ok', { status: 'ok' }]);
    expect(asked).toEqual(['POST /token']);
    await health();
    expect(asked).toHaveLength(1);
    // As keys look that went through a variable.
    const escaped = JSON.stringify({
      client_email: email,
      private_key: privateKey.replaceAll('\n', '\\n'),
    });
    expect(await healthWith(escaped)).toEqual(['ok', { status: 'ok' }]);
  });

  it.each([
    ['no JSON', 'path/to/google_credentials.json'],
    ['JSON of something else', '{"installed":{"client_id":"x"}}'],
    ['null', 'null'],
    ['no e-mail', JSON.stringify({ private_key: privateKey })],
    ['a cut key', JSON.stringify({ client_email: email, private_key: privateKey.slice(0, 400) })],
  ])(
    'are degraded when the credentials are %s, and Google is not asked',
    async (_, credentials) => {
      expect(await healthWith(credentials)).toEqual([
        'degraded',
        { status: 'degraded', reason: 'credentials unreadable' },
      ]);
      expect(asked).toEqual([]);
    },
  );

  it('are degraded when the token endpoint fails or is not there', async () => {
    answers(503);
    expect(await healthWith(account)).toEqual([
      'degraded',
      { status: 'degraded', reason: 'unavailable' },
    ]);
    google = (request) => request.socket.destroy();
    expect(await healthWith(account)).toEqual([
      'degraded',
      { status: 'degraded', reason: 'unreachable' },
    ]);
  });

  it('are given two seconds', async () => {
    google = () => undefined;
    const startedAt = performance.now();
    expect(await healthWith(account)).toEqual([
      'degraded',
      { status: 'degraded', reason: 'timeout' },
    ]);
    expect(performance.now() - startedAt).toBeLessThan(4_000);
  });
});
