import { readFileSync } from 'node:fs';
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
