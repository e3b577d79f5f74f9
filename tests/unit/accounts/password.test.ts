import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  forgotPassword,
  logIn,
  refreshSession,
  resetPassword,
  type Session,
  writeAccountMail,
} from '../../../shared/accounts/index.ts';
import { addSeconds, now } from '../../../shared/platform/clock.ts';
import { PassingFault } from '../../../shared/platform/errors.ts';
import { PASSWORD, people } from '../../steps/people.ts';

const world = people();
const NEW = 'Brand-New-Horse-7';
const { ports } = world;

/** Somebody who can sign in. */
async function person(): Promise<string> {
  return (await world.person()).email;
}
const enter = (email: string, password: string) =>
  logIn({ body: { email, password }, sourceIp: world.sourceIp() }, ports());
const forget = (email: string) =>
  forgotPassword({ body: { email }, sourceIp: world.sourceIp() }, { askMail: world.askMail });
const reset = (email: string, code = world.code(email), password = NEW) =>
  resetPassword({ body: { email, code, password }, sourceIp: world.sourceIp() }, ports());
const refresh = ({ refreshToken }: Session) =>
  refreshSession({ body: { refreshToken }, sourceIp: world.sourceIp() }, ports());
const INVALID = { refused: 'invalid_code' };

afterEach(() => vi.useRealTimers());

describe('a forgotten password', () => {
  it('is set anew by the mailed code, once, and every session ends', async () => {
    const email = await person();
    const session = (await enter(email, PASSWORD)) as Session;
    expect(await refresh(session)).toMatchObject({ refreshToken: session.refreshToken });
    expect(await forget(email)).toEqual({ accepted: true });
    expect(await reset(email)).toEqual({ reset: true });
    expect(await reset(email)).toMatchObject(INVALID);
    expect(await refresh(session)).toMatchObject({ refused: 'invalid_session' });
    expect(await enter(email, PASSWORD)).toMatchObject({ refused: 'invalid_credentials' });
    expect(await enter(email, NEW)).toHaveProperty('idToken');
  });

  it('is set by the same code again when the first try died on its way', async () => {
    for (let at = 1; ; at += 1) {
      const email = await person();
      await forget(email);
      const code = world.code(email);
      const lived = await world.dying(at, () => reset(email, code));
      const again = await reset(email, code);
      expect(['reset' in again ? 'reset' : again.refused]).toEqual([
        expect.stringMatching(/^(reset|invalid_code)$/),
      ]);
      expect(await enter(email, NEW)).toHaveProperty('idToken');
      if (!lived) continue;
      expect(at).toBeGreaterThan(6);
      return;
    }
  });

  it('is mailed to nobody without an account, who is answered the same', async () => {
    const unconfirmed = world.address();
    await world.begins(world.form(unconfirmed));
    const before = world.mails(unconfirmed).length;
    for (const email of [unconfirmed, world.address()]) {
      expect(await forget(email)).toEqual({ accepted: true });
      expect(await reset(email, '12345678')).toMatchObject(INVALID);
    }
    expect(world.mails(unconfirmed)).toHaveLength(before);
  });

  it('is not set by the code of somebody else, of a registration, of before, or an hour ago', async () => {
    const [email, other] = [await person(), await person()];
    await forget(other);
    await forget(email);
    const old = world.code(email);
    expect(await reset(email, world.code(other))).toMatchObject(INVALID);
    await forget(email);
    expect(await reset(email, old)).toMatchObject(INVALID);
    const registering = world.address();
    await world.begins(world.form(registering));
    expect(await reset(registering)).toMatchObject(INVALID);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 3_601)) });
    expect(await reset(email)).toMatchObject(INVALID);
  });

  it('can be tried eight times, also when the same mail is sent again', async () => {
    const email = await person();
    const task = { mail: 'reset', email, id: 'N'.repeat(26), attempt: 0 } as const;
    const mail = () => world.askMail(task);
    await mail();
    for (let tried = 0; tried < 8; tried += 1) await reset(email, '00000000');
    await mail();
    expect(world.mails(email)).toHaveLength(1);
    expect(await reset(email)).toMatchObject(INVALID);
  });
});

describe('a mail that the service does not take now', () => {
  it('is tried again, and one that will never do is given up', async () => {
    const email = await person();
    const task = { mail: 'reset', email, id: 'M'.repeat(26), attempt: 0 } as const;
    const write = (answer: object) =>
      writeAccountMail(task, {
        userPoolId: world.pool().userPoolId,
        send: async () => answer as never,
        now: now(),
      });
    const later = { kind: 'not_now', why: '429', untouched: true, retryAfterSeconds: 7 };
    await expect(write(later)).rejects.toThrow(PassingFault);
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await expect(write({ kind: 'refused', why: '422' })).resolves.toBeUndefined();
  });
});
