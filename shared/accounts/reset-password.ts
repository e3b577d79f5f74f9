import { AdminSetUserPasswordCommand } from '@aws-sdk/client-cognito-identity-provider';
import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import { $add, UpdateItemCommand } from 'dynamodb-toolbox/entity/actions/update';
import type { PasswordReset } from '../contracts/accounts.ts';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { platformSecret } from '../platform/secrets/platform-secret.ts';
import { addressId } from './address.ts';
import { isCodeOf, MOST_TRIES } from './code.ts';
import { cognito, isFault } from './cognito.ts';
import { findUser } from './find-user.ts';
import { proveAddress } from './give-address.ts';
import { type TooMany, tooManyAttempts } from './limits.ts';
import { endSessions } from './log-out.ts';
import { PasswordResetEntity } from './password-reset.ts';
import type { Pool } from './pool.ts';
import { restoreAddress } from './restore-address.ts';

/**
 * Sets a new password with the mailed code, which is used up by it, and ends every session of the account: who resets
 * a password may do it because somebody else knows the old one. The code that is mailed to an address when it stops being
 * that of an account also makes it that again.
 *
 * @returns `invalid_code`, one answer for every reason; `too_many_attempts`
 */
export async function resetPassword(
  request: { readonly body: PasswordReset; readonly sourceIp: string },
  { pool: { userPoolId: UserPoolId } }: { readonly pool: Pool },
): Promise<{ reset: true } | Refusal<'invalid_code'> | TooMany> {
  const { body, sourceIp } = request;
  const refusal = await tooManyAttempts({ email: body.email, sourceIp }, now());
  if (refusal) return refusal;
  const proven = await tryCode(body);
  if (!proven) return invalid();
  const { userId, nonce } = proven;
  try {
    if (!(await isHers(UserPoolId, proven, body.email))) return invalid();
    await cognito.send(
      new AdminSetUserPasswordCommand({
        ...{ UserPoolId, Username: userId, Password: body.password, Permanent: true },
      }),
    );
    await endSessions(UserPoolId, userId);
  } catch (fault) {
    if (isFault(fault, 'UserNotFoundException')) return invalid();
    throw fault;
  }
  // Last: a crash before it leaves a code that does the same once more.
  await useUp(addressId(body.email), nonce);
  return { reset: true };
}

/** Whether the address is the account's: as it is now, or again, by the code that its change left there. */
async function isHers(
  UserPoolId: string,
  { userId, restores }: Proven,
  email: string,
): Promise<boolean> {
  if (restores) return restoreAddress(UserPoolId, userId, email);
  const user = await findUser(UserPoolId, userId);
  if (user?.email !== email) return false;
  if (!user.verified) await proveAddress(UserPoolId, userId, email);
  return true;
}

interface Proven {
  readonly userId: UserId;
  readonly nonce: string;
  readonly restores: boolean;
}

const invalid = () => refuse('invalid_code', 'This code is not valid, or not any more.');

async function tryCode(body: PasswordReset): Promise<Proven | undefined> {
  try {
    const { Attributes } = await PasswordResetEntity.build(UpdateItemCommand)
      .item({ addressId: addressId(body.email), tries: $add(1) })
      .options({
        returnValues: 'ALL_NEW',
        condition: {
          and: [
            { attr: 'codeExpiresAt', gt: now() },
            { attr: 'tries', lt: MOST_TRIES },
          ],
        },
      })
      .send();
    const { userId, nonce = '', restores = false } = Attributes ?? {};
    const purpose = restores ? 'restore' : 'reset';
    const right = isCodeOf(await platformSecret(), purpose, nonce, body.code);
    return right ? { userId: userId as UserId, nonce, restores } : undefined;
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
    return undefined;
  }
}

async function useUp(address: string, nonce: string): Promise<void> {
  try {
    await PasswordResetEntity.build(DeleteItemCommand)
      .key({ addressId: address })
      .options({ condition: { attr: 'nonce', eq: nonce } })
      .send();
  } catch (fault) {
    if (!(fault instanceof Error) || fault.name !== 'ConditionalCheckFailedException') throw fault;
  }
}
