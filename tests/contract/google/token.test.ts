import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apiRoots, secretOverlay } from '../../../infra/local/settings.ts';
import { assertion, CALENDAR, SHEETS, type Stand, stand } from './stand.ts';

let google: Stand;
beforeEach(async () => {
  google = await stand();
});
afterEach(() => google.close());

const seconds = () => Math.floor(google.clock.now() / 1000);

describe('the token endpoint', () => {
  it('gives a token for an assertion that the account signed', async () => {
    const answer = await google.grant(assertion(google.credentials, google.claims()));
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^ya29\./),
      expires_in: 3599,
      token_type: 'Bearer',
    });
  });

  it.each([
    ['another audience', { aud: 'https://example.com/token' }, /right audience/],
    [
      'more than an hour',
      { exp: Math.floor(Date.parse('2026-11-20T11:00:01Z') / 1000) },
      /short-lived/,
    ],
    ['a time long past', { iat: 1_700_000_000, exp: 1_700_003_600 }, /reasonable timeframe/],
    ['no times', { iat: undefined, exp: undefined }, /short-lived/],
    ['an account nobody knows', { iss: 'nobody@x.iam.gserviceaccount.com' }, /account not found/],
  ])('refuses %s', async (_, claims, words) => {
    const answer = await google.grant(assertion(google.credentials, google.claims(claims)));
    expect(answer).toMatchObject({
      status: 400,
      body: { error: 'invalid_grant', error_description: expect.stringMatching(words) },
    });
  });

  it('allows a clock to be a little off, and no more', async () => {
    const at = (skew: number) =>
      google.grant(
        assertion(
          google.credentials,
          google.claims({ iat: seconds() + skew, exp: seconds() + skew + 3600 }),
        ),
      );
    expect((await at(240)).status).toBe(200);
    expect((await at(900)).body.error).toBe('invalid_grant');
  });

  it('refuses a signature of another key, a changed claim and another algorithm', async () => {
    const bad = { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' };
    const email = 'other@else.iam.gserviceaccount.com';
    const { credentials } = await google.tell('/accounts', { email, own_key: true });
    const forged = { ...google.credentials, private_key: credentials.private_key };
    expect((await google.grant(assertion(forged, google.claims()))).body).toEqual(bad);
    const [head, , signature] = assertion(google.credentials, google.claims()).split('.');
    const claims = { ...google.claims(), iss: google.credentials.client_email, scope: 'openid' };
    const swapped = Buffer.from(JSON.stringify(claims)).toString('base64url');
    expect((await google.grant(`${head}.${swapped}.${signature}`)).body).toEqual(bad);
    const none = assertion(google.credentials, google.claims(), { alg: 'none' });
    expect((await google.grant(none)).body.error).toBe('invalid_grant');
    const key = assertion(google.credentials, google.claims(), { kid: 'of yesterday' });
    expect((await google.grant(key)).body).toEqual(bad);
    expect((await google.grant('nonsense')).body.error).toBe('invalid_grant');
  });

  it('names what else is wrong', async () => {
    const jwt = (claims: object) =>
      google.grant(assertion(google.credentials, google.claims(claims)));
    expect((await jwt({ scope: 'https://example.com/all' })).body.error).toBe('invalid_scope');
    expect((await jwt({ scope: '' })).body.error).toBe('invalid_scope');
    expect(await jwt({ sub: 'boss@salon.example' })).toMatchObject({
      status: 401,
      body: { error: 'unauthorized_client' },
    });
    expect((await google.grant('x', 'password')).body.error).toBe('unsupported_grant_type');
    expect((await google.grant('')).body.error).toBe('invalid_request');
    await google.tell('/accounts', { disabled: true });
    expect((await jwt({})).body.error).toBe('disabled_client');
  });
});

describe('a token', () => {
  it('lasts an hour of virtual time', async () => {
    const { id } = await google.tell('/spreadsheets');
    google.clock.advance(3_598_000);
    expect((await google.sheets('GET', id)).status).toBe(200);
    google.clock.advance(2000);
    expect(await google.sheets('GET', id)).toMatchObject({
      status: 401,
      body: { error: { code: 401, status: 'UNAUTHENTICATED' } },
    });
    expect((await google.calendar('GET', 'calendars/primary/events')).body.error).toMatchObject({
      code: 401,
      errors: [{ reason: 'authError' }],
      status: 'UNAUTHENTICATED',
    });
  });

  it('opens only what it was asked for', async () => {
    const { id } = await google.tell('/spreadsheets');
    google.as(await google.signIn(google.credentials, { scope: CALENDAR }));
    expect(await google.sheets('GET', id)).toMatchObject({
      status: 403,
      body: { error: { details: [{ reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' }] } },
    });
    google.as(await google.signIn(google.credentials, { scope: `${SHEETS}.readonly` }));
    expect((await google.sheets('GET', id)).status).toBe(200);
    expect((await google.sheets('POST', `${id}/values/A1:clear`)).status).toBe(403);
    expect((await google.calendar('GET', 'calendars/primary/events')).body.error.errors).toEqual([
      expect.objectContaining({ reason: 'insufficientPermissions' }),
    ]);
    google.as(await google.signIn(google.credentials, { scope: `${CALENDAR}.freebusy` }));
    const times = { timeMin: '2026-11-20T00:00:00Z', timeMax: '2026-11-21T00:00:00Z', items: [] };
    expect((await google.calendar('POST', 'freeBusy', times)).status).toBe(200);
    expect((await google.calendar('GET', 'calendars/primary/events')).status).toBe(403);
  });

  it('is never seen in the record, and addresses nobody knows are no JSON', async () => {
    const answer = await google.calendar('GET', 'nowhere');
    expect(answer.status).toBe(404);
    expect(answer.body).toContain('<!DOCTYPE html>');
    expect(JSON.stringify(await google.look('/requests'))).not.toContain('ya29.');
  });
});

describe('the settings of the local cloud', () => {
  it('hold an account that the stand-in knows, until one of Google is named', async () => {
    const secret = secretOverlay({});
    const credentials = JSON.parse(secret.GOOGLE_CREDENTIALS ?? '');
    expect((await google.grant(assertion(credentials, google.claims()))).status).toBe(200);
    expect(secret.GOOGLE_PROJECT_ID).toBe('demo-salon');
    expect(apiRoots(['google'], {}, 'http://here')).toEqual({
      GOOGLE_API_ROOT: 'http://here/google',
    });
    const live = { GOOGLE_CREDENTIALS: '{"of":"Google"}' };
    expect(secretOverlay(live)).toMatchObject(live);
    expect(apiRoots(['google'], live, 'http://here')).toEqual({});
  });
});
