import { InitiateAuthCommand } from '@aws-sdk/client-cognito-identity-provider';
import { now } from '../platform/clock.ts';
import { type Refusal, refuse } from '../platform/errors.ts';
import { COGNITO_WAIT_SECONDS, cognito, isFault, THROTTLED, userName } from './cognito.ts';
import { type TooMany, tooMany, tooManyAttempts } from './limits.ts';
import type { AskMail } from './mail.ts';
import type { Pool, ProjectsOfAccounts } from './pool.ts';
import { resumeAccount } from './resume-account.ts';
import { NEUTRAL, type Session, sessionOf, subjectOf } from './session.ts';

export type LogInRefusal = Refusal<'invalid_credentials' | 'new_password_required'> | TooMany;

/**
 * Signs a person in with e-mail and password. Attempts are limited per e-mail and per source address. What broke off
 * while her account was made, changed or deleted goes on here.
 *
 * @param request `sourceIp`: where the attempt comes from
 * @returns the session; `invalid_credentials`, one answer for every reason that would show whether the address is
 *   registered; `new_password_required` when the right password is a temporary one; `too_many_attempts`
 */
export async function logIn(
  request: {
    readonly body: { readonly email: string; readonly password: string };
    readonly sourceIp: string;
  },
  ports: {
    readonly pool: Pool;
    readonly projects: ProjectsOfAccounts;
    readonly askMail: AskMail;
  },
): Promise<Session | LogInRefusal> {
  const { body, sourceIp } = request;
  const email = userName(body.email);
  const refusal = await tooManyAttempts({ email, sourceIp }, now());
  if (refusal) return refusal;
  const session = await signIn(ports.pool, email, body.password);
  if ('refused' in session) return session;
  const userId = subjectOf(session);
  const resumed = userId && (await resumeAccount({ userId, email }, ports));
  if (resumed === 'gone') return invalidCredentials();
  // What ended every session ended this one, and perhaps the address with which it began.
  return resumed === 'signed_out' ? signIn(ports.pool, email, body.password) : session;
}

/** Asks Cognito whether e-mail and password belong together. */
export async function signIn(
  { clientId }: Pool,
  email: string,
  password: string,
): Promise<Session | LogInRefusal> {
  try {
    const { AuthenticationResult, ChallengeName } = await cognito.send(
      new InitiateAuthCommand({
        ClientId: clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: email, PASSWORD: password },
      }),
    );
    if (ChallengeName) {
      return refuse('new_password_required', 'This is a temporary password: set one of your own.');
    }
    return sessionOf(AuthenticationResult);
  } catch (fault) {
    if (isFault(fault, ...THROTTLED)) return tooMany(COGNITO_WAIT_SECONDS);
    if (isFault(fault, ...NEUTRAL)) return invalidCredentials();
    throw fault;
  }
}

const invalidCredentials = () => refuse('invalid_credentials', 'E-mail or password is wrong.');
