import {
  type AuthenticationResultType,
  InitiateAuthCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { overLimit } from '../platform/lambda/call-limit.ts';
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

/** Far more than a person mistypes; Cognito's own lock-out comes on top. */
const PER_EMAIL = { name: 'login-email', perMinute: 10 } as const;
/** An office behind one address still signs in. */
const PER_ADDRESS = { name: 'login-ip', perMinute: 30 } as const;

/**
 * Signs a person in with e-mail and password. Attempts are limited per e-mail and per source address.
 *
 * @param credentials `clientId`: the client of the user pool; `sourceIp`: where the attempt comes from
 * @returns the session; `invalid_credentials`, one answer for every reason that would show whether the address is
 *   registered; `new_password_required` when the right password is a temporary one; `too_many_attempts`
 */
export async function logIn(credentials: {
  readonly clientId: string;
  readonly email: string;
  readonly password: string;
  readonly sourceIp: string;
}): Promise<
  Session | Refusal<'invalid_credentials' | 'new_password_required' | 'too_many_attempts'>
> {
  const { clientId, email, password, sourceIp } = credentials;
  const moment = now();
  const waits = await Promise.all([
    overLimit(PER_EMAIL, userName(email), moment),
    overLimit(PER_ADDRESS, sourceIp, moment),
  ]);
  const wait = Math.max(...waits.map((seconds) => seconds ?? 0));
  if (wait > 0) return tooMany(wait);
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
      return tooMany(COGNITO_WAIT_SECONDS);
    }
    if (isFault(fault, ...NEUTRAL)) {
      return refuse('invalid_credentials', 'E-mail or password is wrong.');
    }
    throw fault;
  }
}

/** Asked for when Cognito limits: it does not say for how long. */
const COGNITO_WAIT_SECONDS = 30;

function tooMany(retry_after: number) {
  const message = 'Too many attempts. Wait a little and try again.';
  return refuse('too_many_attempts', message, { retry_after });
}

function sessionOf(result: AuthenticationResultType | undefined): Session {
  const { IdToken, RefreshToken, ExpiresIn } = result ?? {};
  if (!IdToken || !RefreshToken) throw new Error('Cognito answered a sign-in without tokens.');
  return { idToken: IdToken, refreshToken: RefreshToken, expiresIn: ExpiresIn ?? 3_600 };
}
