import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { rawRequest, type TestCloud, withWords } from '../steps/local-cloud.ts';

let cloud: TestCloud;
let dynamodb: DynamoDBClient;
let table: string;

beforeAll(async () => {
  cloud = withWords(
    await startLocalCloud({
      port: 0,
      quiet: true,
      cdkOut: 'tests/fixtures/local-cloud',
      env: { PATH: process.env.PATH, CLAUDE_API_KEY_1: 'live-key' },
    }),
  );
  dynamodb = new DynamoDBClient(connection());
  table = cloud.cloud.definition.tables[0]?.name ?? '';
});

afterAll(() => cloud.stop());

beforeEach(async () => {
  await cloud.clearFailures();
  await cloud.settle();
  await cloud.clearCalls();
});

function connection(): object {
  const { AWS_REGION: region, AWS_ENDPOINT_URL: endpoint } = cloud.cloud.environment('test');
  return { region, endpoint, credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}

const act = (body: object) => cloud.api('POST', '/act', { body });
const send = (name: string, job: object = {}, more: object = {}) =>
  act({ send: { MessageBody: JSON.stringify({ name, ...job }), ...more } });

async function items(prefix: string): Promise<Record<string, { S?: string; N?: string }>[]> {
  const { Items = [] } = await dynamodb.send(
    new ScanCommand({
      TableName: table,
      FilterExpression: 'begins_with(pk, :p)',
      ExpressionAttributeValues: { ':p': { S: prefix } },
    }),
  );
  return Items as Record<string, { S?: string; N?: string }>[];
}

const seen = async (job: string): Promise<number> =>
  Number((await items(`job#${job}`))[0]?.seen?.N ?? 0);

describe('the HTTP API', () => {
  it('gives the event of payload format 2.0', async () => {
    const { status, text } = await rawRequest(`${cloud.cloud.api}/echo/a%20b?x=1&x=2&y=%C3%A4`, {
      method: 'POST',
      headers: [
        'Content-Type',
        'application/json',
        'X-Many',
        '1',
        'x-many',
        '2',
        'Cookie',
        'a=1; b=2',
      ],
      body: Buffer.from('{"grüß":"🙂"}'),
    });
    expect(status).toBe(200);
    const event = JSON.parse(text);
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'POST /echo/{id}',
      rawPath: '/echo/a%20b',
      rawQueryString: 'x=1&x=2&y=%C3%A4',
      queryStringParameters: { x: '1,2', y: 'ä' },
      pathParameters: { id: 'a b' },
      cookies: ['a=1', 'b=2'],
      body: '{"grüß":"🙂"}',
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        stage: '$default',
        routeKey: 'POST /echo/{id}',
        http: { method: 'POST', path: '/echo/a%20b', protocol: 'HTTP/1.1', sourceIp: '127.0.0.1' },
      },
    });
    expect(event.headers['x-many']).toBe('1,2');
    expect(Object.keys(event.headers).filter((name) => name !== name.toLowerCase())).toEqual([]);
    expect(event.headers.cookie).toBeUndefined();
    expect(event.requestContext.timeEpoch).toBeTypeOf('number');
  });

  it('hands over bytes that are no text in base64', async () => {
    const { text } = await rawRequest(`${cloud.cloud.api}/echo/1`, {
      method: 'POST',
      headers: ['content-type', 'application/octet-stream'],
      body: Buffer.from([0, 255, 1]),
    });
    expect(JSON.parse(text)).toMatchObject({ isBase64Encoded: true, body: 'AP8B' });
  });

  it('answers like the gateway where no function answers', async () => {
    expect(await cloud.api('GET', '/nowhere')).toMatchObject({
      status: 404,
      body: { message: 'Not Found' },
    });
    expect(await cloud.api('GET', '/private')).toMatchObject({
      status: 401,
      body: { message: 'Unauthorized' },
    });
    expect(await act({ fail: true })).toMatchObject({
      status: 500,
      body: { message: 'Internal Server Error' },
    });
    expect(await act({ exit: true })).toMatchObject({ status: 500 });
    expect(await act({ wait: 6_000 })).toMatchObject({
      status: 503,
      body: { message: 'Service Unavailable' },
    });
    const large = Buffer.alloc(10 * 1024 * 1024 + 1, 'x');
    expect(await cloud.api('POST', '/echo/1', { body: large })).toMatchObject({ status: 413 });
  });

  it('lets in only tokens of the pool, for the client, in time', async () => {
    const cognito = new CognitoIdentityProviderClient(connection());
    const { pools, clients } = cloud.cloud.definition.cognito;
    const [UserPoolId, ClientId] = [pools[0]?.id, clients[0]?.id];
    const Username = 'owner@example.com';
    const Password = 'Correct-horse-1';
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [{ Name: 'email', Value: Username }],
      }),
    );
    await cognito.send(
      new AdminSetUserPasswordCommand({ UserPoolId, Username, Password, Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        ClientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: Username, PASSWORD: Password },
      }),
    );
    const token = AuthenticationResult?.IdToken ?? '';
    const { status, body } = await cloud.api('GET', '/private', { token });
    expect(status).toBe(200);
    const { claims } = body.requestContext.authorizer.jwt;
    expect(claims).toMatchObject({ aud: ClientId, email: Username, token_use: 'id' });
    expect(claims.exp).toBeTypeOf('string');
    // Lifetimes are real time, whatever the clock of the story says.
    await cloud.clock.advance(86_400);
    expect((await cloud.api('GET', '/private', { token })).status).toBe(200);

    const [header = '', payload = '', signature = ''] = token.split('.');
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const plain = JSON.parse(Buffer.from(payload, 'base64url').toString());
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
    const signed = `${header}.${payload}`;
    const none = part({ alg: 'none', kid: 'CognitoLocal' });
    const hs = part({ alg: 'HS256', kid: 'CognitoLocal' });
    for (const forged of [
      `${header}.${part({ ...plain, sub: 'someone-else' })}.${signature}`,
      `${none}.${payload}.`,
      `${hs}.${payload}.${createHmac('sha256', 'x').update(`${hs}.${payload}`).digest('base64url')}`,
      `${signed}.${sign('RSA-SHA256', Buffer.from(signed), other).toString('base64url')}`,
      'not a token',
      '',
    ]) {
      expect((await cloud.api('GET', '/private', { token: forged })).status, forged).toBe(401);
    }
  });
});

describe('a function', () => {
  it('lives in virtual time, also when the clock moves while it is warm', async () => {
    const before = (await act({ now: true })).body.now;
    await cloud.clock.advance(86_400);
    const after = (await act({ now: true })).body.now;
    expect(after.now - before.now).toBeGreaterThanOrEqual(86_400_000);
    expect(after.now - before.now).toBeLessThan(86_460_000);
    expect(Math.abs(after.constructed - after.now)).toBeLessThan(1000);
    expect(after).toMatchObject({ isDate: true, fixed: '1970-01-01T00:00:00.000Z' });
  });

  it('finds the environment of the template and nothing of the developer', async () => {
    const { environment } = (await act({ environment: true })).body;
    expect(environment).toMatchObject({
      POWERTOOLS_SERVICE_NAME: 'demo-http',
      AWS_LAMBDA_FUNCTION_NAME: 'demo-dev-demo-http',
      AWS_REGION: 'eu-central-1',
      AWS_ACCESS_KEY_ID: 'demo-http',
      TABLE_NAME: table,
    });
    expect(environment.HOME).toBeUndefined();
    // A stand-in for what has no credentials, the service itself for what has.
    expect(environment.SENDPULSE_API_ROOT).toMatch(
      /^http:\/\/127\.0\.0\.1:\d+\/as\/.*\/sendpulse$/,
    );
    expect(environment.ANTHROPIC_BASE_URL).toBeUndefined();
  });

  it('reads the generated secret with what the owner set', async () => {
    const { secret } = (await act({ secret: true })).body;
    expect(secret.PLATFORM_KEY).toMatch(/^[A-Za-z0-9]{64}$/);
    expect(secret.CLAUDE_API_KEY_1).toBe('live-key');
    expect(secret.CLAUDE_API_KEY_2).toBeUndefined();
    expect(secret.SENDPULSE_CLIENT_ID).toMatch(/^sp-stand-in-/);
  });

  it('is counted by its AWS calls', async () => {
    await act({ put: { pk: { S: 'counted' }, sk: { S: 'x' } } });
    await send('counted');
    await cloud.settle();
    expect(await cloud.calls()).toEqual({
      'demo-http': { 'dynamodb.PutItem': 1, 'sqs.SendMessage': 1 },
      'demo-worker': { 'dynamodb.UpdateItem': 1 },
    });
  });

  it('is followed call by call, in order', async () => {
    await act({ put: { pk: { S: 'followed' }, sk: { S: 'x' } } });
    await send('followed');
    await cloud.settle();
    expect(await cloud.trail()).toEqual([
      { function: 'demo-http', action: 'dynamodb.PutItem' },
      { function: 'demo-http', action: 'sqs.SendMessage' },
      { function: 'demo-worker', action: 'dynamodb.UpdateItem' },
    ]);
    await cloud.clearCalls();
    expect(await cloud.trail()).toEqual([]);
  });

  it('may have a clock that is wrong, alone of all functions, until it is set right', async () => {
    const off = async () =>
      Math.round(
        ((await act({ now: true })).body.now.now - Date.parse(await cloud.clock.now())) / 60_000,
      );
    for (const minutes of [5, -5]) {
      await cloud.skew('demo-http', minutes * 60);
      expect(await off()).toBe(minutes);
    }
    await cloud.skew('demo-worker', 3600);
    await cloud.skew('demo-http', 0);
    expect(Math.abs(await off())).toBe(0);
    await cloud.skew('demo-worker', 0);
    expect(
      (await cloud.api('POST', '/_local/functions/none/skew', { body: { seconds: 1 } })).status,
    ).toBe(404);
    expect((await cloud.api('POST', '/_local/functions/demo-http/skew', { body: {} })).status).toBe(
      400,
    );
  });

  it('meets injected errors in the shapes the SDK knows', async () => {
    await cloud.failAws({ action: 'dynamodb.PutItem', error: 'ThrottlingException', times: 1 });
    const put = { pk: { S: 'throttled' }, sk: { S: 'x' } };
    const { body } = await act({ put });
    expect(body.put.$metadata.attempts).toBe(2);
    await cloud.failAws({ action: 'dynamodb.PutItem', mode: 'lost-response', times: 1 });
    expect((await act({ put })).body.put.$metadata.attempts).toBe(2);
    expect((await cloud.calls())['demo-http']).toEqual({ 'dynamodb.PutItem': 4 });
  });

  it('can be killed at a call, before or after it is applied', async () => {
    const put = (pk: string) => act({ put: { pk: { S: pk }, sk: { S: 'x' } } });
    await cloud.kill('demo-http', { when: 'before-call', action: 'dynamodb.PutItem' });
    expect((await put('never')).status).toBe(500);
    expect(await items('never')).toEqual([]);
    await cloud.kill('demo-http', { when: 'after-call', action: 'dynamodb.PutItem' });
    expect((await put('applied')).status).toBe(500);
    expect(await items('applied')).toHaveLength(1);
    expect((await put('alive')).status).toBe(200);
  });
});

describe('a queue with a function', () => {
  it('delivers a delayed message when the clock has moved', async () => {
    await send('delayed', {}, { DelaySeconds: 600 });
    await cloud.settle();
    expect(await seen('delayed')).toBe(0);
    const { nextDue } = await cloud.settle();
    expect(Date.parse(nextDue ?? '')).toBeGreaterThan(Date.parse(await cloud.clock.now()));
    await cloud.clock.advance(600);
    expect(await seen('delayed')).toBe(1);
  });

  it('retries only what a partial batch response names, then gives it up', async () => {
    await send('good');
    await send('bad', { fail: true });
    await cloud.runUntilIdle();
    expect(await seen('good')).toBe(1);
    expect(await seen('bad')).toBe(3);
    expect((await cloud.messages('dlq-jobs')).map(({ body }) => JSON.parse(body).name)).toEqual([
      'bad',
    ]);
    await cloud.api('DELETE', '/_local/queues/dlq-jobs/messages');
  });

  it.each(['throw', 'malformed'])(
    'fails the whole batch when the function answers: %s',
    async (how) => {
      await send(how, { [how]: true });
      await cloud.settle();
      expect(await seen(how)).toBe(1);
      await cloud.clock.advance(29);
      expect(await seen(how)).toBe(1);
      await cloud.runUntilIdle();
      expect(await seen(how)).toBe(3);
      expect(await cloud.messages('dlq-jobs')).toHaveLength(1);
      await cloud.api('DELETE', '/_local/queues/dlq-jobs/messages');
    },
  );

  it('delivers twice when told to', async () => {
    await cloud.duplicate('jobs', { times: 1 });
    await send('twice');
    await cloud.settle();
    expect(await seen('twice')).toBe(2);
  });
});

describe('a stream with a function', () => {
  const thing = (pk: string, more: object = {}) =>
    dynamodb.send(
      new PutItemCommand({
        TableName: table,
        Item: { pk: { S: pk }, sk: { S: 'x' }, entity: { S: 'Thing' }, ...more },
      }),
    );
  const events = async (pk: string) =>
    (await items(`seen#${pk}`)).map(({ sk }) => sk?.S?.split('#')[0]);

  it('sees what its filter lets through, in order', async () => {
    await thing('a');
    await thing('a', { again: { BOOL: true } });
    await dynamodb.send(
      new PutItemCommand({ TableName: table, Item: { pk: { S: 'b' }, sk: { S: 'x' } } }),
    );
    await cloud.settle();
    expect((await events('a')).sort()).toEqual(['INSERT', 'MODIFY']);
    expect(await events('b')).toEqual([]);
  });

  it('is not told what TTL removed', async () => {
    const ttl = Math.floor(Date.parse(await cloud.clock.now()) / 1000) + 7200;
    await thing('mortal', { ttl: { N: String(ttl) } });
    await thing('immortal', { ttl: { N: String(ttl * 1000) } });
    await cloud.clock.advance(3600);
    expect(await items('mortal')).toHaveLength(1);
    await cloud.clock.advance(3700);
    expect(await items('mortal')).toEqual([]);
    expect(await items('immortal')).toHaveLength(1);
    expect(await events('mortal')).toEqual(['INSERT']);
  });

  it('parks a poison record and goes on with its neighbours', async () => {
    await thing('before');
    await thing('poison');
    await thing('behind');
    await cloud.runUntilIdle();
    expect(await events('before')).not.toEqual([]);
    expect(await events('behind')).toEqual(['INSERT']);
    const parked = await cloud.messages('Parked');
    expect(parked).toHaveLength(1);
    expect(JSON.parse(parked[0]?.body ?? '{}')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted' },
      DDBStreamBatchInfo: { batchSize: 1 },
    });
  });
});

describe('a control call', () => {
  it.each([
    ['POST', '/clock', { advanceSeconds: -1 }, 400],
    ['POST', '/clock', { advanceSeconds: 'soon' }, 400],
    ['POST', '/clock', '{', 400],
    ['POST', '/clock', '[]', 400],
    ['PUT', '/clock', {}, 405],
    ['POST', '/aws/fail', { error: 'X' }, 400],
    ['POST', '/aws/fail', { action: 'dynamodb.PutItem' }, 400],
    ['POST', '/aws/fail', { action: 'dynamodb.PutItem', error: 'X', rate: 2 }, 400],
    ['POST', '/functions/nobody/kill', {}, 404],
    ['POST', '/functions/demo-http/kill', { when: 'sometimes' }, 400],
    ['GET', '/queues/nobody/messages', undefined, 404],
    ['GET', '/nothing', undefined, 404],
    ['GET', '/providers/nobody/requests', undefined, 404],
  ])('%s %s %j is refused with %i and a sentence', async (method, path, body, status) => {
    const answer = await cloud.api(method, `/_local${path}`, { body });
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toMatch(/\.$/);
  });

  it('serves the files of the playground and nothing beside them', async () => {
    const outside = await rawRequest(`${cloud.cloud.api}/_local/playground/..%2f..%2fcloud.ts`, {});
    expect(outside.status).toBe(404);
    expect((await cloud.api('GET', '/_local/playground')).status).toBe(302);
  });
});
