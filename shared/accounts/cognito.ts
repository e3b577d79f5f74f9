import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { clientDefaults } from '../platform/aws/client-defaults.ts';

/** The Cognito client of this container. */
export const cognito = new CognitoIdentityProviderClient(clientDefaults);

/** How people are named at Cognito: one spelling, whatever case they type. */
export const userName = (email: string): string => email.trim().toLowerCase();

/** Whether Cognito threw one of the exceptions `names`. */
export function isFault(fault: unknown, ...names: readonly string[]): boolean {
  return fault instanceof Error && names.includes(fault.name);
}
