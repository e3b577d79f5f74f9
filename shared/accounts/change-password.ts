import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { PasswordChange } from '../contracts/accounts.ts';
import { now } from '../platform/clock.ts';
import { isRefusal, type Refusal, refuse } from '../platform/errors.ts';
import { randomId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { type AccountDeleted, activeProfile } from './active-profile.ts';
import { cognito } from './cognito.ts';
import { findUser } from './find-user.ts';
import { type TooMany, tooManyAttempts } from './limits.ts';
import { endSessions } from './log-out.ts';
import { type AskMail, withoutMail } from './mail.ts';
import type { Pool } from './pool.ts';
import { wrongPassword } from './wrong-password.ts';

export type PasswordChangeRefusal = AccountDeleted | Refusal<'wrong_password'> | TooMany;

/**
 * Sets another password for who knows the present one. Every session ends, this one too, and her mailbox is told.
 *
 * @param request `body` as the API read it: `password` is the present one
 */
export async function changePassword(
  request: {
    readonly caller: Caller;
    readonly body: PasswordChange;
    readonly sourceIp: string;
  },
  { pool, askMail }: { readonly pool: Pool; readonly askMail: AskMail },
): Promise<{ changed: true } | PasswordChangeRefusal> {
  const { caller, body, sourceIp } = request;
  const { userId } = caller;
  const { userPoolId: UserPoolId } = pool;
  const profile = await activeProfile(UserPoolId, userId);
  if (isRefusal(profile)) return profile;
  const early = await tooManyAttempts({ email: profile.email, sourceIp }, now());
  if (early) return early;
  const user = await findUser(UserPoolId, userId);
  if (!user) return refuse('account_deleted', 'This account is deleted.');
  const refusal = await wrongPassword(pool, user, body.password);
  if (refusal) return refusal;
  // Before: after a crash the present password is another, and nobody could ask for it again. Told without need is better
  // than not told.
  if (!withoutMail(await platformSecret())) {
    await askMail({ mail: 'password_changed', userId, id: randomId(26), attempt: 0 });
  }
  await endSessions(UserPoolId, userId);
  const Password = body.new_password;
  await cognito.send(
    new AdminSetUserPasswordCommand({ UserPoolId, Username: userId, Password, Permanent: true }),
  );
  // Those that began with the old password in between.
  await endSessions(UserPoolId, userId);
  return { changed: true };
}
