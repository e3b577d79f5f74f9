import type { AuthenticationResultType } from '@aws-sdk/client-cognito-identity-provider';
import type { UserId } from '../platform/ids.ts';

/** What a signed-in person holds. The id token goes into `Authorization: Bearer`. */
export interface Session {
  readonly idToken: string;
  readonly refreshToken: string;
  /** Seconds until the id token ends. */
  readonly expiresIn: number;
}

/** All that may be wrong with a person or a password: told apart, they would say who is registered. */
export const NEUTRAL = [
  'NotAuthorizedException',
  'UserNotFoundException',
  'UserNotConfirmedException',
  'PasswordResetRequiredException',
  // What the emulator calls a wrong password.
  'InvalidPasswordException',
] as const;

/**
 * The session of an answer of Cognito.
 *
 * @param refreshToken the one that was used, when the answer brings no new one
 */
export function sessionOf(
  result: AuthenticationResultType | undefined,
  refreshToken?: string,
): Session {
  const { IdToken, RefreshToken = refreshToken, ExpiresIn } = result ?? {};
  if (!IdToken || !RefreshToken) throw new Error('Cognito answered a sign-in without tokens.');
  return { idToken: IdToken, refreshToken: RefreshToken, expiresIn: ExpiresIn ?? 3_600 };
}

/** Whose session it is: the subject of a token that Cognito has just handed out. */
export function subjectOf({ idToken }: Session): UserId | undefined {
  try {
    const [, claims = ''] = idToken.split('.');
    const { sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { sub?: unknown };
    return typeof sub === 'string' ? (sub as UserId) : undefined;
  } catch {
    return undefined;
  }
}
