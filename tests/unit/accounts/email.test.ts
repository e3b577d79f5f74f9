import { afterEach, describe, expect, it, vi } from 'vitest';
import { cognito } from '../../../shared/accounts/cognito.ts';
import { findUser } from '../../../shared/accounts/find-user.ts';
import {
  changeEmail,
  changePassword,
  confirmEmail,
  confirmRegistration,
  deleteAccount,
  forgotPassword,
  getProfile,
  logIn,
  openAccount,
  refreshSession,
  resetPassword,
  type Session,
  showProfile,
} from '../../../shared/accounts/index.ts';
import { passwordChange } from '../../../shared/contracts/accounts.ts';
import { addSeconds, now } from '../../../shared/platform/clock.ts';
import { PASSWORD, type Person, people } from '../../steps/people.ts';

const world = people();
const NEW = 'Brand-New-Horse-7';
const { ports } = world;

/** Somebody who has looked at her profile. */
async function person(): Promise<Person> {
  const one = await world.person();
  await showProfile({ caller: one }, world.pool().userPoolId);
  return one;
}
const ask = ({ userId }: Person, email: string, password = PASSWORD) =>
  changeEmail(
    { caller: { userId }, body: { email, password }, sourceIp: world.sourceIp() },
    ports(),
  );
const confirm = ({ userId }: Person, code: string) =>
  confirmEmail({ caller: { userId }, body: { code }, sourceIp: world.sourceIp() }, ports());
const enter = (email: string, password = PASSWORD) =>
  logIn({ body: { email, password }, sourceIp: world.sourceIp() }, ports());
const refresh = ({ refreshToken }: Session) =>
  refreshSession({ body: { refreshToken }, sourceIp: world.sourceIp() }, ports());
const takeBack = (email: string, code: string) =>
  resetPassword({ body: { email, code, password: NEW }, sourceIp: world.sourceIp() }, ports());
const INVALID = { refused: 'invalid_code' };
const OUT = { refused: 'invalid_credentials' };

/** She signs in with this address and with none of the others, and everything that names an address names it. */
async function expectIs({ userId }: Person, email: string, ...others: string[]): Promise<void> {
  expect(await enter(email)).toHaveProperty('idToken');
  for (const other of others) expect(await enter(other)).toMatchObject(OUT);
  expect(await getProfile(userId)).toMatchObject({ email });
  const { userPoolId } = world.pool();
  expect(await findUser(userPoolId, userId)).toMatchObject({ email, verified: true });
}
/** The person whom the address would belong to. */
const holds = (email: string) => findUser(world.pool().userPoolId, email);

afterEach(() => vi.useRealTimers());

describe('another e-mail', () => {
  it('is hers once its code comes back; the old one signs nobody in, and is told how to undo it', async () => {
    const one = await person();
    const email = world.address();
    const session = (await enter(one.email)) as Session;
    expect(await ask(one, email)).toEqual({ code_expires_at: expect.any(String) });
    await expectIs(one, one.email, email);
    expect(world.mails(one.email)).toEqual([]);
    expect(await confirm(one, world.code(email))).toEqual({ email });
    expect(await refresh(session)).toMatchObject({ refused: 'invalid_session' });
    await expectIs(one, email, one.email);
    expect(world.mails(one.email)).toHaveLength(1);
    expect(await confirm(one, world.code(email))).toMatchObject(INVALID);
  });

  it('is hers whole, wherever the change died, when she confirms again or signs in', async () => {
    for (let at = 1; ; at += 1) {
      const one = await person();
      const email = world.address();
      await ask(one, email);
      const code = world.code(email);
      const lived = await world.dying(at, () => confirm(one, code));
      if (at % 2 === 0) await confirm(one, code);
      else {
        // With one of the two it can be finished, whichever it is by now.
        for (const address of [one.email, email]) await enter(address);
        if (await holds(one.email)) await confirm(one, code);
      }
      await expectIs(one, email, one.email);
      expect(world.mails(one.email)).toHaveLength(1);
      if (!lived) continue;
      expect(at).toBeGreaterThan(8);
      return;
    }
  });

  it('is one of the two when two are confirmed at the same moment', async () => {
    for (let round = 0; round < 4; round += 1) {
      const one = await person();
      const email = world.address();
      await ask(one, email);
      const code = world.code(email);
      const ends = await Promise.allSettled([confirm(one, code), confirm(one, code)]);
      expect(ends.map(({ status }) => status)).toContain('fulfilled');
      await expectIs(one, email, one.email);
      expect(world.mails(one.email)).toHaveLength(1);
    }
  });

  it('that another account has is answered the same, and its holder is told in place of a code', async () => {
    const [one, other] = [await person(), await person()];
    const free = await ask(one, world.address());
    const taken = await ask(one, other.email);
    expect(Object.keys(taken)).toEqual(Object.keys(free));
    const [mail] = world.mails(other.email);
    expect(mail?.text).not.toMatch(/\d{8}/);
    expect(await confirm(one, '00000000')).toMatchObject(INVALID);
    await expectIs(one, one.email);
    await expectIs(other, other.email);
  });

  it('that somebody else got while the code was on its way stays hers who proved it first', async () => {
    const [one, other] = [await person(), await person()];
    const email = world.address();
    await ask(one, email);
    const first = world.code(email);
    await ask(other, email);
    expect(await confirm(other, world.code(email))).toEqual({ email });
    expect(await confirm(one, first)).toMatchObject({ refused: 'address_taken' });
    await expectIs(one, one.email);
    await expectIs(other, email, other.email);
    // What was refused is over: she may ask for another one.
    const next = world.address();
    await ask(one, next);
    expect(await confirm(one, world.code(next))).toEqual({ email: next });
  });

  it('takes the place of a registration of it that nobody confirmed', async () => {
    const one = await person();
    const email = world.address();
    const form = await world.begins(world.form(email));
    const old = world.code(email);
    await ask(one, email);
    expect(await confirm(one, world.code(email))).toEqual({ email });
    const late = confirmRegistration(
      { body: { email, registration_id: form, code: old }, sourceIp: world.sourceIp() },
      ports(),
    );
    expect(await late).toMatchObject(INVALID);
    await expectIs(one, email, one.email);
  });

  it('is not hers by a wrong password, or by the code of before, of another, of a registration, or an hour ago', async () => {
    const [one, other] = [await person(), await person()];
    const email = world.address();
    expect(await ask(one, email, 'Wrong-Horse-99')).toMatchObject({ refused: 'wrong_password' });
    expect(await ask(one, one.email)).toMatchObject({ refused: 'same_address' });
    expect(world.mails(email)).toEqual([]);
    await ask(one, email);
    const before = world.code(email);
    await ask(other, world.address());
    await ask(one, email);
    for (const code of [before, '00000000'])
      expect(await confirm(one, code)).toMatchObject(INVALID);
    expect(await confirm(other, world.code(email))).toMatchObject(INVALID);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 3_601)) });
    expect(await confirm(one, world.code(email))).toMatchObject(INVALID);
    await expectIs(one, one.email, email);
  });

  it('can be tried eight times', async () => {
    const one = await person();
    const email = world.address();
    await ask(one, email);
    for (let tried = 0; tried < 8; tried += 1) await confirm(one, '00000000');
    expect(await confirm(one, world.code(email))).toMatchObject(INVALID);
  });

  it('is not undone by a code for a new password that was mailed before', async () => {
    const one = await person();
    const email = world.address();
    await forgotPassword({ body: { email: one.email }, sourceIp: world.sourceIp() }, ports());
    const reset = world.code(one.email);
    await ask(one, email);
    // Also while the mail is still waiting that puts a code of its own in the place of that one.
    const later: Parameters<typeof world.askMail>[0][] = [];
    const askMail = async (mail: (typeof later)[number]) => void later.push(mail);
    const body = { code: world.code(email) };
    const request = { caller: { userId: one.userId }, body, sourceIp: world.sourceIp() };
    expect(await confirmEmail(request, { ...ports(), askMail })).toEqual({ email });
    expect(await takeBack(one.email, reset)).toMatchObject(INVALID);
    for (const mail of later) await world.askMail(mail);
    expect(await takeBack(one.email, reset)).toMatchObject(INVALID);
    await expectIs(one, email, one.email);
  });

  it('goes with the account', async () => {
    const one = await person();
    const email = world.address();
    await ask(one, email);
    const code = world.code(email);
    await deleteAccount(
      { caller: one, body: { password: PASSWORD }, sourceIp: world.sourceIp() },
      ports(),
    );
    expect(await confirm(one, code)).toMatchObject({ refused: 'account_deleted' });
    expect(await holds(email)).toBeUndefined();
  });
});

describe('an account that somebody else gave another e-mail', () => {
  /** @returns her, the thief's address, and the code that her mailbox got */
  async function stolen() {
    const one = await person();
    const email = world.address();
    await ask(one, email);
    await confirm(one, world.code(email));
    return { one, email, code: world.code(one.email) };
  }

  it('is taken back by who reads the old address, with a password of her own', async () => {
    const { one, email, code } = await stolen();
    const session = (await enter(email)) as Session;
    expect(await takeBack(one.email, code)).toEqual({ reset: true });
    expect(await refresh(session)).toMatchObject({ refused: 'invalid_session' });
    for (const [address, password] of [
      [email, PASSWORD],
      [email, NEW],
      [one.email, PASSWORD],
    ] as const) {
      expect(await enter(address, password)).toMatchObject(OUT);
    }
    expect(await enter(one.email, NEW)).toHaveProperty('idToken');
    expect(await getProfile(one.userId)).toMatchObject({ email: one.email });
    expect(await takeBack(one.email, code)).toMatchObject(INVALID);
  });

  it('is hers again wherever taking it back died, once she does it again', async () => {
    for (let at = 1; ; at += 1) {
      const { one, email, code } = await stolen();
      const lived = await world.dying(at, () => takeBack(one.email, code));
      await takeBack(one.email, code);
      expect(await enter(one.email, NEW)).toHaveProperty('idToken');
      expect(await enter(email, NEW)).toMatchObject(OUT);
      expect(await getProfile(one.userId)).toMatchObject({ email: one.email });
      if (!lived) continue;
      expect(at).toBeGreaterThan(6);
      return;
    }
  });

  it('stays as it is after three days, or when the address has an account of its own by then', async () => {
    const { one, email, code } = await stolen();
    await openAccount({ ...world.pool(), email: one.email, password: NEW });
    expect(await takeBack(one.email, code)).toMatchObject(INVALID);
    await expectIs(one, email);
    const late = await stolen();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 3 * 86_400 + 1)) });
    expect(await takeBack(late.one.email, late.code)).toMatchObject(INVALID);
  });

  /** The thief's change as it is when he died with only the forgetting of it left. */
  async function half() {
    const one = await person();
    const email = world.address();
    await ask(one, email);
    const code = world.code(email);
    const askMail = async (mail: Parameters<typeof world.askMail>[0]) => {
      await world.askMail(mail);
      throw new Error('died');
    };
    const request = { caller: { userId: one.userId }, body: { code }, sourceIp: world.sourceIp() };
    await expect(confirmEmail(request, { ...ports(), askMail })).rejects.toThrow('died');
    return { one, email, back: () => takeBack(one.email, world.code(one.email)), code };
  }
  async function expectHers(one: Person, email: string): Promise<void> {
    expect(await enter(one.email, NEW)).toHaveProperty('idToken');
    expect(await enter(email, NEW)).toMatchObject(OUT);
    expect(await getProfile(one.userId)).toMatchObject({ email: one.email });
  }

  it('is not his again by what he left half done, when she signs in or he confirms once more', async () => {
    const { one, email, back, code } = await half();
    expect(await back()).toEqual({ reset: true });
    await expectHers(one, email);
    expect(await confirm(one, code)).toMatchObject(INVALID);
    await expectHers(one, email);
  });

  it('is hers also when his change reaches the pool after she took it back', async () => {
    const { one, email, back, code } = await half();
    const { promise: done, resolve: goOn } = Promise.withResolvers<void>();
    const { promise: comes, resolve: here } = Promise.withResolvers<void>();
    cognito.middlewareStack.add(
      (next, context) => async (args) => {
        const { UserAttributes = [] } = args.input as { UserAttributes?: { Value?: string }[] };
        const isHis =
          context.commandName === 'AdminUpdateUserAttributesCommand' &&
          UserAttributes.some(({ Value }) => Value === email);
        if (isHis) {
          here();
          await done;
        }
        return next(args);
      },
      { step: 'initialize', name: 'late' },
    );
    const late = confirm(one, code);
    await comes;
    expect(await back()).toEqual({ reset: true });
    goOn();
    await late;
    cognito.middlewareStack.remove('late');
    await expectHers(one, email);
  });
});

describe('another password', () => {
  const change = ({ userId }: Person, password: string, new_password = NEW) =>
    changePassword(
      { caller: { userId }, body: { password, new_password }, sourceIp: world.sourceIp() },
      ports(),
    );

  it('is hers when she knows the present one; every session ends, and she is told', async () => {
    const one = await person();
    const session = (await enter(one.email)) as Session;
    expect(await change(one, 'Wrong-Horse-99')).toMatchObject({ refused: 'wrong_password' });
    expect(world.mails(one.email)).toEqual([]);
    expect(await change(one, PASSWORD)).toEqual({ changed: true });
    expect(await refresh(session)).toMatchObject({ refused: 'invalid_session' });
    expect(await enter(one.email)).toMatchObject(OUT);
    expect(await enter(one.email, NEW)).toHaveProperty('idToken');
    expect(world.mails(one.email)).toHaveLength(1);
    expect(await change(one, PASSWORD)).toMatchObject({ refused: 'wrong_password' });
  });

  it('is not the present one, nor a weak one', () => {
    for (const new_password of [PASSWORD, 'weak', ' Brand-New-Horse-7']) {
      expect(passwordChange.safeParse({ password: PASSWORD, new_password }).success).toBe(false);
    }
    expect(passwordChange.safeParse({ password: 'old', new_password: NEW }).success).toBe(true);
  });

  it('is one of the two, wherever the change died, and never goes untold', async () => {
    for (let at = 1; ; at += 1) {
      const one = await person();
      const lived = await world.dying(at, () => change(one, PASSWORD));
      const ends = [await enter(one.email), await enter(one.email, NEW)];
      expect(ends.filter((end) => 'idToken' in end)).toHaveLength(1);
      const isNew = 'idToken' in (ends[1] ?? {});
      expect(world.mails(one.email).length).toBeGreaterThanOrEqual(isNew ? 1 : 0);
      if (!lived) continue;
      expect(isNew).toBe(true);
      return;
    }
  });
});
