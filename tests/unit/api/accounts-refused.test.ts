import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type AwsJson, startAwsJson } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

let cognito: AwsJson;
let dynoxide: Dynoxide;
let handler: Parameters<typeof call>[0];
beforeAll(async () => {
  dynoxide = await startTable();
  cognito = await startAwsJson();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: cognito.endpoint,
    AWS_REGION: 'us-east-1',
    USER_POOL_ID: 'pool-1',
    USER_POOL_CLIENT_ID: 'client-1',
    MAIL_QUEUE_URL: 'http://127.0.0.1:9/000000000000/mail',
  });
  ({ handler } = await import('../../../functions/api/accounts.lambda.ts'));
});
afterAll(() => Promise.all([cognito.close(), dynoxide.close()]));

const body = { email: 'owner@salon.example', password: 'Correct-Horse-1' };
const logIn = () => call(handler, { route: 'POST /api/accounts/login', body });

describe('a sign-in that Cognito refuses', () => {
  it('is told by one neutral answer, whatever the reason', async () => {
    const answers = [];
    for (const error of [
      'NotAuthorizedException',
      'UserNotFoundException',
      'UserNotConfirmedException',
      'PasswordResetRequiredException',
      'InvalidPasswordException',
    ]) {
      cognito.answer('InitiateAuth', { error, message: `${error} of ${body.email}` });
      const { status, body: text } = await logIn();
      answers.push(`${status} ${text}`);
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toMatch(/^401 .*"invalid_credentials"/);
  });

  it.each(['TooManyRequestsException', 'LimitExceededException', 'TooManyFailedAttemptsException'])(
    'asks for patience on %s',
    async (error) => {
      cognito.answer('InitiateAuth', { error });
      const { status, json } = await logIn();
      expect(status).toBe(429);
      expect(json).toMatchObject({ error: { code: 'too_many_attempts' } });
    },
  );

  it('says so when the right password is a temporary one', async () => {
    cognito.answer('InitiateAuth', { body: { ChallengeName: 'NEW_PASSWORD_REQUIRED' } });
    expect(await logIn()).toMatchObject({
      status: 403,
      json: { error: { code: 'new_password_required' } },
    });
  });

  it('is a fault that says nothing when the pool is not there', async () => {
    const line = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    cognito.answer('InitiateAuth', { error: 'ResourceNotFoundException', message: 'client-1' });
    const { status, body: text } = await logIn();
    expect(status).toBe(500);
    expect(text).not.toMatch(/client-1|ResourceNotFound/);
    line.mockRestore();
  });

  it('never sent a password anywhere but to Cognito, in the flow that the client allows', async () => {
    expect(cognito.calls.at(-1)).toEqual({
      target: 'AWSCognitoIdentityProviderService.InitiateAuth',
      body: {
        ClientId: 'client-1',
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: body.email, PASSWORD: body.password },
      },
    });
  });
});
