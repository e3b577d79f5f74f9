import {
  type AuthenticationResultType,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { type Refusal, refuse } from '../platform/errors.ts';
import { cognito, isFault, userName } from './cognito.ts';

/** What a signed-in person holds. The id token goes into `Authorization: Bearer`. */
export interface Session {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds until the id token ends. */
  readonly expiresIn: number;
}

/** All that may be wrong with a person or a password: told apart, they would say who is registered. */
const NEUTRAL = [
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
  // What the emulator calls a wrong password.
  'InvalidPasswordException',
];

const THROTTLED = [
  'TooManyRequestsException',
  'LimitExceededException',
  'TooManyFailedAttemptsException',
  'ThrottlingException',
];

/**
 * Signs a person in with e-mail and password.
 *
 * @param clientId the client of the user pool
 * @returns the session; `invalid_credentials`, one answer for every reason that would show whether the address is
 *   registered; `new_password_required` when the right password is a temporary one; `too_many_attempts`
 */
export async function logIn(credentials: {
  readonly clientId: string;
  readonly email: string;
  readonly password: string;
}): Promise<
  Session | Refusal<'invalid_credentials' | 'new_password_required' | 'too_many_attempts'>
> {
  const { clientId, email, password } = credentials;
  try {
    const { AuthenticationResult, ChallengeName } = await cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: userName(email), PASSWORD: password },
      }),
    );
    if (ChallengeName) {
      return refuse('new_password_required', 'This is a temporary password: set one of your own.');
    }
    return sessionOf(AuthenticationResult);
  } catch (fault) {
    if (isFault(fault, ...THROTTLED)) {
      return refuse('too_many_attempts', 'Too many attempts. Wait a little and try again.');
    }
    if (isFault(fault, ...NEUTRAL)) {
      return refuse('invalid_credentials', 'E-mail or password is wrong.');
    }
    throw fault;
  }
}

function sessionOf(result: AuthenticationResultType | undefined): Session {
  const { IdToken, RefreshToken, ExpiresIn } = result ?? {};
  if (!IdToken || !RefreshToken) throw new Error('Cognito answered a sign-in without tokens.');
  return { idToken: IdToken, refreshToken: RefreshToken, expiresIn: ExpiresIn ?? 3_600 };
}
