import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Cognito, startCognito } from '../../steps/cognito.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

let secret: AwsJson;
let dynoxide: Dynoxide;
let cognito: Cognito;
let handler: Parameters<typeof call>[0];
beforeAll(async () => {
  [dynoxide, cognito, secret] = await Promise.all([
    startTable(),
    startCognito(),
    startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(64), RESEND_API_KEY: 're_x' }),
  ]);
  Object.assign(process.env, {
    USER_POOL_ID: cognito.userPoolId,
    USER_POOL_CLIENT_ID: cognito.clientId,
    MAIL_QUEUE_URL: 'http://127.0.0.1:9/000000000000/mail',
  });
  ({ handler } = await import('../../../functions/api/accounts.lambda.ts'));
});
afterAll(() => Promise.all([dynoxide.close(), cognito.close(), secret.close()]));

describe('an installation that cannot mail', () => {
  const email = 'olena@salon.example';
  it.each([
    [
      'register',
      {
        ...{ name: 'Olena', email, password: 'Correct-Horse-1', business_name: 'Rosa' },
        ...{ sphere: 'beauty', country: 'UA', time_zone: 'Europe/Kyiv', language: 'uk' },
      },
    ],
    ['resend-code', { email, registration_id: '0'.repeat(26) }],
    ['forgot-password', { email }],
  ])('says so before it does anything: %s', async (name, body) => {
    const answer = await call(handler, { route: `POST /api/accounts/${name}`, body });
    expect(answer).toMatchObject({ status: 503, json: { error: { code: 'mail_not_configured' } } });
    expect(answer.body).not.toContain('re_x');
  });

  it('lets those in who have an account, and refuses the others as ever', async () => {
    const body = { email, password: 'Correct-Horse-1' };
    const answer = await call(handler, { route: 'POST /api/accounts/login', body });
    expect(answer.status).toBe(401);
  });
});
