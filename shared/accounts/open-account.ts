import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  type AttributeType,
} from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';
import { cognito, isFault, userName } from './cognito.ts';

/**
 * Makes sure that a person can sign in. Somebody who is registered already keeps the password she has; one whose
 * registration broke off half-way gets `password`.
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
  await cognito
    .send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username,
        MessageAction: 'SUPPRESS',
        UserAttributes: [
          { Name: 'email', Value: Username },
          { Name: 'email_verified', Value: 'true' },
        ],
      }),
    )
    .catch((fault: unknown) => {
      if (!isFault(fault, 'UsernameExistsException')) throw fault;
    });
  const user = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username }));
  const passwordSet = user.UserStatus === 'FORCE_CHANGE_PASSWORD';
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
  return { userId: subjectOf(user.UserAttributes), passwordSet };
}

function subjectOf(attributes: readonly AttributeType[] | undefined): UserId {
  const subject = attributes?.find(({ Name }) => Name === 'sub')?.Value;
  if (!subject) throw new Error('Cognito answered a user without a sub.');
  return subject as UserId;
}
