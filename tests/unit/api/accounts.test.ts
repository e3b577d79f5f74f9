import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openAccount } from '../../../shared/accounts/index.ts';
import { type Cognito, startCognito } from '../../steps/cognito.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

const email = 'Owner@Salon.Example';
const password = 'Correct-Horse-1';

let cognito: Cognito;
let dynoxide: Dynoxide;
let handler: Parameters<typeof call>[0];
beforeAll(async () => {
  [dynoxide, cognito] = await Promise.all([startTable(), startCognito()]);
  Object.assign(process.env, {
    USER_POOL_ID: cognito.userPoolId,
    USER_POOL_CLIENT_ID: cognito.clientId,
    MAIL_QUEUE_URL: 'http://127.0.0.1:9/000000000000/mail',
  });
  // The door reads its environment when it is loaded.
  ({ handler } = await import('../../../functions/api/accounts.lambda.ts'));
});
afterAll(() => Promise.all([cognito.close(), dynoxide.close()]));

const logIn = (body: unknown) => call(handler, { route: 'POST /api/accounts/login', body });
const open = (word = password) =>
  openAccount({ userPoolId: cognito.userPoolId, email, password: word });

describe('signing in', () => {
  it('answers tokens to the right password, whatever the case of the address', async () => {
    const { userId, passwordSet } = await open();
    expect(passwordSet).toBe(true);
    for (const spelling of [email, email.toLowerCase(), ` ${email} `]) {
      const { status, json } = await logIn({ email: spelling, password });
      expect(status).toBe(200);
      const { idToken, ...rest } = json as { idToken: string };
      expect(rest).toEqual({ refreshToken: expect.any(String), expiresIn: expect.any(Number) });
      const claims = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString());
      expect(claims).toMatchObject({ sub: userId, email: email.toLowerCase() });
    }
  });

  it('answers a wrong password and an unknown address alike', async () => {
    await open();
    const wrong = await logIn({ email, password: 'Wrong-Horse-1' });
    const unknown = await logIn({ email: 'nobody@salon.example', password });
    expect(wrong.status).toBe(401);
    expect(wrong.json).toMatchObject({ error: { code: 'invalid_credentials' } });
    expect([unknown.status, unknown.json]).toEqual([wrong.status, wrong.json]);
  });

  it.each([
    ['email', { password }],
    ['email', { email: 'not an address', password }],
    ['email', { email: 7, password }],
    ['password', { email }],
    ['password', { email, password: '' }],
    ['password', { email, password: 'x'.repeat(257) }],
    ['admin', { email, password, admin: true }],
  ])('names what is wrong: %s', async (path, body) => {
    const { status, json } = await logIn(body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { code: 'invalid_input', details: [{ path }] } });
  });

  it('is limited per e-mail, whoever asks and whether the password is right', async () => {
    const victim = { email: 'Guessed@salon.example', password };
    // One minute of the clock, however slow the machine.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const statuses = [];
    for (let guess = 0; guess < 12; guess += 1) statuses.push((await logIn(victim)).status);
    expect(statuses).toEqual([...Array(10).fill(401), 429, 429]);
    const over = await logIn({ ...victim, email: 'guessed@SALON.example' });
    expect(over).toMatchObject({ status: 429, json: { error: { code: 'too_many_attempts' } } });
    expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
    expect((await logIn({ email, password })).status).toBe(200);
    vi.useRealTimers();
  });

  it('opens an account once and leaves the password its owner has', async () => {
    const first = await open();
    const again = await open('Another-Horse-1');
    expect(again).toEqual({ userId: first.userId, passwordSet: false });
    expect((await logIn({ email, password })).status).toBe(200);
    expect((await logIn({ email, password: 'Another-Horse-1' })).status).toBe(401);
  });
});
