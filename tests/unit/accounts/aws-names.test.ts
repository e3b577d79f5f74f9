import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type AwsJson, startAwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

/** The answers of AWS, by its names for things, which the emulator does not always use. */

let aws: AwsJson;
let secret: AwsJson;
let dynoxide: Dynoxide;
let handler: Parameters<typeof call>[0];
beforeAll(async () => {
  [dynoxide, secret, aws] = await Promise.all([
    startTable(),
    startPlatformSecret({
      ...{ PLATFORM_KEY: 'k'.repeat(64), RESEND_API_KEY: 're_x', MAIL_FROM: 'a@b.example' },
    }),
    startAwsJson(),
  ]);
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: aws.endpoint,
    AWS_ENDPOINT_URL_SQS: aws.endpoint,
    USER_POOL_ID: 'pool-1',
    USER_POOL_CLIENT_ID: 'client-1',
    MAIL_QUEUE_URL: `${aws.endpoint}/000000000000/mail`,
  });
  aws.answer('SendMessage', ({ MessageBody }) => ({
    body: {
      MessageId: '1',
      MD5OfMessageBody: createHash('md5').update(String(MessageBody)).digest('hex'),
    },
  }));
  ({ handler } = await import('../../../functions/api/accounts.lambda.ts'));
});
afterAll(() => Promise.all([dynoxide.close(), secret.close(), aws.close()]));
beforeEach(() => {
  aws.calls.length = 0;
});
afterEach(() => vi.restoreAllMocks());

let people = 0;
const ask = (name: string, body: object) =>
  call(handler, { route: `POST /api/accounts/${name}`, body });
const register = () => {
  people += 1;
  return ask('register', {
    ...{ name: 'Olena', email: `olena-${people}@salon.example`, password: 'Correct-Horse-1' },
    ...{ business_name: 'Rosa', sphere: 'beauty', country: 'UA', time_zone: 'Europe/Kyiv' },
    language: 'uk',
  });
};
const asked = () => aws.calls.map(({ target }) => target.split('.').at(-1));
const user = (UserStatus: string) => ({
  body: {
    ...{ UserStatus, Username: 'sub-1' },
    UserAttributes: [
      { Name: 'sub', Value: 'sub-1' },
      { Name: 'email', Value: 'olena@salon.example' },
    ],
  },
});

describe('a registration', () => {
  it('of a free and of a taken address end the same, after as many calls', async () => {
    aws.answer('SignUp', { body: { UserSub: 'sub-2', UserConfirmed: false } });
    const free = await register();
    // And one to the table, where the other one looks into the pool.
    expect(asked()).toEqual(['SignUp', 'SendMessage']);
    aws.calls.length = 0;
    aws.answer('SignUp', { error: 'UsernameExistsException' });
    aws.answer('AdminGetUser', user('CONFIRMED'));
    const taken = await register();
    expect(asked()).toEqual(['SignUp', 'AdminGetUser', 'SendMessage']);
    expect([taken.status, Object.keys(taken.json as object)]).toEqual([
      free.status,
      Object.keys(free.json as object),
    ]);
    expect(taken.status).toBe(200);
    const [mail] = aws.calls.filter(({ target }) => target.endsWith('SendMessage'));
    expect(String(mail?.body.MessageBody)).not.toMatch(/Correct-Horse|\b\d{8}\b/);
  });

  it('of an unconfirmed address makes its user anew', async () => {
    let signedUp = 0;
    aws.answer('SignUp', () => {
      signedUp += 1;
      return signedUp === 1 ? { error: 'UsernameExistsException' } : { body: { UserSub: 'sub-3' } };
    });
    aws.answer('AdminGetUser', user('UNCONFIRMED'));
    aws.answer('AdminDeleteUser', { error: 'UserNotFoundException' });
    expect((await register()).status).toBe(200);
    expect(asked()).toEqual(['SignUp', 'AdminGetUser', 'AdminDeleteUser', 'SignUp', 'SendMessage']);
  });

  it.each(['TooManyRequestsException', 'LimitExceededException'])(
    'asks for another try when Cognito says %s',
    async (error) => {
      vi.spyOn(console, 'error').mockImplementation(() => undefined);
      aws.answer('SignUp', { error });
      const { status, headers, body } = await register();
      expect([status, headers['retry-after']]).toEqual([503, '30']);
      expect(body).not.toContain(error);
    },
  );
});

describe('a session', () => {
  it.each([
    ['NotAuthorizedException', 401, 'invalid_session'],
    ['UserNotFoundException', 401, 'invalid_session'],
    ['PasswordResetRequiredException', 401, 'invalid_session'],
    ['InvalidParameterException', 401, 'invalid_session'],
    ['TooManyRequestsException', 429, 'too_many_attempts'],
  ])('that Cognito answers with %s is %i %s', async (error, status, code) => {
    aws.answer('InitiateAuth', { error });
    const answer = await ask('refresh', { refreshToken: 'token' });
    expect(answer).toMatchObject({ status, json: { error: { code } } });
  });

  it('keeps its refresh token, of which AWS says nothing', async () => {
    aws.answer('InitiateAuth', {
      body: { AuthenticationResult: { IdToken: 'id', AccessToken: 'a', ExpiresIn: 3600 } },
    });
    const { json } = await ask('refresh', { refreshToken: 'token' });
    expect(json).toEqual({ idToken: 'id', refreshToken: 'token', expiresIn: 3600 });
  });
});
