import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { google } from '../../../../shared/providers/google/index.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});

interface Asked {
  readonly path: string;
  readonly type: string;
  readonly authorization: string;
  readonly body: string;
}
let asked: Asked[] = [];
let answerToken: () => [number, unknown];
let answerCall: (token: string) => [number, unknown];

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = '';
  for await (const chunk of request) body += chunk;
  const { 'content-type': type = '', authorization = '' } = request.headers;
  asked.push({ path: request.url ?? '', type, authorization, body });
  const [status, json] =
    request.url === '/token' ? answerToken() : answerCall(authorization.replace('Bearer ', ''));
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
const server = createServer((request, response) => void answer(request, response));

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  process.env.GOOGLE_API_ROOT = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  delete process.env.GOOGLE_API_ROOT;
  server.close();
  server.closeAllConnections();
});

let accounts = 0;
let tokens = 0;
const sheet = { properties: { timeZone: 'Europe/Kyiv' } };
beforeEach(() => {
  asked = [];
  accounts += 1;
  tokens = 0;
  answerToken = () => {
    tokens += 1;
    return [
      200,
      { access_token: `t${accounts}.${tokens}`, expires_in: 3599, token_type: 'Bearer' },
    ];
  };
  answerCall = () => [200, sheet];
});
afterEach(() => void vi.useRealTimers());

const account = () => ({
  clientEmail: `a${accounts}@desk.iam.gserviceaccount.com`,
  privateKey,
  privateKeyId: 'key-1',
});
const asks = (path: string) => asked.filter((one) => one.path.startsWith(path));
const decoded = (part = '') => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));

describe('the token of a service account', () => {
  it('is asked for with a form and an assertion that the account signed, for one service only', async () => {
    const before = Math.floor(Date.now() / 1000);
    expect(await google(account()).sheets.info('s1')).toMatchObject({ kind: 'ok' });
    const [request] = asks('/token');
    expect(request?.type).toBe('application/x-www-form-urlencoded');
    const form = new URLSearchParams(request?.body);
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const [header, claims, signature = ''] = (form.get('assertion') ?? '').split('.');
    const text = Buffer.from(`${header}.${claims}`);
    const key = createPublicKey(publicKey);
    expect(verify('RSA-SHA256', text, key, Buffer.from(signature, 'base64url'))).toBe(true);
    expect(decoded(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'key-1' });
    const { iat, exp, ...rest } = decoded(claims);
    expect(rest).toEqual({
      iss: account().clientEmail,
      scope: 'https://www.googleapis.com/auth/spreadsheets',
      aud: 'https://oauth2.googleapis.com/token',
    });
    expect(iat).toBeGreaterThanOrEqual(before);
    expect(exp - iat).toBe(3600);
  });

  it('is fetched once for many calls at once, and for later ones', async () => {
    const { sheets } = google(account());
    await Promise.all(Array.from({ length: 20 }, () => sheets.info('s1')));
    await google(account()).sheets.info('s1');
    expect(asks('/token')).toHaveLength(1);
    expect(new Set(asks('/v4').map((one) => one.authorization))).toEqual(
      new Set([`Bearer t${accounts}.1`]),
    );
  });

  it('is used until five minutes before its end', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    const { sheets } = google(account());
    await sheets.info('s1');
    vi.setSystemTime(Date.now() + (3599 - 301) * 1000);
    await sheets.info('s1');
    expect(asks('/token')).toHaveLength(1);
    vi.setSystemTime(Date.now() + 2_000);
    await sheets.info('s1');
    expect(asks('/token')).toHaveLength(2);
  });

  it('that is refused is fetched once more, and the call made again; then the account is disconnected', async () => {
    answerCall = (token) => (token.endsWith('.1') ? [401, { error: { code: 401 } }] : [200, sheet]);
    expect(await google(account()).sheets.info('s1')).toMatchObject({ kind: 'ok' });
    answerCall = () => [401, { error: { code: 401, message: 'Invalid Credentials' } }];
    expect(await google(account()).sheets.info('s1')).toMatchObject({ kind: 'disconnected' });
    expect(asks('/token')).toHaveLength(3);
    expect(asks('/v4')).toHaveLength(4);
  });

  it('of a key that was replaced is not served from memory', async () => {
    await google(account()).sheets.info('s1');
    const other = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    await google({ ...account(), privateKey: other.privateKey }).sheets.info('s1');
    expect(asks('/token')).toHaveLength(2);
  });

  it.each([
    [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }, 'disconnected'],
    [401, { error: 'disabled_client' }, 'disconnected'],
    [503, {}, 'not_now'],
    [429, {}, 'not_now'],
    [200, { access_token: '' }, 'not_now'],
  ])(
    'that is not given (%i) makes no call, and the next one asks again',
    async (status, body, kind) => {
      answerToken = () => [status, body];
      const failed = await google(account()).sheets.info('s1');
      expect(failed).toMatchObject({ kind });
      if (failed.kind === 'not_now') expect(failed.untouched).toBe(true);
      expect(asks('/v4')).toHaveLength(0);
      answerToken = () => [200, { access_token: 'later', expires_in: 3599 }];
      expect(await google(account()).sheets.info('s1')).toMatchObject({ kind: 'ok' });
    },
  );
});

describe('what Google answers', () => {
  const error = (reason: string, extra: object = {}) => ({
    error: { errors: [{ domain: 'global', reason }], message: reason, ...extra },
  });
  const rpc = (status: string, reason?: string) => ({
    error: { status, message: status, ...(reason ? { details: [{ reason }] } : {}) },
  });
  it.each<[number, unknown, object]>([
    [
      429,
      rpc('RESOURCE_EXHAUSTED', 'RATE_LIMIT_EXCEEDED'),
      { kind: 'not_now', untouched: true, retryAfterSeconds: 60 },
    ],
    [403, error('rateLimitExceeded'), { kind: 'not_now', untouched: true, retryAfterSeconds: 60 }],
    [403, error('userRateLimitExceeded'), { kind: 'not_now', untouched: true }],
    [403, error('quotaExceeded'), { kind: 'not_now', untouched: true, retryAfterSeconds: 3600 }],
    [403, rpc('PERMISSION_DENIED'), { kind: 'not_shared' }],
    [403, error('forbidden'), { kind: 'not_shared' }],
    [403, rpc('PERMISSION_DENIED', 'SERVICE_DISABLED'), { kind: 'disconnected' }],
    [403, error('forbiddenForServiceAccounts'), { kind: 'refused' }],
    [404, rpc('NOT_FOUND'), { kind: 'not_found' }],
    [404, '<html>', { kind: 'refused' }],
    [409, error('duplicate'), { kind: 'exists' }],
    [410, error('deleted'), { kind: 'gone' }],
    [410, error('fullSyncRequired'), { kind: 'sync_token_expired' }],
    [412, error('conditionNotMet'), { kind: 'changed' }],
    [400, rpc('INVALID_ARGUMENT'), { kind: 'refused' }],
    [500, rpc('INTERNAL'), { kind: 'not_now', untouched: false }],
    [503, 'bad gateway', { kind: 'not_now', untouched: false }],
    [200, 'not what was asked for', { kind: 'not_now', untouched: false }],
  ])(
    'with %i %j is a value, and says whether anything was done',
    async (status, body, expected) => {
      answerCall = () => [status, body];
      expect(await google(account()).sheets.info('s1')).toMatchObject(expected);
      expect(asks('/v4')).toHaveLength(1);
    },
  );

  it('not at all: nothing was done when there was no connection', async () => {
    const { sheets } = google(account());
    await sheets.info('s1');
    const root = process.env.GOOGLE_API_ROOT;
    server.closeAllConnections();
    answerCall = () => {
      server.closeAllConnections();
      return [200, sheet];
    };
    expect(await sheets.info('s1')).toMatchObject({ kind: 'not_now', untouched: false });
    process.env.GOOGLE_API_ROOT = 'http://127.0.0.1:1';
    expect(await sheets.info('s1')).toMatchObject({ kind: 'not_now', untouched: true });
    process.env.GOOGLE_API_ROOT = root;
  });
});
