import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientDefaults } from '../platform/aws/client-defaults.ts';
import { PassingFault } from '../platform/errors.ts';

/** What Cognito says when it is asked too often. */
export const THROTTLED = [
  'TooManyRequestsException',
  'LimitExceededException',
  'TooManyFailedAttemptsException',
  'ThrottlingException',
] as const;

/** Asked for when Cognito limits: it does not say for how long. */
export const COGNITO_WAIT_SECONDS = 30;

/** The Cognito client of this container. */
export const cognito = new CognitoIdentityProviderClient(clientDefaults);

// A sign-in words its limit itself: it may be that of one person. Everything else is only busy.
cognito.middlewareStack.add(
  (next, context) => async (args) => {
    try {
      return await next(args);
    } catch (fault) {
      if (context.commandName === 'InitiateAuthCommand' || !isFault(fault, ...THROTTLED))
        throw fault;
      throw new PassingFault('Cognito is asked too often.', {
        cause: fault,
        retryAfterSeconds: COGNITO_WAIT_SECONDS,
      });
    }
  },
  { step: 'initialize', name: 'busyIsPassing' },
);

/** How people are named at Cognito: one spelling, whatever case they type. */
export const userName = (email: string): string => email.trim().toLowerCase();

/** Whether Cognito threw one of the exceptions `names`. */
export function isFault(fault: unknown, ...names: readonly string[]): boolean {
  return fault instanceof Error && names.includes(fault.name);
}
