import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findUser } from '../../../shared/accounts/find-user.ts';
import {
  confirmRegistration,
  getProfile,
  logIn,
  openAccount,
  type ProjectsOfAccounts,
  resendCode,
} from '../../../shared/accounts/index.ts';
import { SPHERES } from '../../../shared/catalogue/index.ts';
import { newAccount } from '../../../shared/contracts/accounts.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { addSeconds, now } from '../../../shared/platform/clock.ts';
import type { UserId } from '../../../shared/platform/ids.ts';
import { listOwnProjects, projectsOfAccounts } from '../../../shared/projects/index.ts';
import { PASSWORD, people } from '../../steps/people.ts';

const world = people();
const { ports } = world;
const confirm = (email: string, registration_id: string, code = world.code(email)) =>
  confirmRegistration(
    { body: { email, registration_id, code }, sourceIp: world.sourceIp() },
    ports(),
  );
const enter = (email: string, password = PASSWORD) =>
  logIn({ body: { email, password }, sourceIp: world.sourceIp() }, ports());
const idOf = async (email: string): Promise<UserId> => {
  const user = await findUser(world.pool().userPoolId, email);
  if (!user) throw new Error(`${email} is not in the pool.`);
  return user.userId;
};
const projectsOf = async (email: string) =>
  (await listOwnProjects({ caller: { userId: await idOf(email) }, query: {} })).projects;

/** Everything an account is made of, exactly once. */
async function expectWhole(email: string): Promise<void> {
  expect(await enter(email)).toMatchObject({ idToken: expect.any(String) });
  expect(await getProfile(await idOf(email))).toMatchObject({ email, sphereId: 2, country: 'UA' });
  expect(await projectsOf(email)).toMatchObject([{ name: 'Rosa', role: 'owner', package: 'free' }]);
}

afterEach(() => vi.useRealTimers());

describe('a registration', () => {
  it.each(['confirms again', 'signs in'])(
    'that dies between any two steps of its end is whole when she %s',
    async (how) => {
      for (let at = 1; ; at += 1) {
        const email = world.address();
        const form = await world.begins(world.form(email));
        const code = world.code(email);
        const lived = await world.dying(at, () => confirm(email, form, code));
        const inPool = await findUser(world.pool().userPoolId, email);
        if (how === 'confirms again' || inPool?.status !== 'CONFIRMED') {
          const again = await confirm(email, form, code);
          // What was finished before it died knows no code any more.
          expect(['refused' in again ? again.refused : 'confirmed']).toEqual([
            expect.stringMatching(/^(confirmed|invalid_code)$/),
          ]);
        }
        await expectWhole(email);
        if (!lived) continue;
        expect(at).toBeGreaterThan(8);
        return;
      }
    },
  );

  it('that dies between any two steps of its beginning is begun anew', async () => {
    for (let at = 1; ; at += 1) {
      const email = world.address();
      const lived = await world.dying(at, () => world.begins(world.form(email)));
      const form = await world.begins(world.form(email));
      expect(await confirm(email, form)).toEqual({ confirmed: true });
      await expectWhole(email);
      if (!lived) continue;
      expect(at).toBeGreaterThan(4);
      return;
    }
  });

  it('that is confirmed by two at the same moment makes one project', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = world.address();
      const form = await world.begins(world.form(email));
      const code = world.code(email);
      const ends = await Promise.all([1, 2, 3].map(() => confirm(email, form, code)));
      expect(ends).toContainEqual({ confirmed: true });
      await expectWhole(email);
    }
  });

  it('of an invited person makes no project', async () => {
    const email = world.address();
    const form = await world.begins({ ...world.form(email), invitation: 'token' });
    await confirm(email, form);
    expect(await projectsOf(email)).toEqual([]);
    await enter(email);
    expect(await projectsOf(email)).toEqual([]);
  });

  it('does not come back after its project is gone', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email));
    await confirm(email, form);
    await projectsOfAccounts.leaveAll(await idOf(email), true);
    await enter(email);
    expect(await projectsOf(email)).toEqual([]);
  });

  it('mails nobody what a stranger typed into the form', async () => {
    const email = world.address();
    const name = 'Your account is locked: https://evil.example';
    await world.begins(world.form(email, { name, business_name: name }));
    const [mail] = world.mails(email);
    expect(mail?.text).toContain(world.code(email));
    expect(JSON.stringify(mail)).not.toMatch(/evil|locked/);
  });

  it('is told to the owner of an address that is taken, and changes nothing of his', async () => {
    const email = world.address();
    await confirm(email, await world.begins(world.form(email)));
    const form = await world.begins(world.form(email, { password: 'Stolen-Horse-9' }));
    expect(form).toMatch(/^[0-9A-Z]{26}$/);
    expect(world.mails(email).at(-1)?.subject).toBe('У вас уже є обліковий запис frontdesk');
    expect(await enter(email, 'Stolen-Horse-9')).toMatchObject({ refused: 'invalid_credentials' });
    await expectWhole(email);
  });

  it('takes the place of an unconfirmed one, whose form and code are worth nothing then', async () => {
    const email = world.address();
    const stranger = await world.begins(world.form(email, { password: 'Stranger-Horse-1' }));
    const [first] = [world.code(email)];
    const hers = await world.begins(world.form(email));
    const second = world.code(email);
    for (const [form, code] of [
      [stranger, first],
      [stranger, second],
      [hers, first],
    ] as const) {
      expect(await confirm(email, form, code)).toMatchObject({ refused: 'invalid_code' });
    }
    expect(await confirm(email, hers, second)).toEqual({ confirmed: true });
    await expectWhole(email);
    expect(await enter(email, 'Stranger-Horse-1')).toMatchObject({
      refused: 'invalid_credentials',
    });
  });

  it('that nobody proved is not taken for the owner whom a command names', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email, { password: 'Stranger-Horse-1' }));
    const stranger = await idOf(email);
    const opened = await openAccount({ ...world.pool(), email, password: PASSWORD });
    expect(opened).toEqual({ userId: expect.not.stringMatching(stranger), passwordSet: true });
    expect(await confirm(email, form)).toMatchObject({ refused: 'invalid_code' });
    expect(await enter(email, 'Stranger-Horse-1')).toMatchObject({
      refused: 'invalid_credentials',
    });
    expect(await enter(email)).toHaveProperty('idToken');
    expect(await projectsOf(email)).toEqual([]);
  });

  it('begun by two at the same moment belongs to one of them, whole', async () => {
    for (let round = 0; round < 5; round += 1) {
      const email = world.address();
      const forms = await Promise.allSettled([1, 2].map(() => world.begins(world.form(email))));
      const form = await world.begins(world.form(email));
      expect(forms.length).toBe(2);
      expect(await confirm(email, form)).toEqual({ confirmed: true });
      await expectWhole(email);
    }
  });

  it('overtaken by a second tap on the button is the second one, and the row of the first comes too late', async () => {
    const email = world.address();
    let overtake = () => {};
    const overtaken = new Promise<void>((done) => (overtake = done));
    let first = true;
    dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName === 'PutItemCommand' && first) {
          first = false;
          await overtaken;
        }
        return next(args);
      },
      { step: 'initialize', name: 'slow first writer' },
    );
    const slow = world.begins(world.form(email));
    await vi.waitUntil(() => !first);
    const form = await world.begins(world.form(email));
    overtake();
    await slow;
    dynamodb.middlewareStack.remove('slow first writer');
    expect(await confirm(email, form)).toEqual({ confirmed: true });
    await expectWhole(email);
  });
});

describe('a code', () => {
  const wrong = (code: string) => (code === '00000000' ? '00000001' : '00000000');

  it('can be tried eight times, and a new one does not begin the count anew', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email));
    for (let tried = 0; tried < 5; tried += 1) {
      expect(await confirm(email, form, wrong(world.code(email)))).toMatchObject({
        refused: 'invalid_code',
      });
    }
    const { askMail } = world;
    const resent = await resendCode(
      { body: { email, registration_id: form }, sourceIp: world.sourceIp() },
      { askMail },
    );
    expect(resent).toEqual({ accepted: true });
    // Another minute: the limit of the address is not what is tried here.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 61)) });
    for (let tried = 0; tried < 3; tried += 1) {
      await confirm(email, form, wrong(world.code(email)));
    }
    expect(await confirm(email, form)).toMatchObject({ refused: 'invalid_code' });
    vi.useRealTimers();
  });

  it('is good for an hour', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(addSeconds(now(), 3_601)) });
    expect(await confirm(email, form)).toMatchObject({ refused: 'invalid_code' });
    vi.useRealTimers();
    expect(await confirm(email, form)).toEqual({ confirmed: true });
  });

  it('is not sent again to who has not the form, and he is answered the same', async () => {
    const email = world.address();
    await world.begins(world.form(email));
    const before = world.mails(email).length;
    const { askMail } = world;
    for (const address of [email, 'nobody@salon.example']) {
      const answered = await resendCode(
        { body: { email: address, registration_id: '0'.repeat(26) }, sourceIp: world.sourceIp() },
        { askMail },
      );
      expect(answered).toEqual({ accepted: true });
    }
    expect(world.mails(email)).toHaveLength(before);
  });

  it('is mailed at most ten times an hour, whoever is registered', async () => {
    const email = world.address();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-24T08:00:15.000Z') });
    const statuses = [];
    for (let one = 0; one < 12; one += 1) {
      const form = await world.begins(world.form(email)).catch((fault: Error) => fault.message);
      statuses.push(/too_many_attempts/.test(form) ? 'too many' : 'mailed');
    }
    // The limit per minute and e-mail is ten as well.
    expect(statuses).toEqual([...Array(10).fill('mailed'), 'too many', 'too many']);
  });
});

describe('what is posted', () => {
  const read = (more: object) => newAccount.safeParse({ ...world.form('a@b.example'), ...more });
  const wrongAt = (more: object) => read(more).error?.issues.map(({ path }) => path.join('.'));

  it.each([
    ['password', 'short-A1'],
    ['password', 'alllowercase-1'],
    ['password', 'ALLUPPERCASE-1'],
    ['password', 'No-digits-here'],
    ['password', 'NoSignsHere123'],
    ['password', ' Spaced-Horse-1'],
    ['email', 'not an address'],
    ['country', 'UK'],
    ['country', 'ZZ'],
    ['country', 'Ukraine'],
    ['time_zone', '+02:00'],
    ['time_zone', 'Europe/Nowhere'],
    ['language', 'fr'],
    ['sphere', 'cars'],
    ['name', '   '],
    ['business_name', undefined],
  ])('is refused for its %s: %s', (field, value) => {
    expect(wrongAt({ [field]: value })).toEqual([field]);
  });

  it('knows the spheres of the catalogue, and takes an address in any case', () => {
    for (const { slug: sphere } of SPHERES) expect(wrongAt({ sphere })).toBeUndefined();
    expect(read({ email: ' Olena@Salon.Example ' }).data?.email).toBe('olena@salon.example');
    expect(read({ country: 'ua' }).data?.country).toBe('UA');
    expect(wrongAt({ business_name: undefined, invitation: 'x' })).toBeUndefined();
  });
});

describe('a project that cannot be made', () => {
  it('leaves the registration, and the next sign-in goes on', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email));
    const broken: ProjectsOfAccounts = {
      ...projectsOfAccounts,
      makeFirst: () => Promise.reject(new Error('no table')),
    };
    const code = world.code(email);
    const end = confirmRegistration(
      { body: { email, registration_id: form, code }, sourceIp: world.sourceIp() },
      { pool: world.pool(), projects: broken },
    );
    await expect(end).rejects.toThrow('no table');
    await expectWhole(email);
  });

  it('because DynamoDB refused both of two is not taken for one that is there', async () => {
    const email = world.address();
    const form = await world.begins(world.form(email));
    let refused = 0;
    dynamodb.middlewareStack.add(
      (next, context) => async (args) => {
        if (context.commandName !== 'TransactWriteItemsCommand' || refused > 0) return next(args);
        refused += 1;
        const CancellationReasons = [{ Code: 'TransactionConflict' }];
        const told = { message: 'conflict', $metadata: {}, CancellationReasons };
        throw new TransactionCanceledException(told);
      },
      { step: 'initialize', name: 'both refused' },
    );
    await expect(confirm(email, form)).rejects.toThrow('being made');
    dynamodb.middlewareStack.remove('both refused');
    expect(refused).toBe(1);
    await expectWhole(email);
  });
});
