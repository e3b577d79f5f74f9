import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type AccessToken, accountCalls } from '../../../shared/platform/oauth/index.ts';

let server: Server;
let url: string;
let answers: [status: number, body: unknown, headers?: Record<string, string>][] = [];
let seen: { token: string | undefined; path: string | undefined }[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push({ token: request.headers.authorization, path: request.url });
    const [status, body, headers = {}] = answers.shift() ?? [200, { fine: true }];
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/things`;
});
afterAll(() => server.close());
beforeEach(() => {
  answers = [];
  seen = [];
});

const tokens: AccessToken = async (refused) => ({
  kind: 'ok',
  value: refused === undefined ? 'first' : `after ${refused}`,
});
const call = (accessToken: AccessToken = tokens) =>
  accountCalls(accessToken, {
    readProblem: (body) => (body as { said?: string }).said ?? '',
    patienceIn: 'x-wait',
  })({ method: 'GET', url, query: { a: 'b c', none: undefined } }, z.object({ fine: z.boolean() }));

describe('a call in the name of an account', () => {
  it('carries its token and nothing that is not there', async () => {
    expect(await call()).toEqual({ kind: 'ok', value: { fine: true } });
    expect(seen).toEqual([{ token: 'Bearer first', path: '/things?a=b+c' }]);
  });

  it('is made once more with another token when the first is not taken, and no third time', async () => {
    answers = [[401, {}]];
    expect((await call()).kind).toBe('ok');
    expect(seen.map(({ token }) => token)).toEqual(['Bearer first', 'Bearer after first']);
    answers = [
      [401, {}],
      [401, { said: 'no' }],
    ];
    expect(await call()).toEqual({ kind: 'disconnected', why: '401 no' });
    expect(seen).toHaveLength(4);
  });

  it('is not made without a token', async () => {
    const over = { kind: 'disconnected', why: 'over' } as const;
    expect(await call(async () => over)).toEqual(over);
    expect(seen).toEqual([]);
  });

  it.each<[typeof answers, object]>([
    [[[403, { said: 'no right' }]], { kind: 'forbidden', why: '403 no right' }],
    [[[400, {}]], { kind: 'refused' }],
    [[[404, {}]], { kind: 'refused' }],
    [[[429, {}]], { kind: 'not_now', untouched: true, retryAfterSeconds: 60 }],
    [[[429, {}, { 'x-wait': '7' }]], { kind: 'not_now', retryAfterSeconds: 7 }],
    [[[503, {}, { 'retry-after': '9' }]], { kind: 'not_now', retryAfterSeconds: 9 }],
    [[[500, {}]], { kind: 'not_now', untouched: false }],
    [[[200, { fine: 'no' }]], { kind: 'not_now', untouched: false }],
  ])('tells what %j means', async (given, meaning) => {
    answers = given;
    expect(await call()).toMatchObject(meaning);
  });
});
