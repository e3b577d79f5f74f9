import { AdminGetUserCommand, type AttributeType } from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault } from './cognito.ts';

/** A person as the user pool knows her. */
export interface PoolUser {
  readonly userId: UserId;
  readonly email: string;
  /** Whether it was proven to be hers. */
  readonly verified: boolean;
  /** `UNCONFIRMED` until the address was proven, then `CONFIRMED`; `FORCE_CHANGE_PASSWORD` of a command half done. */
  readonly status: string;
}

/**
 * Looks a person up in the pool.
 *
 * @param name her e-mail (as {@link userName} spells it) or her id
 */
export async function findUser(userPoolId: string, name: string): Promise<PoolUser | undefined> {
  try {
    const { UserAttributes, UserStatus = '' } = await cognito.send(
      new AdminGetUserCommand({ UserPoolId: userPoolId, Username: name }),
    );
    return {
      userId: attribute(UserAttributes, 'sub') as UserId,
      email: attribute(UserAttributes, 'email'),
      verified: UserAttributes?.some(isVerified) ?? false,
      status: UserStatus,
    };
  } catch (fault) {
    if (isFault(fault, 'UserNotFoundException')) return undefined;
    throw fault;
  }
}

const isVerified = ({ Name, Value }: AttributeType): boolean =>
  Name === 'email_verified' && Value === 'true';

function attribute(attributes: readonly AttributeType[] | undefined, name: string): string {
  const value = attributes?.find(({ Name }) => Name === name)?.Value;
  if (!value) throw new Error(`Cognito answered a user without ${name}.`);
  return value;
}
