import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault, userName } from './cognito.ts';
import { findUser } from './find-user.ts';
import { removeUser } from './remove-user.ts';

/**
 * Makes sure that a person can sign in. Somebody who is registered already keeps the password she has; one whose
 * registration broke off half-way gets `password`, and who never proved the address is not taken for her.
 *
 * @param person `password`: must satisfy the pool's policy
 * @returns her id (the subject of her tokens), and whether `password` is hers now
 */
export async function openAccount(person: {
  readonly userPoolId: string;
  readonly email: string;
  readonly password: string;
}): Promise<{ readonly userId: UserId; readonly passwordSet: boolean }> {
  const { userPoolId: UserPoolId, email, password } = person;
  const Username = userName(email);
  if (!(await create(UserPoolId, Username))) {
    // Somebody registered the address and never proved it: neither the user nor the password need be the owner's.
    const unproven = await findUser(UserPoolId, Username);
    if (unproven?.status === 'UNCONFIRMED') {
      await removeUser(UserPoolId, unproven.userId);
      await create(UserPoolId, Username);
    }
  }
  const user = await findUser(UserPoolId, Username);
  if (!user) throw new Error('Cognito does not know the user it has just made.');
  const passwordSet = user.status === 'FORCE_CHANGE_PASSWORD';
  if (passwordSet) {
    await cognito.send(
      new AdminSetUserPasswordCommand({
        UserPoolId,
        Username,
        Password: password,
        Permanent: true,
      }),
    );
  }
  return { userId: user.userId, passwordSet };
}

/** @returns false when there is such a user */
async function create(UserPoolId: string, Username: string): Promise<boolean> {
  try {
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    );
    return true;
  } catch (fault) {
    if (!isFault(fault, 'UsernameExistsException')) throw fault;
    return false;
  }
}
