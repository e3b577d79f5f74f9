import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { COGNITO_WAIT_SECONDS, cognito, isFault, THROTTLED } from './cognito.ts';
import { type TooMany, tooMany, tooManyAttempts } from './limits.ts';
import type { Pool } from './pool.ts';
import { NEUTRAL, type Session, sessionOf } from './session.ts';

/**
 * A new id token for a refresh token, which stays as it is.
 *
 * @returns `invalid_session` for a token that ended, was signed out or is none; `too_many_attempts`
 */
export async function refreshSession(
  request: { readonly body: { readonly refreshToken: string }; readonly sourceIp: string },
  { pool: { clientId } }: { readonly pool: Pool },
): Promise<Session | Refusal<'invalid_session'> | TooMany> {
  const { body, sourceIp } = request;
  const refusal = await tooManyAttempts({ sourceIp }, now());
  if (refusal) return refusal;
  try {
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'REFRESH_TOKEN_AUTH',
        AuthParameters: { REFRESH_TOKEN: body.refreshToken },
      }),
    );
    return sessionOf(AuthenticationResult, body.refreshToken);
  } catch (fault) {
    if (isFault(fault, ...THROTTLED)) return tooMany(COGNITO_WAIT_SECONDS);
    if (!isFault(fault, ...NEUTRAL, 'InvalidParameterException')) throw fault;
    return refuse('invalid_session', 'This session is over: sign in again.');
  }
}
