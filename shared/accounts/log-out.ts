import { AdminUserGlobalSignOutCommand } from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { cognito, isFault } from './cognito.ts';

/**
 * Ends every session of the caller: no refresh token makes a new id token any more. Id tokens that are out end within
 * their hour.
 */
export async function logOut(
  { caller }: { readonly caller: Caller },
  userPoolId: string,
): Promise<{ signed_out: true }> {
  await endSessions(userPoolId, caller.userId);
  return { signed_out: true };
}

/** The same for anybody. Who is not in the pool any more has no session. */
export async function endSessions(UserPoolId: string, userId: UserId): Promise<void> {
  try {
    await cognito.send(new AdminUserGlobalSignOutCommand({ UserPoolId, Username: userId }));
  } catch (fault) {
    if (!isFault(fault, 'UserNotFoundException')) throw fault;
  }
}
