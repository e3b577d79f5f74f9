import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type ApiRequest, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { mailbox } from '../steps/mailbox.ts';
import { type OpenApi, readOpenApi } from '../steps/openapi.ts';

/** How people come in, work together and go, over HTTP; what they are mailed is read at the mail service's stand-in. */

const PASSWORD = 'Correct-Horse-1';
const OTHER_PASSWORD = 'Another-Horse-2';

let cloud: TestCloud;
let openApi: OpenApi;
beforeAll(async () => {
  cloud = await startCloud({ seed: false });
  openApi = readOpenApi((await cloud.api('GET', '/openapi.json')).body);
});
// All these people sit behind one address, which has a limit a minute.
beforeEach(() => cloud.clock.advance(61));
afterAll(() => cloud?.stop());

/** A call whose answer has to be what the document says. */
async function call(key: string, request: ApiRequest & { ids?: Record<string, string> } = {}) {
  const [method = '', template = ''] = key.split(' ');
  const { ids = {}, ...rest } = request;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '-');
  const answer = await cloud.api(method, path, rest);
  expect(openApi.problem(key, answer.status, answer.body)).toBeUndefined();
  return answer;
}

const form = (email: string, more: object = {}) => ({
  ...{ name: 'Олена', email, password: PASSWORD, business_name: 'Салон «Роза» 🌹' },
  ...{ sphere: 'beauty', country: 'ua', time_zone: 'Europe/Kyiv', language: 'uk' },
  ...more,
});

async function registered(email: string, more: object = {}): Promise<string> {
  const box = mailbox(cloud, email);
  const { status, body } = await call('POST /api/accounts/register', { body: form(email, more) });
  expect(status).toBe(200);
  const { registration_id } = body;
  const code = await box.code();
  const confirmation = { email, registration_id, code };
  const confirmed = await call('POST /api/accounts/confirm', { body: confirmation });
  expect(confirmed.status).toBe(200);
  return signedIn(email);
}

async function signedIn(email: string, password = PASSWORD): Promise<string> {
  const { status, body } = await call('POST /api/accounts/login', { body: { email, password } });
  expect(status).toBe(200);
  return body.idToken;
}

const projectsOf = async (token: string) =>
  (await call('GET /projects', { token })).body.projects as Record<string, string>[];

describe('who registers', () => {
  test('proves the address with the mailed code and has a profile and one project', async () => {
    const token = await registered('Olena@Rosa.example');
    const profile = await call('GET /api/accounts/profile', { token });
    expect(profile.body).toMatchObject({
      ...{ email: 'olena@rosa.example', name: 'Олена', business_name: 'Салон «Роза» 🌹' },
      ...{ sphere_id: 2, sphere: 'beauty', country: 'UA', time_zone: 'Europe/Kyiv' },
    });
    const [project, ...more] = await projectsOf(token);
    expect(more).toEqual([]);
    expect(project).toMatchObject({
      ...{ name: 'Салон «Роза» 🌹', role: 'owner', package: 'free', language: 'uk' },
    });
    const ids = { project_id: project?.project_id ?? '' };
    const config = await call('GET /projects/{project_id}/config', { token, ids });
    expect(config.body).toMatchObject({ specialists: [], services: [], auto_confirm: false });
    const mail = (await mailbox(cloud, 'olena@rosa.example').mails())[0];
    expect(mail?.text).toContain('Вітаємо!');
  });

  test('cannot sign in before, nor confirm with a wrong code or from another form', async () => {
    const email = 'careful@rosa.example';
    const { body } = await call('POST /api/accounts/register', { body: form(email) });
    const login = { email, password: PASSWORD };
    expect((await call('POST /api/accounts/login', { body: login })).status).toBe(401);
    const code = await mailbox(cloud, email).code();
    const wrong = code === '00000000' ? '00000001' : '00000000';
    const { registration_id } = body;
    for (const [id, given] of [
      [registration_id, wrong],
      ['0'.repeat(26), code],
    ]) {
      const confirmation = { email, registration_id: id, code: given };
      const answer = await call('POST /api/accounts/confirm', { body: confirmation });
      expect([answer.status, answer.body.error.code]).toEqual([400, 'invalid_code']);
    }
    await cloud.clock.advance(3_601);
    const late = await call('POST /api/accounts/confirm', {
      body: { email, registration_id, code },
    });
    expect(late.status).toBe(400);
    await call('POST /api/accounts/resend-code', { body: { email, registration_id } });
    const fresh = await mailbox(cloud, email).code();
    const done = { email, registration_id, code: fresh };
    expect((await call('POST /api/accounts/confirm', { body: done })).status).toBe(200);
    await signedIn(email);
  });

  test('with an address that has an account is answered the same, and its owner is told', async () => {
    const email = 'olena@rosa.example';
    const taken = await call('POST /api/accounts/register', {
      body: form(email, { password: OTHER_PASSWORD, language: 'en' }),
    });
    const free = await call('POST /api/accounts/register', { body: form('free@rosa.example') });
    expect(taken.status).toBe(free.status);
    expect(Object.keys(taken.body)).toEqual(Object.keys(free.body));
    const mail = await mailbox(cloud, email).newest();
    expect(mail.subject).toBe('У вас уже є обліковий запис frontdesk');
    expect(mail.text).not.toMatch(/\d{8}/);
    await signedIn(email);
    const stolen = { email, password: OTHER_PASSWORD };
    expect((await call('POST /api/accounts/login', { body: stolen })).status).toBe(401);
  });

  test('after a stranger did with the same address has a password only she knows', async () => {
    const email = 'victim@rosa.example';
    const stranger = await call('POST /api/accounts/register', {
      body: form(email, { password: OTHER_PASSWORD }),
    });
    const first = await mailbox(cloud, email).code();
    const hers = await call('POST /api/accounts/register', { body: form(email) });
    const second = await mailbox(cloud, email).code();
    // Whichever code she types into her form, his registration is never confirmed by it.
    for (const code of [first, second]) {
      const { registration_id } = hers.body;
      await call('POST /api/accounts/confirm', { body: { email, registration_id, code } });
    }
    const { registration_id } = stranger.body;
    await call('POST /api/accounts/confirm', { body: { email, registration_id, code: first } });
    await signedIn(email);
    const login = { email, password: OTHER_PASSWORD };
    expect((await call('POST /api/accounts/login', { body: login })).status).toBe(401);
  });
});

describe('a session', () => {
  test('is refreshed until it is signed out', async () => {
    const email = 'olena@rosa.example';
    const { body } = await call('POST /api/accounts/login', {
      body: { email, password: PASSWORD },
    });
    const { refreshToken } = body;
    const fresh = await call('POST /api/accounts/refresh', { body: { refreshToken } });
    expect(fresh.status).toBe(200);
    const token = fresh.body.idToken;
    expect((await call('GET /api/accounts/profile', { token })).status).toBe(200);
    expect((await call('POST /api/accounts/logout', { token })).status).toBe(200);
    const over = await call('POST /api/accounts/refresh', { body: { refreshToken } });
    expect([over.status, over.body.error.code]).toEqual([401, 'invalid_session']);
  });

  test('ends when the forgotten password is set anew, by a code that works once', async () => {
    const email = 'careful@rosa.example';
    const { body } = await call('POST /api/accounts/login', {
      body: { email, password: PASSWORD },
    });
    const known = await call('POST /api/accounts/forgot-password', { body: { email } });
    const unknown = await call('POST /api/accounts/forgot-password', {
      body: { email: 'nobody@rosa.example' },
    });
    expect([unknown.status, unknown.body]).toEqual([known.status, known.body]);
    const code = await mailbox(cloud, email).code();
    expect(await mailbox(cloud, 'nobody@rosa.example').mails()).toEqual([]);
    const reset = (to: string) =>
      call('POST /api/accounts/reset-password', {
        body: { email: to, code, password: OTHER_PASSWORD },
      });
    expect((await reset('nobody@rosa.example')).body.error.code).toBe('invalid_code');
    expect((await reset(email)).status).toBe(200);
    expect((await reset(email)).body.error.code).toBe('invalid_code');
    const { refreshToken } = body;
    expect((await call('POST /api/accounts/refresh', { body: { refreshToken } })).status).toBe(401);
    await signedIn(email, OTHER_PASSWORD);
  });
});

describe('people of a project', () => {
  let owner: string;
  let operator: string;
  let ids: Record<string, string>;
  let link: string;

  test('are invited by a link that only the proven owner of the address can use, once', async () => {
    owner = await registered('boss@lily.example', {
      name: 'Boss',
      business_name: 'Lily',
      language: 'en',
    });
    ids = { project_id: (await projectsOf(owner))[0]?.project_id ?? '' };
    const made = await call('POST /projects/{project_id}/invitations', {
      ...{ token: owner, ids, body: { email: 'Helper@Lily.example', role: 'operator' } },
    });
    expect([made.status, made.body.status]).toEqual([201, 'pending']);
    link = await mailbox(cloud, 'helper@lily.example').token();
    const offered = await call('GET /api/accounts/invitations/{token}', { ids: { token: link } });
    expect(offered.body).toMatchObject({ project_name: 'Lily', role: 'operator' });
    const stranger = await signedIn('olena@rosa.example');
    const accept = (token: string) =>
      call('POST /api/accounts/invitations/accept', { token, body: { token: link } });
    expect((await accept(stranger)).body.error.code).toBe('other_address');
    operator = await registered('helper@lily.example', {
      ...{ name: 'Helper', business_name: undefined, invitation: link, language: 'en' },
    });
    expect(await projectsOf(operator)).toEqual([]);
    expect((await accept(operator)).body).toEqual({ ...ids, role: 'operator' });
    expect((await accept(operator)).status).toBe(200);
    expect((await accept(owner)).body.error.code).toBe('other_address');
    const used = await call('GET /api/accounts/invitations/{token}', { ids: { token: link } });
    expect(used.status).toBe(404);
    expect((await projectsOf(operator)).map(({ name }) => name)).toEqual(['Lily']);
  });

  test('see each other; only owners change who they are', async () => {
    const { body } = await call('GET /projects/{project_id}/members', { token: operator, ids });
    const helper = body.members.find(({ you }: { you: boolean }) => you);
    expect(body.members).toHaveLength(2);
    expect(helper).toMatchObject({
      name: 'Helper',
      email: 'helper@lily.example',
      role: 'operator',
    });
    const boss = body.members.find(({ you }: { you: boolean }) => !you);
    const path = (user_id: string) => ({ ids: { ...ids, user_id } });
    for (const [key, request] of [
      [
        'PATCH /projects/{project_id}/members/{user_id}',
        { body: { role: 'owner' }, ...path(helper.user_id) },
      ],
      ['DELETE /projects/{project_id}/members/{user_id}', path(boss.user_id)],
      ['GET /projects/{project_id}/invitations', { ids }],
      [
        'POST /projects/{project_id}/invitations',
        { ids, body: { email: 'x@y.example', role: 'owner' } },
      ],
      ['POST /projects/{project_id}/config', { ids, body: { name: 'Mine' } }],
    ] as const) {
      const answer = await call(key, { ...request, token: operator });
      expect([key, answer.status, answer.body.error?.code]).toEqual([key, 403, 'owner_required']);
    }
    const alone = await call('DELETE /projects/{project_id}/membership', { token: owner, ids });
    expect([alone.status, alone.body.error.code]).toEqual([409, 'last_owner']);
    const promoted = await call('PATCH /projects/{project_id}/members/{user_id}', {
      ...{ token: owner, body: { role: 'owner' }, ...path(helper.user_id) },
    });
    expect(promoted.body.role).toBe('owner');
  });

  test('leave; the last owner of a project closes it with the account, or keeps both', async () => {
    const left = await call('DELETE /projects/{project_id}/membership', { token: owner, ids });
    expect(left.status).toBe(200);
    expect((await call('GET /projects/{project_id}/config', { token: owner, ids })).status).toBe(
      404,
    );
    const deletion = (body: object, token = operator) =>
      call('POST /api/accounts/deletion', { token, body });
    expect((await deletion({ password: OTHER_PASSWORD })).body.error.code).toBe('wrong_password');
    const kept = await deletion({ password: PASSWORD });
    expect([kept.status, kept.body.error.code]).toEqual([409, 'sole_owner']);
    expect(kept.body.error.details.projects).toEqual([{ ...ids, name: 'Lily' }]);
    const gone = await deletion({ password: PASSWORD, delete_projects: true });
    expect(gone.body).toEqual({ deleted: true });
    // The token is still good for the gateway, and for nothing behind it.
    expect((await deletion({ password: PASSWORD })).body).toEqual({ deleted: true });
    expect((await call('GET /api/accounts/profile', { token: operator })).status).toBe(410);
    expect(
      (await call('POST /projects', { token: operator, body: { name: 'Again' } })).status,
    ).toBe(410);
    expect((await call('GET /projects/{project_id}/config', { token: operator, ids })).status).toBe(
      404,
    );
    const login = { email: 'helper@lily.example', password: PASSWORD };
    expect((await call('POST /api/accounts/login', { body: login })).status).toBe(401);
    await registered('helper@lily.example', { business_name: 'A new beginning' });
  });
});

test('somebody changes her e-mail and her password, and takes both back when it was not her', async () => {
  const [email, next] = ['careful@rosa.example', 'other@rosa.example'];
  const token = await signedIn(email, OTHER_PASSWORD);
  const taken = await call('POST /api/accounts/change-email', {
    token,
    body: { email: 'olena@rosa.example', password: OTHER_PASSWORD },
  });
  expect(taken.status).toBe(200);
  expect((await mailbox(cloud, 'olena@rosa.example').newest()).text).not.toMatch(/\d{8}/);
  const wish = { token, body: { email: next, password: OTHER_PASSWORD } };
  expect((await call('POST /api/accounts/change-email', wish)).status).toBe(200);
  const code = await mailbox(cloud, next).code();
  const changed = await call('POST /api/accounts/confirm-email', { token, body: { code } });
  expect([changed.status, changed.body]).toEqual([200, { email: next }]);
  const old = { body: { email, password: OTHER_PASSWORD } };
  expect((await call('POST /api/accounts/login', old)).status).toBe(401);
  const thief = await signedIn(next, OTHER_PASSWORD);
  expect((await call('GET /api/accounts/profile', { token: thief })).body.email).toBe(next);
  await cloud.clock.advance(61);
  const third = 'Third-Horse-33';
  const another = { token: thief, body: { password: OTHER_PASSWORD, new_password: third } };
  expect((await call('POST /api/accounts/change-password', another)).status).toBe(200);
  await signedIn(next, third);
  const restore = { email, code: await mailbox(cloud, email).code(), password: PASSWORD };
  expect((await call('POST /api/accounts/reset-password', { body: restore })).status).toBe(200);
  const mine = await signedIn(email);
  expect((await call('GET /api/accounts/profile', { token: mine })).body.email).toBe(email);
});

test('somebody makes a second project, once however often it is asked', async () => {
  const token = await signedIn('olena@rosa.example');
  const wish = { token, body: { name: 'Друга' }, headers: { 'idempotency-key': 'second' } };
  const first = await call('POST /projects', wish);
  const again = await call('POST /projects', wish);
  expect([first.status, again.status]).toEqual([201, 200]);
  expect(again.body).toEqual(first.body);
  expect(first.body).toMatchObject({ role: 'owner', time_zone: 'Europe/Kyiv', package: 'free' });
  const { body } = await call('GET /projects?limit=1'.replace('?limit=1', ''), { token });
  expect(body.projects).toHaveLength(2);
});

test('who made an account when the mail service was away is mailed when it is back', async () => {
  const email = 'patient@rosa.example';
  await cloud.providers.fail('resend', { status: 500, applyThenFail: true, times: 2 });
  await cloud.providers.fail('resend', { status: 429, times: 2 });
  const { body } = await call('POST /api/accounts/register', { body: form(email) });
  await cloud.runUntilIdle(3_000);
  const mails = await mailbox(cloud, email).mails();
  expect(mails).toHaveLength(1);
  const { registration_id } = body;
  const code = await mailbox(cloud, email).code();
  const done = await call('POST /api/accounts/confirm', { body: { email, registration_id, code } });
  expect(done.status).toBe(200);
});
