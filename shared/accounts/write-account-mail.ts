import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import { addSeconds, expiresAt, type Instant } from '../platform/clock.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { CODE_SECONDS, codeOf } from './code.ts';
import { findUser, type PoolUser } from './find-user.ts';
import { getProfile } from './get-profile.ts';
import { type AccountMail, deliverMail, type SendMail } from './mail.ts';
import { PasswordResetEntity } from './password-reset.ts';
import { getRegistration } from './registration.ts';
import { accountTexts } from './texts/index.ts';

/**
 * Writes and sends a mail about an account, from what is true now: nothing is sent about a registration that another
 * one replaced, or to an address that has no account.
 *
 * @throws PassingFault when the mail service asks for patience
 */
export async function writeAccountMail(
  task: AccountMail,
  ports: { readonly userPoolId: string; readonly send: SendMail; readonly now: Instant },
): Promise<void> {
  switch (task.mail) {
    case 'confirmation':
      return confirmation(task, ports.send);
    case 'registered':
      return registered(task, ports);
    case 'reset':
      return reset(task, ports);
  }
}

type Task<Kind extends AccountMail['mail']> = Extract<AccountMail, { mail: Kind }>;

async function confirmation(task: Task<'confirmation'>, send: SendMail): Promise<void> {
  const registration = await getRegistration(task.addressId);
  if (registration?.nonce !== task.nonce) return;
  const { email, language, name, nonce } = registration;
  const code = codeOf(await platformSecret(), 'registration', nonce);
  const words = accountTexts(language).confirmation({ name, code });
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

async function reset(
  { email, id: nonce }: Task<'reset'>,
  {
    userPoolId,
    send,
    now,
  }: { readonly userPoolId: string; readonly send: SendMail; readonly now: Instant },
): Promise<void> {
  const user = await confirmed(userPoolId, email);
  if (!user) return;
  try {
    await PasswordResetEntity.build(PutItemCommand)
      .item({
        ...{ addressId: addressId(email), userId: user.userId, nonce, tries: 0 },
        codeExpiresAt: addSeconds(now, CODE_SECONDS),
        ttl: expiresAt(now, 2 * CODE_SECONDS),
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
    // The same mail once more: its tries stay counted.
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
  const code = codeOf(await platformSecret(), 'reset', nonce);
  const words = accountTexts(await languageOf(user)).reset({ code });
  await deliverMail(send, { ...words, to: user.email, key: `reset/${nonce}` });
}

async function confirmed(userPoolId: string, email: string): Promise<PoolUser | undefined> {
  const user = await findUser(userPoolId, email);
  return user?.status === 'UNCONFIRMED' ? undefined : user;
}

async function languageOf({ userId }: PoolUser) {
  return (await getProfile(userId))?.language ?? 'en';
}
