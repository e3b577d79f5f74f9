import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { addSeconds, expiresAt, type Instant } from '../platform/clock.ts';
import type { UserId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { CODE_SECONDS, codeOf, RESTORE_SECONDS } from './code.ts';
import { getEmailChange } from './email-change.ts';
import { findUser, type PoolUser } from './find-user.ts';
import { getProfile } from './get-profile.ts';
import { type AccountMail, deliverMail, type SendMail } from './mail.ts';
import { PasswordResetEntity } from './password-reset.ts';
import { getRegistration } from './registration.ts';
import { accountTexts } from './texts/index.ts';

interface MailPorts {
  readonly userPoolId: string;
  readonly send: SendMail;
  readonly now: Instant;
}

/**
 * Writes and sends a mail about an account, from what is true now: nothing is sent about a registration that another
 * one replaced, or to an address that has no account.
 *
 * @throws PassingFault when the mail service asks for patience
 */
export async function writeAccountMail(task: AccountMail, ports: MailPorts): Promise<void> {
  switch (task.mail) {
    case 'confirmation':
      return confirmation(task, ports.send);
    case 'registered':
      return registered(task, ports);
    case 'reset':
      return reset(task, ports);
    case 'email_change':
      return emailChange(task, ports);
    case 'email_changed':
      return emailChanged(task, ports);
    case 'password_changed':
      return passwordChanged(task, ports);
  }
}

type Task<Kind extends AccountMail['mail']> = Extract<AccountMail, { mail: Kind }>;

async function confirmation(task: Task<'confirmation'>, send: SendMail): Promise<void> {
  const registration = await getRegistration(task.addressId);
  if (registration?.nonce !== task.nonce) return;
  const { email, language, nonce } = registration;
  const code = codeOf(await platformSecret(), 'registration', nonce);
  const words = accountTexts(language).confirmation({ code });
  await deliverMail(send, { ...words, to: email, key: `confirmation/${nonce}` });
}

async function registered(
  { email, id }: Task<'registered'>,
  { userPoolId, send }: { readonly userPoolId: string; readonly send: SendMail },
): Promise<void> {
  const user = await confirmed(userPoolId, email);
  if (!user) return;
  const words = accountTexts(await languageOf(user)).registered();
  await deliverMail(send, { ...words, to: user.email, key: `registered/${id}` });
}

async function reset({ email, id: nonce }: Task<'reset'>, ports: MailPorts): Promise<void> {
  const user = await confirmed(ports.userPoolId, email);
  if (!user) return;
  await keepCode({ email, nonce, userId: user.userId, seconds: CODE_SECONDS }, ports.now);
  const code = codeOf(await platformSecret(), 'reset', nonce);
  const words = accountTexts(await languageOf(user)).reset({ code });
  await deliverMail(ports.send, { ...words, to: user.email, key: `reset/${nonce}` });
}

/** To the new address: the code, or, when it has an account, that somebody wished for it. */
async function emailChange(task: Task<'email_change'>, ports: MailPorts): Promise<void> {
  const userId = task.userId as UserId;
  const change = await getEmailChange(userId);
  if (!change || change.nonce !== task.nonce || change.provenAt) return;
  const { email, nonce } = change;
  const holder = await confirmed(ports.userPoolId, email);
  if (holder) {
    if (holder.userId === userId) return;
    const words = accountTexts(await languageOf(holder)).emailTaken();
    return deliverMail(ports.send, { ...words, to: holder.email, key: `email-taken/${nonce}` });
  }
  const code = codeOf(await platformSecret(), 'email change', nonce);
  const words = accountTexts(await languageOf({ userId })).emailChange({ code });
  await deliverMail(ports.send, { ...words, to: email, key: `email-change/${nonce}` });
}

/** To the address that was hers, with a code that undoes it; nothing once it is hers again. */
async function emailChanged(
  { userId: id, email, id: nonce }: Task<'email_changed'>,
  ports: MailPorts,
): Promise<void> {
  const userId = id as UserId;
  const user = await findUser(ports.userPoolId, userId);
  if (!user || user.email === email) return;
  const restore = { email, nonce, userId, seconds: RESTORE_SECONDS, restores: true } as const;
  await keepCode(restore, ports.now);
  const code = codeOf(await platformSecret(), 'restore', nonce);
  const words = accountTexts(await languageOf(user)).emailChanged({ code });
  await deliverMail(ports.send, { ...words, to: email, key: `email-changed/${nonce}` });
}

async function passwordChanged(
  { userId, id }: Task<'password_changed'>,
  { userPoolId, send }: MailPorts,
): Promise<void> {
  const user = await findUser(userPoolId, userId);
  if (!user) return;
  const words = accountTexts(await languageOf(user)).passwordChanged();
  await deliverMail(send, { ...words, to: user.email, key: `password-changed/${id}` });
}

/** Keeps what a mailed code can be checked with. The same mail once more changes nothing: its tries stay counted. */
async function keepCode(
  code: {
    readonly email: string;
    readonly nonce: string;
    readonly userId: UserId;
    readonly seconds: number;
    readonly restores?: true;
  },
  now: Instant,
): Promise<void> {
  const { email, nonce, userId, seconds, restores } = code;
  try {
    await PasswordResetEntity.build(PutItemCommand)
      .item({
        ...{ addressId: addressId(email), userId, nonce, tries: 0 },
        ...(restores ? { restores } : {}),
        codeExpiresAt: addSeconds(now, seconds),
        ttl: expiresAt(now, seconds + CODE_SECONDS),
      })
      .options({
        condition: {
          or: [
            { attr: 'nonce', exists: false },
            { attr: 'nonce', ne: nonce },
          ],
        },
      })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}

async function confirmed(userPoolId: string, email: string): Promise<PoolUser | undefined> {
  const user = await findUser(userPoolId, email);
  return user?.status === 'UNCONFIRMED' ? undefined : user;
}

async function languageOf({ userId }: Pick<PoolUser, 'userId'>) {
  return (await getProfile(userId))?.language ?? 'en';
}
