import { AdminDeleteUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault } from './cognito.ts';

/** Takes a person out of the user pool; who is not there is out already. */
export async function removeUser(UserPoolId: string, userId: UserId): Promise<void> {
  try {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: userId }));
  } catch (fault) {
    if (!isFault(fault, 'UserNotFoundException')) throw fault;
  }
}
