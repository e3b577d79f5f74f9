import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as z from 'zod';
import { PassingFault, type Refusal, refuse } from '../../../../shared/platform/errors.ts';
import { httpDoor, publicRoute, route } from '../../../../shared/platform/lambda/http.ts';
import { answer } from '../../../../shared/platform/lambda/http-answer.ts';

// The logger decides when it is built where its lines go: with this, to the console.
vi.hoisted(() => {
  process.env.POWERTOOLS_DEV = 'true';
});

const body = z.strictObject({
  name: z.string(),
  people: z.array(z.strictObject({ age: z.number() })).optional(),
  prices: z.record(z.string(), z.number()).optional(),
});
const handled = vi.fn(async (_seen: unknown): Promise<unknown> => ({ done: true }));

const handler = httpDoor({
  'POST /things/{thing_id}': route({
    path: z.object({ thing_id: z.string().max(5) }),
    query: z.object({ limit: z.coerce.number().max(10).optional() }),
    body,
    handle: (request) => handled(request),
  }),
  'GET /refused': publicRoute({
    handle: async (): Promise<Refusal<'taken', { by: string }> | { ok: true }> =>
      refuse('taken', 'It is taken.', { by: 'someone' }),
    refusals: { taken: 409 },
  }),
  'GET /made': publicRoute({ handle: async () => answer(201, { id: 1 }, { location: '/made/1' }) }),
  'GET /nothing': publicRoute({ handle: async () => undefined }),
  'GET /fault': publicRoute({ handle: () => handled(undefined) }),
  'GET /guarded/{project_id}': route({
    allow: async ({ caller, pathParameters }) =>
      pathParameters.project_id === 'mine'
        ? { role: 'owner', by: caller.userId }
        : refuse('project_not_found', 'There is no such project.'),
    handle: async ({ access, caller }) => ({ access, email: caller.email }),
  }),
});

interface Sent {
  readonly routeKey: string;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly claims?: Record<string, unknown> | null;
}

async function send({ routeKey, claims = { sub: 'user-1' }, ...sent }: Sent) {
  const event = {
    version: '2.0',
    routeKey,
    headers: { authorization: 'Bearer very-secret-token' },
    body: sent.body,
    isBase64Encoded: sent.isBase64Encoded ?? false,
    pathParameters: sent.path,
    queryStringParameters: sent.query,
    requestContext: {
      requestId: 'request-1',
      routeKey,
      ...(claims ? { authorizer: { jwt: { claims, scopes: [] } } } : {}),
    },
  } as unknown as APIGatewayProxyEventV2;
  const result = await handler(event, {} as Context);
  return { ...result, json: result.body === undefined ? undefined : JSON.parse(result.body) };
}

const post = (text: string | undefined, more: Partial<Sent> = {}) =>
  send({
    routeKey: 'POST /things/{thing_id}',
    path: { thing_id: 'a' },
    ...(text === undefined ? {} : { body: text }),
    ...more,
  });

let lines: string[] = [];
beforeEach(() => {
  lines = [];
  handled.mockClear();
  vi.spyOn(console, 'info').mockImplementation((line) => lines.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation((line) => lines.push(String(line)));
});
afterEach(() => vi.restoreAllMocks());

describe('the door', () => {
  it('takes at most two parameters, as Lambda on Node 24 demands', () => {
    expect(handler.length).toBeLessThanOrEqual(2);
  });

  it('hands over path, query and body as their schemas read them', async () => {
    const sent = await post('{"name":"Оля 🙂"}', { query: { limit: '3' } });
    expect(sent.statusCode).toBe(200);
    expect(sent.json).toEqual({ done: true });
    expect(handled.mock.calls[0]?.[0]).toMatchObject({
      path: { thing_id: 'a' },
      query: { limit: 3 },
      body: { name: 'Оля 🙂' },
      caller: { userId: 'user-1' },
      requestId: 'request-1',
    });
  });

  it('decodes a base64 body', async () => {
    const body = Buffer.from('{"name":"שלום"}').toString('base64');
    expect((await post(body, { isBase64Encoded: true })).statusCode).toBe(200);
    expect(handled.mock.calls[0]?.[0]).toMatchObject({ body: { name: 'שלום' } });
  });

  it.each([
    ['no body', undefined],
    ['half an object', '{"name":'],
    ['plain text', 'name=x'],
    ['an empty body', ''],
  ])('refuses %s as malformed JSON', async (_what, text) => {
    const sent = await post(text);
    expect(sent.statusCode).toBe(400);
    expect(sent.json.error.code).toBe('malformed_json');
    expect(handled).not.toHaveBeenCalled();
  });

  it('refuses bytes that are not UTF-8', async () => {
    const body = Buffer.from([0x22, 0xff, 0xfe, 0x22]).toString('base64');
    const sent = await post(body, { isBase64Encoded: true });
    expect([sent.statusCode, sent.json.error.code]).toEqual([400, 'malformed_json']);
  });

  it.each([false, true])('refuses a body of 1 MB (base64: %s)', async (isBase64Encoded) => {
    const text = JSON.stringify({ name: 'x'.repeat(1024 * 1024) });
    const sent = await post(isBase64Encoded ? Buffer.from(text).toString('base64') : text, {
      isBase64Encoded,
    });
    expect([sent.statusCode, sent.json.error.code]).toEqual([413, 'body_too_large']);
    expect(handled).not.toHaveBeenCalled();
  });

  it.each([
    ['name', '{"name":1}'],
    ['name', '{}'],
    ['', '[]'],
    ['', 'null'],
    ['nmae', '{"name":"x","nmae":"y"}'],
    ['people[1].age', '{"name":"x","people":[{"age":1},{"age":"2"}]}'],
    ['people[0].role', '{"name":"x","people":[{"age":1,"role":1}]}'],
    ['__proto__', '{"name":"x","__proto__":{"admin":true}}'],
    ['prices.__proto__', '{"name":"x","prices":{"__proto__":1}}'],
    ['name', '{"name":"\\ud83d"}'],
    ['', `{"name":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ])('names what is wrong: "%s"', async (path, text) => {
    const sent = await post(text);
    expect(sent.statusCode).toBe(400);
    expect(sent.json.error.code).toBe('invalid_input');
    expect(sent.json.error.details[0].path).toBe(path);
    expect(sent.json.error.details[0].message).toEqual(expect.any(String));
    expect(handled).not.toHaveBeenCalled();
    expect(({} as Record<string, unknown>).admin).toBeUndefined();
  });

  it('names a wrong path parameter and a wrong query parameter', async () => {
    const path = await post('{"name":"x"}', { path: { thing_id: 'too long' } });
    expect([path.statusCode, path.json.error.details[0].path]).toEqual([400, 'thing_id']);
    const query = await post('{"name":"x"}', { query: { limit: '99' } });
    expect([query.statusCode, query.json.error.details[0].path]).toEqual([400, 'limit']);
  });

  it('answers a refusal with the status of the door, its code, message and details', async () => {
    const sent = await send({ routeKey: 'GET /refused' });
    expect(sent.statusCode).toBe(409);
    expect(sent.json).toEqual({
      error: { code: 'taken', message: 'It is taken.', details: { by: 'someone' } },
    });
    expect(sent).not.toHaveProperty('refused');
  });

  it('answers with a status and headers of its own, and with 204 for nothing', async () => {
    const made = await send({ routeKey: 'GET /made' });
    expect(made).toMatchObject({ statusCode: 201, headers: { location: '/made/1' } });
    expect(await send({ routeKey: 'GET /nothing' })).toMatchObject({
      statusCode: 204,
      json: undefined,
    });
  });

  it('says nothing of a fault but its request id', async () => {
    handled.mockRejectedValueOnce(new Error('password of table-arn:secret'));
    const sent = await send({ routeKey: 'GET /fault' });
    expect(sent.statusCode).toBe(500);
    expect(sent.json.error).toEqual({
      code: 'internal',
      message: expect.any(String),
      details: { requestId: 'request-1' },
    });
    expect(sent.headers?.['x-request-id']).toBe('request-1');
  });

  it.each([
    [new PassingFault('busy', { retryAfterSeconds: 6.2 }), '7'],
    [new PassingFault('busy'), '1'],
    [Object.assign(new Error('slow down'), { $retryable: { throttling: true } }), '1'],
    [Object.assign(new Error('late'), { name: 'TimeoutError' }), '1'],
  ])('asks to try again after a fault that passes (%s)', async (fault, retryAfter) => {
    handled.mockRejectedValueOnce(fault);
    const sent = await send({ routeKey: 'GET /fault' });
    expect([sent.statusCode, sent.headers?.['retry-after']]).toEqual([503, retryAfter]);
  });

  it('refuses a caller without a verified token, whatever the gateway let through', async () => {
    for (const claims of [null, {}, { sub: '' }, { sub: 7 }]) {
      const sent = await post('{"name":"x"}', { claims });
      expect([sent.statusCode, sent.json.error.code]).toEqual([401, 'unauthorized']);
    }
    expect(handled).not.toHaveBeenCalled();
  });

  it('asks the guard before it judges anything, and hands its answer over', async () => {
    const mine = await send({
      routeKey: 'GET /guarded/{project_id}',
      path: { project_id: 'mine' },
      claims: { sub: 'user-1', email: 'a@b.example' },
    });
    expect(mine.json).toEqual({ access: { role: 'owner', by: 'user-1' }, email: 'a@b.example' });
    const other = await send({
      routeKey: 'GET /guarded/{project_id}',
      path: { project_id: 'other' },
    });
    expect([other.statusCode, other.json.error.code]).toEqual([404, 'project_not_found']);
  });

  it('answers 404 for a route it does not have, also for a name every object has', async () => {
    for (const routeKey of ['GET /else', 'constructor', '__proto__', '$default']) {
      expect((await send({ routeKey })).statusCode).toBe(404);
    }
  });

  it('sets the security headers on every answer', async () => {
    for (const routeKey of ['GET /refused', 'GET /made', 'GET /nothing', 'GET /else']) {
      const { headers } = await send({ routeKey });
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-request-id': 'request-1',
      });
    }
  });

  it('logs one line per request, without its body or token', async () => {
    await post('{"name":"my secret name"}');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('POST /things/{thing_id}');
    expect(lines[0]).toContain('request-1');
    await post('{"name":1,"secret":"my secret name"}');
    expect(lines[1]).toContain('invalid_input');
    expect(lines.join()).not.toMatch(/my secret name|very-secret-token/);
  });
});
