import { afterAll, beforeAll } from 'vitest';
import { cognito as client } from '../../shared/accounts/cognito.ts';
import {
  type AccountMail,
  type Mail,
  openAccount,
  type Pool,
  register,
  writeAccountMail,
} from '../../shared/accounts/index.ts';
import type { NewAccount } from '../../shared/contracts/accounts.ts';
import { dynamodb } from '../../shared/platform/aws/dynamodb.ts';
import { now } from '../../shared/platform/clock.ts';
import type { UserId } from '../../shared/platform/ids.ts';
import {
  type InvitationMail,
  projectsOfAccounts,
  writeInvitationMail,
} from '../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from './aws-json.ts';
import { type Cognito, startCognito } from './cognito.ts';
import { type Dynoxide, startTable } from './dynoxide.ts';
import { codeIn, tokenIn } from './mailbox.ts';

export class Died extends Error {}

export const PASSWORD = 'Correct-Horse-1';

/** Somebody with an account. */
export interface Person {
  readonly email: string;
  readonly userId: UserId;
}

/** A table, a user pool and a mailbox for one test file; every call that changes something may be somebody's last. */
export function people() {
  let dynoxide: Dynoxide;
  let cognito: Cognito;
  let secret: AwsJson;
  let lastCall: number | undefined;
  let calls = 0;
  let dead = false;
  const mails: Mail[] = [];
  /** Dead after this call, which is the same as before the next. */
  const effect = async <Out>(apply: () => Promise<Out>): Promise<Out> => {
    if (dead) throw new Died();
    calls += 1;
    const last = calls === lastCall;
    // Also after a call that is answered with a fault.
    const out = await apply().finally(() => {
      dead ||= last;
    });
    if (!last) return out;
    throw new Died();
  };
  const watch = { step: 'initialize', name: 'worker that may die' } as const;
  beforeAll(async () => {
    [dynoxide, cognito, secret] = await Promise.all([
      startTable(),
      startCognito(),
      startPlatformSecret({
        PLATFORM_KEY: 'k'.repeat(64),
        RESEND_API_KEY: 're_stand_in',
        MAIL_FROM: 'a@b.example',
        PANEL_URL: 'https://panel.example',
      }),
    ]);
    dynamodb.middlewareStack.add((next) => (args) => effect(() => next(args)), watch);
    client.middlewareStack.add((next) => (args) => effect(() => next(args)), watch);
  });
  afterAll(() => Promise.all([dynoxide.close(), cognito.close(), secret.close()]));

  const pool = (): Pool => ({ userPoolId: cognito.userPoolId, clientId: cognito.clientId });
  const send = async (mail: Mail) => {
    // The service knows a mail by its key.
    if (!mails.some(({ key }) => key === mail.key)) mails.push(mail);
    return { kind: 'delivered' } as const;
  };
  const askMail = async (task: AccountMail | InvitationMail): Promise<void> => {
    if (task.mail === 'invitation') return writeInvitationMail(task, { send });
    const { userPoolId } = pool();
    return writeAccountMail(task, { userPoolId, send, now: now() });
  };
  /** What use cases of accounts work with. */
  const ports = () => ({ pool: pool(), projects: projectsOfAccounts, askMail });
  const to = (address: string): Mail[] => mails.filter((mail) => mail.to === address);
  let numbered = 0;
  /** An address that nobody has had yet. */
  const address = (): string => {
    numbered += 1;
    return `person-${numbered}@salon.example`;
  };
  return {
    pool,
    askMail,
    ports,
    address,
    /** Somebody whose account is opened, with {@link PASSWORD}. */
    async person(): Promise<Person> {
      const email = address();
      const { userId } = await openAccount({ ...pool(), email, password: PASSWORD });
      return { email, userId };
    },
    mails: to,
    code: (address: string): string => codeIn(to(address).at(-1) ?? { text: '' }),
    link: (address: string): string => tokenIn(to(address).at(-1) ?? { text: '' }),
    /** Where an attempt comes from: nobody meets another's limit. */
    sourceIp: (): string => {
      numbered += 1;
      return `10.0.${numbered >> 8}.${numbered & 255}`;
    },
    form: (email: string, more: Partial<NewAccount> = {}): NewAccount => ({
      ...{ name: 'Olena', email, password: PASSWORD, business_name: 'Rosa', sphere: 'beauty' },
      ...{ country: 'UA', time_zone: 'Europe/Kyiv', language: 'uk', ...more },
    }),
    /** @returns the id of the form */
    async begins(form: NewAccount): Promise<string> {
      const sourceIp = this.sourceIp();
      const begun = await register({ body: form, sourceIp }, ports());
      if (!('registration_id' in begun)) throw new Error(JSON.stringify(begun));
      return begun.registration_id;
    },
    /**
     * Runs `work` and lets it die after its so-manieth call to the table or the pool, whose answer it never hears.
     *
     * @returns whether it lived
     */
    async dying(after: number, work: () => Promise<unknown>): Promise<boolean> {
      [calls, dead, lastCall] = [0, false, after];
      try {
        await work();
        return !dead;
      } catch (fault) {
        if (!dead) throw fault;
        return false;
      } finally {
        [dead, lastCall] = [false, undefined];
      }
    },
  };
}
