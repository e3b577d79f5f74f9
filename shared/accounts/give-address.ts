import { AdminUpdateUserAttributesCommand } from '@aws-sdk/client-cognito-identity-provider';
import { PassingFault } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault } from './cognito.ts';
import { findUser } from './find-user.ts';
import { removeUser } from './remove-user.ts';

/** Says in the pool, and so in every token, that the address is hers. Cognito wants it named in the same breath. */
export async function proveAddress(
  UserPoolId: string,
  userId: UserId,
  email: string,
): Promise<void> {
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId,
      Username: userId,
      UserAttributes: [
        { Name: 'email', Value: email },
        { Name: 'email_verified', Value: 'true' },
      ],
    }),
  );
}

/**
 * Makes an address that a person has proven the one she signs in with. Somebody who only began to register it, and
 * never proved it, gives way.
 *
 * @returns false when another account has it
 */
export async function giveAddress(
  userPoolId: string,
  userId: UserId,
  email: string,
): Promise<boolean> {
  for (let tried = 0; tried < 2; tried += 1) {
    try {
      await proveAddress(userPoolId, userId, email);
      return true;
    } catch (fault) {
      if (!isFault(fault, 'AliasExistsException')) throw fault;
      const holder = await findUser(userPoolId, email);
      if (holder && holder.userId !== userId && holder.status !== 'UNCONFIRMED') return false;
      if (holder && holder.userId !== userId) await removeUser(userPoolId, holder.userId);
    }
  }
  throw new PassingFault('This address is being registered just now.');
}
