import { PutItemCommand } from 'dynamodb-toolbox/entity/actions/put';
import type { EmailChangeDocument, EmailChangeWish } from '../contracts/accounts.ts';
import { addSeconds, expiresAt, now } from '../platform/clock.ts';
import { isRefusal, PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { type AccountDeleted, activeProfile } from './active-profile.ts';
import { CODE_SECONDS } from './code.ts';
import { isFault } from './cognito.ts';
import { EmailChangeEntity, getEmailChange } from './email-change.ts';
import { findUser } from './find-user.ts';
import { type TooMany, tooManyAttempts, tooManyMails } from './limits.ts';
import { type AskMail, withoutMail } from './mail.ts';
import type { Pool } from './pool.ts';
import { settleEmailChange } from './settle-email-change.ts';
import { wrongPassword } from './wrong-password.ts';

export type EmailChangeRefusal =
  | AccountDeleted
  | Refusal<'wrong_password' | 'same_address' | 'mail_not_configured'>
  | TooMany;

/**
 * Begins to change the caller's e-mail: a code is mailed to the new address, and nothing is changed until it comes back.
 * An address that belongs to another account is answered the same; its holder is told by mail, by whoever writes it.
 *
 * @param request `body.password` is asked for once more
 * @returns until when the code is good; `same_address` for the one she has
 */
export async function changeEmail(
  request: {
    readonly caller: Caller;
    readonly body: EmailChangeWish;
    readonly sourceIp: string;
  },
  ports: { readonly pool: Pool; readonly askMail: AskMail },
): Promise<EmailChangeDocument | EmailChangeRefusal> {
  const { caller, body, sourceIp } = request;
  const { userId } = caller;
  const { pool, askMail } = ports;
  const profile = await activeProfile(pool.userPoolId, userId);
  if (isRefusal(profile)) return profile;
  const present = now();
  const early =
    withoutMail(await platformSecret()) ??
    (await tooManyAttempts({ email: profile.email, sourceIp }, present));
  if (early) return early;
  const before = await getEmailChange(userId);
  if (before?.provenAt) await settleEmailChange(before, ports);
  // The pool knows best: a profile may be a step behind.
  const user = await findUser(pool.userPoolId, userId);
  if (!user) return refuse('account_deleted', 'This account is deleted.');
  const refusal =
    (await wrongPassword(pool, user, body.password)) ??
    (body.email === user.email
      ? refuse('same_address', 'This is the address of the account already.')
      : undefined) ??
    (await tooManyMails(body.email, present)) ??
    (await tooManyMails(userId, present));
  if (refusal) return refusal;
  const nonce = randomId(26);
  const codeExpiresAt = addSeconds(present, CODE_SECONDS);
  try {
    await EmailChangeEntity.build(PutItemCommand)
      .item({
        ...{ userId, email: body.email, from: user.email, nonce, codeExpiresAt, tries: 0 },
        ttl: expiresAt(present, 2 * CODE_SECONDS),
      })
      .options({ condition: { attr: 'provenAt', exists: false } })
      .send();
  } catch (fault) {
    if (!isFault(fault, 'ConditionalCheckFailedException')) throw fault;
    throw new PassingFault('The e-mail of this account is being changed.');
  }
  await askMail({ mail: 'email_change', userId, nonce, attempt: 0 });
  return { code_expires_at: codeExpiresAt };
}
