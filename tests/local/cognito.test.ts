import {
  AdminConfirmSignUpCommand,
  AdminDeleteUserCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  AdminUserGlobalSignOutCommand,
  CognitoIdentityProviderClient,
  InitiateAuthCommand,
  SignUpCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Cognito, startCognito } from '../steps/cognito.ts';

/** What the emulator of Cognito had to be taught: here it is as AWS is. */

const Password = 'Correct-Horse-1';
let cognito: Cognito;
let client: CognitoIdentityProviderClient;
beforeAll(async () => {
  cognito = await startCognito();
  client = new CognitoIdentityProviderClient();
});
afterAll(async () => {
  client.destroy();
  await cognito.close();
});

const errorOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (fault: Error) => fault.name,
  );
const signUp = (Username: string, word = Password) =>
  client.send(new SignUpCommand({ ClientId: cognito.clientId, Username, Password: word }));
const signIn = (USERNAME: string, PASSWORD = Password) =>
  client.send(
    new InitiateAuthCommand({
      ClientId: cognito.clientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME, PASSWORD },
    }),
  );
const refresh = (REFRESH_TOKEN = '') =>
  client.send(
    new InitiateAuthCommand({
      ClientId: cognito.clientId,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN },
    }),
  );
const of = (Username: string) => ({ UserPoolId: cognito.userPoolId, Username });

describe('Cognito here', () => {
  test('lets nobody in before an administrator confirmed him, and says how long a token lives', async () => {
    const { UserSub = '', UserConfirmed } = await signUp('a@b.example');
    expect(UserConfirmed).toBe(false);
    expect(await errorOf(signIn('a@b.example'))).toBe('UserNotConfirmedException');
    await client.send(new AdminConfirmSignUpCommand(of(UserSub)));
    expect(await errorOf(client.send(new AdminConfirmSignUpCommand(of(UserSub))))).toBe(
      'NotAuthorizedException',
    );
    const { AuthenticationResult } = await signIn('a@b.example');
    expect(AuthenticationResult?.ExpiresIn).toBe(3600);
    expect(await errorOf(signUp('a@b.example'))).toBe('UsernameExistsException');
  });

  test('names a wrong password and an unknown person alike', async () => {
    expect(await errorOf(signIn('a@b.example', 'Wrong-Horse-1'))).toBe('NotAuthorizedException');
    expect(await errorOf(signIn('nobody@b.example'))).toBe('NotAuthorizedException');
  });

  test('tells an administrator that somebody is not there', async () => {
    const UserAttributes = [{ Name: 'email_verified', Value: 'true' }];
    const nobody = of('nobody@b.example');
    for (const command of [
      new AdminConfirmSignUpCommand(nobody),
      new AdminUpdateUserAttributesCommand({ ...nobody, UserAttributes }),
      new AdminUserGlobalSignOutCommand(nobody),
      new AdminDeleteUserCommand(nobody),
      new AdminSetUserPasswordCommand({ ...nobody, Password, Permanent: true }),
    ]) {
      expect(await errorOf(client.send(command as AdminDeleteUserCommand))).toBe(
        'UserNotFoundException',
      );
    }
  });

  test('ends every session at once', async () => {
    const sessions = [await signIn('a@b.example'), await signIn('a@b.example')];
    for (const { AuthenticationResult } of sessions) {
      expect(await errorOf(refresh(AuthenticationResult?.RefreshToken))).toBe('none');
    }
    await client.send(new AdminUserGlobalSignOutCommand(of('a@b.example')));
    for (const { AuthenticationResult } of sessions) {
      expect(await errorOf(refresh(AuthenticationResult?.RefreshToken))).toBe(
        'NotAuthorizedException',
      );
    }
  });
});
