import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openAccount } from '../../shared/accounts/index.ts';
import { ROUTES, type RouteKey } from '../../shared/contracts/routes.ts';
import type { ProjectId, UserId } from '../../shared/platform/ids.ts';
import { addMember, createProject, webhookPath } from '../../shared/projects/index.ts';
import { chat, kyiv, morning, type Row } from '../steps/chat.ts';
import {
  type ApiAnswer,
  type ApiRequest,
  startCloud,
  type TestCloud,
} from '../steps/local-cloud.ts';
import { type OpenApi, readOpenApi } from '../steps/openapi.ts';

const SALON = 'demo-salon';
const CLINIC = 'canary-clinic' as ProjectId;
const PASSWORD = 'Correct-Horse-1';
const MISSING = { booking_id: 'B0000000000000000000', conversation_id: 'C0000000000000000000' };
const NOWHERE = {
  ...MISSING,
  ...{ specialist_id: 'nobody', parked_id: '1795240000000-000000000000' },
  ...{ user_id: 'nobody', invitation_id: '0'.repeat(20) },
};

let cloud: TestCloud;
let openApi: OpenApi;
let owner: string;
let operator: string;
let stranger: string;
/** Whose membership comes and goes. */
let leaver: string;
let installation: { environment: Record<string, string>; outputs: Record<string, Row> };
/** Ids of the salon, for paths. */
const salon: Record<string, string> = { project_id: SALON };
const clinic: Record<string, string> = { project_id: CLINIC };
const covered = new Set<string>();

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  openApi = readOpenApi((await cloud.api('GET', '/openapi.json')).body);
  installation = (await cloud.api('GET', '/_local/installation')).body;
  const outputs: Row = Object.assign({}, ...Object.values(installation.outputs));
  Object.assign(process.env, installation.environment, {
    TABLE_NAME: outputs.TableName,
    PLATFORM_SECRET_ARN: outputs.SecretArn,
  });
  const person = async (email: string) => {
    const { userId } = await openAccount({
      userPoolId: outputs.UserPoolId,
      email,
      password: PASSWORD,
    });
    return { userId, token: await signIn(email, PASSWORD) };
  };
  const clinicOwner = await person('owner@clinic.example');
  const helper = await person('operator@salon.example');
  const second = await person('second@salon.example');
  salon.user_id = second.userId;
  clinic.user_id = clinicOwner.userId;
  leaver = second.token;
  await addMember({ projectId: SALON as ProjectId, userId: helper.userId, role: 'operator' });
  const config = { time_zone: 'Europe/Kyiv', sendpulse_bot_id: 'canary-bot', name: 'CANARY' };
  await createProject({ projectId: CLINIC, owner: clinicOwner.userId, config, actor: 'test' });
  stranger = clinicOwner.token;
  operator = helper.token;
  owner = await signIn(cloud.cloud.demo?.email ?? '', cloud.cloud.demo?.password ?? '');
  await theyWrite();
  const canary = { integration_type_slug: 'telegram', settings: { greeting: 'CANARY' } };
  const theirs = { ids: clinic, as: stranger, body: canary };
  expect((await call('POST /api/integrations/api', theirs)).status).toBe(201);
});
afterAll(() => cloud?.stop());

async function signIn(email: string, password: string): Promise<string> {
  const answer = await cloud.api('POST', '/api/accounts/login', { body: { email, password } });
  expect(answer.status).toBe(200);
  return answer.body.idToken;
}

/** Clients of both projects write, and something of both is given up. */
async function theyWrite(): Promise<void> {
  const webhook = `${cloud.cloud.api}${await webhookPath(CLINIC)}`;
  await chat(cloud, 'olena').asks('Хочу записатися на манікюр до Anna на завтра');
  await chat(cloud, 'canary', 'CANARY', { webhook, botId: 'canary-bot' }).asks('CANARY');
  const sqs = new SQSClient({});
  for (const projectId of [SALON, CLINIC]) {
    const poison = { projectId, conversationId: '?', messageId: `CANARY of ${projectId}` };
    const QueueUrl = Object.assign({}, ...Object.values(installation.outputs)).TurnQueueUrl;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(poison) }));
  }
  sqs.destroy();
  await cloud.runUntilIdle(2 * 3600);
  const { body } = await call('GET /projects/{project_id}/config', {});
  const [service_id, specialist_id] = [body.services[0].id, body.specialists[0].id];
  const client = { name: 'Emma', phone: '+380501112233' };
  const wish = { service_id, specialist_id, starts_at: await kyiv(cloud, 2, '10:00'), client };
  const made = await call('POST /projects/{project_id}/bookings', { body: wish });
  expect(made.status).toBe(201);
  salon.booking_id = made.body.booking_id;
  salon.specialist_id = body.specialists[1].id;
  const conversation = async (token: string, ids: Record<string, string>) =>
    (await call('GET /projects/{project_id}/conversations', { token, ids })).body.conversations[0]
      .conversation_id;
  salon.conversation_id = await conversation(owner, salon);
  clinic.conversation_id = await conversation(stranger, clinic);
  const parkedOf = async (token: string, ids: Record<string, string>) =>
    (await call('GET /projects/{project_id}/parked', { token, ids })).body.parked[0].parked_id;
  salon.parked_id = await parkedOf(owner, salon);
  clinic.parked_id = await parkedOf(stranger, clinic);
}

interface Asked extends ApiRequest {
  readonly ids?: Readonly<Record<string, string>>;
  readonly query?: Record<string, string>;
  /** Instead of the owner's; `null`: none. */
  readonly as?: string | null;
}

/** Routes whose path names no project. */
const isInHeader = (key: string): boolean => ROUTES[key as RouteKey]?.projectInHeader ?? false;
const nameOf = ({ project_id = '' }: Asked['ids'] & {}) => ({ 'x-project-id': project_id });

/** Calls a route of the document; what it answers must be what the document says. */
async function call(
  key: string,
  { ids = salon, query, as, ...request }: Asked,
): Promise<ApiAnswer> {
  const [method = '', template = ''] = key.split(' ');
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? salon[name] ?? '');
  const token = request.token ?? (as === null ? undefined : (as ?? owner));
  const search = query ? `?${new URLSearchParams(query)}` : '';
  const headers = { ...request.headers, ...(isInHeader(key) && nameOf(ids)) };
  const asked = { ...request, headers, ...(token === undefined ? {} : { token }) };
  const answer = await cloud.api(method, `${path}${search}`, asked);
  covered.add(key);
  expect(openApi.problem(key, answer.status, answer.body)).toBeUndefined();
  return answer;
}

const week = async () => ({
  from: await kyiv(cloud, 0, '00:00'),
  to: await kyiv(cloud, 7, '00:00'),
});
/** A wish of which a repetition makes no second booking. */
async function wishOf(name: string, at: string): Promise<Asked> {
  const { body } = await call('GET /projects/{project_id}/config', {});
  const [service_id, specialist_id] = [body.services[0].id, body.specialists[1].id];
  const starts_at = await kyiv(cloud, 3, at);
  const headers = { 'idempotency-key': name };
  return { headers, body: { service_id, specialist_id, starts_at, client: { name } } };
}

/** Every route for members, with a request that is fine. */
const REQUESTS: Record<string, () => Promise<Asked>> = {
  'GET /projects/{project_id}/config': async () => ({}),
  'POST /projects/{project_id}/config': async () => ({ body: { language: 'uk' } }),
  'GET /projects/{project_id}/stats': async () => ({}),
  'GET /projects/{project_id}/queue': async () => ({}),
  'GET /projects/{project_id}/alerts': async () => ({ query: { limit: '2' } }),
  'GET /projects/{project_id}/package': async () => ({}),
  'GET /projects/{project_id}/bookings': async () => ({ query: await week() }),
  'POST /projects/{project_id}/bookings': () => wishOf('flow', '12:00'),
  'GET /projects/{project_id}/bookings/{booking_id}': async () => ({}),
  'PATCH /projects/{project_id}/bookings/{booking_id}': async () => ({
    body: { starts_at: await kyiv(cloud, 2, '15:00') },
  }),
  'POST /projects/{project_id}/bookings/{booking_id}/payments': async () => {
    const body = { status: 'CONFIRMED' };
    await call('PATCH /projects/{project_id}/bookings/{booking_id}', { body });
    return { body: { amount: 1, method: 'cash' } };
  },
  'GET /projects/{project_id}/bookings/{booking_id}/sync': async () => ({}),
  'GET /projects/{project_id}/busy-times': async () => ({}),
  'GET /projects/{project_id}/reconcile': async () => ({}),
  'POST /projects/{project_id}/reconcile': async () => ({ query: { dryRun: 'true' } }),
  'POST /api/integrations/appsheet/sync': async () => ({
    body: { action: 'Edit', bookingId: salon.booking_id },
  }),
  'POST /api/integrations/telegram/diva': async () => {
    const waiting = await wishOf('waits', '14:00');
    const { body } = await call('POST /projects/{project_id}/bookings', waiting);
    const told = { modelName: 'Maria', clientName: 'waits', date: '2026-11-24', time: '14:00' };
    return { body: { bookingId: body.booking_id, ...told } };
  },
  'GET /api/integrations/api': async () => ({}),
  'POST /api/integrations/api': async () => {
    await call('DELETE /api/integrations/api/{integration_id}', {});
    return telegram;
  },
  'POST /api/integrations/oauth/{slug}/start': async () => {
    salon.slug = 'google-calendar';
    return {};
  },
  'GET /api/integrations/api/{integration_id}': () => connected(),
  'PUT /api/integrations/api/{integration_id}': async () => ({
    ...(await connected()),
    body: { settings: { greeting: 'Вітаємо' } },
  }),
  'POST /api/integrations/api/{integration_id}/activate': () => connected(),
  'POST /api/integrations/api/{integration_id}/check': () => connected(),
  'POST /api/integrations/api/{integration_id}/deactivate': () => connected(),
  'GET /api/integrations/api/{integration_id}/working_hours': () => connected(),
  'POST /api/integrations/api/{integration_id}/working_hours': async () => ({
    ...(await connected()),
    body: [],
  }),
  'GET /api/integrations/api/working-hours': async () => ({ query: { limit: '2' } }),
  'POST /api/integrations/api/working-hours': () => freeHours(),
  'PUT /api/integrations/api/working-hours/{hours_id}': () => hours(),
  'DELETE /api/integrations/api/working-hours/{hours_id}': () => hours(),
  'DELETE /api/integrations/api/{integration_id}': () => connected(),
  'GET /projects/{project_id}/specialists': async () => ({}),
  'POST /projects/{project_id}/specialists/{specialist_id}/telegram-code': async () => ({}),
  'DELETE /projects/{project_id}/specialists/{specialist_id}/telegram': async () => ({}),
  'GET /projects/{project_id}/conversations': async () => ({}),
  'GET /projects/{project_id}/conversations/{conversation_id}/messages': async () => ({}),
  'PATCH /projects/{project_id}/conversations/{conversation_id}': async () => ({
    body: { handed_over: false },
  }),
  'GET /projects/{project_id}/members': async () => ({ query: { limit: '2' } }),
  'PATCH /projects/{project_id}/members/{user_id}': async () => {
    await join();
    return { body: { role: 'operator' } };
  },
  'DELETE /projects/{project_id}/members/{user_id}': async () => {
    await join();
    return {};
  },
  'GET /projects/{project_id}/invitations': async () => ({}),
  'POST /projects/{project_id}/invitations': async () => invitation(),
  'DELETE /projects/{project_id}/invitations/{invitation_id}': async () => {
    const made = await call('POST /projects/{project_id}/invitations', invitation());
    salon.invitation_id = made.body.invitation_id;
    return {};
  },
  'GET /projects/{project_id}/parked': async () => ({}),
  'GET /projects/{project_id}/parked/{parked_id}': async () => ({}),
  'POST /projects/{project_id}/parked/{parked_id}/replay': async () => ({}),
};
const KEYS = Object.keys(REQUESTS);
/** The table of routes says what an operator may do; the doors have to do as it says. */
const isOwnersOnly = (key: string): boolean => ROUTES[key as RouteKey]?.access === 'owner';

/** Somebody of the salon who may be removed. */
const join = () =>
  addMember({
    projectId: SALON as ProjectId,
    userId: (salon.user_id ?? '') as UserId,
    role: 'operator',
  });
const telegram: Asked = { body: { integration_type_slug: 'telegram' } };
/** There is the integration that the path names. */
async function connected(): Promise<Asked> {
  salon.integration_id = 'telegram';
  await call('POST /api/integrations/api', telegram);
  return {};
}
const MONDAY = { weekday: 0, start_time: '09:00', end_time: '18:00' };
/** No row is in the way of another one. */
async function freeHours(): Promise<Asked> {
  await connected();
  await call('POST /api/integrations/api/{integration_id}/working_hours', { body: [] });
  return { body: { integration: 'telegram', ...MONDAY } };
}
async function hours(): Promise<Asked> {
  const made = await call('POST /api/integrations/api/working-hours', await freeHours());
  salon.hours_id = made.body.id;
  return { body: MONDAY };
}
let guests = 0;
function invitation(): Asked {
  guests += 1;
  return { body: { email: `guest-${guests}@salon.example`, role: 'operator' } };
}

describe('every route', () => {
  test('answers its owner as the document says, and never a word of another project', async () => {
    for (const key of KEYS) {
      const answer = await call(key, (await REQUESTS[key]?.()) ?? {});
      expect([key, answer.status]).toEqual([key, expect.toBeOneOf([200, 201, 204])]);
      const own = JSON.stringify(answer.body ?? null).replaceAll('CANARY of demo-salon', '');
      expect(own, key).not.toMatch(/CANARY|canary/);
    }
  });

  test('is the same with a slash at its end', async () => {
    for (const key of KEYS.filter((one) => one.startsWith('GET'))) {
      const request = (await REQUESTS[key]?.()) ?? {};
      const path = key.slice(4).replace(/\{(\w+)\}/g, (_, name: string) => salon[name] ?? '');
      const search = request.query ? `?${new URLSearchParams(request.query)}` : '';
      const [plain, slashed] = await Promise.all(
        ['', '/'].map((end) => cloud.api('GET', `${path}${end}${search}`, { token: owner })),
      );
      expect([key, slashed?.status, slashed?.body]).toEqual([key, 200, plain?.body]);
      expect((await cloud.api('GET', `${path}/`)).status, key).toBe(401);
    }
    for (const path of ['/health/', '/openapi.json/']) {
      expect((await cloud.api('GET', path)).status).toBe(200);
    }
    expect((await cloud.api('POST', '/webhook/sendpulse/', { body: [] })).status).toBe(401);
  });

  test('is closed without a token, and to members of another project as if it were not there', async () => {
    for (const key of KEYS) {
      const request = (await REQUESTS[key]?.()) ?? {};
      expect([key, (await call(key, { ...request, as: null })).status]).toEqual([key, 401]);
      for (const ids of [salon, { ...salon, project_id: 'no-such-project' }]) {
        const answer = await call(key, { ...request, ids, as: stranger });
        expect([key, answer.status, answer.body.error.code]).toEqual([
          ...[key, 404, 'project_not_found'],
        ]);
      }
    }
  });

  test('that only owners may take refuses operators, and changes nothing', async () => {
    for (const key of KEYS) {
      const answer = await call(key, { ...((await REQUESTS[key]?.()) ?? {}), as: operator });
      const refused = answer.status === 403 && answer.body.error.code === 'owner_required';
      expect([key, refused]).toEqual([key, isOwnersOnly(key)]);
    }
  });

  test('that names a thing says 404 when it is not there or of another project', async () => {
    for (const key of KEYS.filter((one) => /_id\}.*_id\}/.test(one))) {
      const request = (await REQUESTS[key]?.()) ?? {};
      const { booking_id, specialist_id, invitation_id } = NOWHERE;
      for (const ids of [NOWHERE, { ...clinic, booking_id, specialist_id, invitation_id }]) {
        const answer = await call(key, { ...request, ids: { ...ids, project_id: SALON } });
        expect([key, answer.status]).toEqual([key, 404]);
        expect(JSON.stringify(answer.body)).not.toContain('CANARY');
      }
    }
  });

  test('names the field that is wrong', async () => {
    const wrong: [string, Asked, string][] = [
      ['POST /projects/{project_id}/config', { body: { language: 'fr' } }, 'language'],
      ['GET /projects/{project_id}/bookings', { query: { from: 'today' } }, 'from'],
      ['POST /projects/{project_id}/bookings', { body: {} }, 'service_id'],
      ['GET /projects/{project_id}/conversations', { query: { limit: '0' } }, 'limit'],
      ['POST /api/integrations/telegram/diva', { body: {} }, 'bookingId'],
      ['GET /projects/{project_id}/parked', { query: { page: '1' } }, 'page'],
      ['GET /api/integrations/api', { query: { status: 'fine' } }, 'status'],
      ['POST /api/integrations/api', { body: {} }, 'integration_type_slug'],
      ['POST /api/integrations/api/working-hours', { body: { weekday: 7 } }, 'weekday'],
      ['GET /api/accounts/integration-types', { query: { country: 'UK' } }, 'country'],
      ['GET /projects/{project_id}/members', { query: { limit: '0' } }, 'limit'],
      ['PATCH /projects/{project_id}/members/{user_id}', { body: { role: 'boss' } }, 'role'],
      ['POST /projects/{project_id}/invitations', { body: { email: 'x' } }, 'email'],
      ['PATCH /api/accounts/profile', { body: { country: 'UK' } }, 'country'],
      ['POST /projects', { body: { name: ' ' } }, 'name'],
      [
        'PATCH /projects/{project_id}/conversations/{conversation_id}',
        { body: { blocked: 'yes' } },
        'blocked',
      ],
    ];
    for (const [key, request, field] of wrong) {
      const { status, body } = await call(key, request);
      expect([key, status, body.error.code]).toEqual([key, 400, 'invalid_input']);
      expect(body.error.details.map(({ path }: Row) => path)).toContain(field);
    }
    const cursor = 'nonsense';
    for (const list of ['bookings', 'conversations']) {
      const query = list === 'bookings' ? { ...(await week()), cursor } : { cursor };
      const { body } = await call(`GET /projects/{project_id}/${list}`, { query });
      expect(body.error.code).toBe('invalid_cursor');
    }
  });

  test('about a person asks for a token, and shows nothing of another person', async () => {
    const own: Record<string, Asked> = {
      'GET /api/accounts/profile': {},
      'PATCH /api/accounts/profile': { body: { name: 'Оператор' } },
      'GET /projects': { query: { limit: '1' } },
      'POST /projects': { body: { name: 'Другий' }, headers: { 'idempotency-key': 'second' } },
      'POST /api/accounts/invitations/accept': { body: { token: 'none' } },
      'POST /api/accounts/deletion': { body: { password: 'wrong' } },
      'POST /api/accounts/change-password': {
        body: { password: 'wrong', new_password: 'Brand-New-Horse-7' },
      },
      'POST /api/accounts/change-email': { body: { email: 'x@y.example', password: 'wrong' } },
      'POST /api/accounts/confirm-email': { body: { code: '00000000' } },
      'POST /api/accounts/logout': {},
    };
    for (const [key, request] of Object.entries(own)) {
      expect([key, (await call(key, { ...request, as: null })).status]).toEqual([key, 401]);
      const answer = await call(key, { ...request, as: operator });
      expect([key, answer.status]).toEqual([key, expect.toBeOneOf([200, 201, 400, 403, 404])]);
      expect(JSON.stringify(answer.body), key).not.toMatch(/CANARY|canary|clinic/);
    }
    expect(Object.keys(own).sort()).toEqual(
      Object.entries(ROUTES)
        .filter(([, { access }]) => access === 'user')
        .map(([key]) => key)
        .sort(),
    );
  });

  test('by which somebody leaves is for members, and the last owner stays', async () => {
    const leave = 'DELETE /projects/{project_id}/membership';
    await join();
    const statuses = [];
    for (const as of [null, stranger, owner, leaver, leaver]) {
      statuses.push((await call(leave, { as })).status);
    }
    expect(statuses).toEqual([401, 404, 409, 200, 404]);
  });

  test('for people without a token tells them nothing of who has an account', async () => {
    const [known, unknown] = ['operator@salon.example', 'nobody@salon.example'];
    const code = { registration_id: '0'.repeat(26), code: '00000000' };
    const form = {
      ...{ name: 'Nobody', password: PASSWORD, business_name: 'None', sphere: 'general' },
      ...{ country: 'UA', time_zone: 'Europe/Kyiv', language: 'uk' },
    };
    const asked: [string, (email: string) => object][] = [
      ['register', (email) => ({ ...form, email })],
      ['confirm', (email) => ({ email, ...code })],
      ['resend-code', (email) => ({ email, registration_id: code.registration_id })],
      ['forgot-password', (email) => ({ email })],
      ['reset-password', (email) => ({ email, code: code.code, password: PASSWORD })],
      ['login', (email) => ({ email, password: 'wrong' })],
    ];
    for (const [name, body] of asked) {
      const shapes = [];
      for (const email of [known, unknown]) {
        const answer = await call(`POST /api/accounts/${name}`, { body: body(email), as: null });
        const told = name === 'register' ? Object.keys(answer.body) : answer.body;
        shapes.push([answer.status, told]);
      }
      expect(shapes[0], name).toEqual(shapes[1]);
    }
    const none = { body: { refreshToken: 'none' }, as: null };
    expect((await call('POST /api/accounts/refresh', none)).status).toBe(401);
    const link = { ids: { token: 'none' }, as: null };
    expect((await call('GET /api/accounts/invitations/{token}', link)).status).toBe(404);
  });

  test('of the document has been called, and the document knows every route', async () => {
    for (const path of ['/', '/health', '/openapi.json']) await call(`GET ${path}`, { as: null });
    for (const [list, slug] of [
      ['/api/accounts/spheres', 'beauty'],
      ['/api/accounts/integration-types', 'telegram'],
    ]) {
      expect((await call(`GET ${list}`, { as: null })).status).toBe(200);
      const one = { as: null, ids: { slug: slug ?? '' } };
      expect((await call(`GET ${list}/{slug}`, one)).body.slug).toBe(slug);
    }
    const back = { as: null, ids: { provider: 'google' }, query: { state: 'forged', code: 'any' } };
    expect((await call('GET /api/integrations/oauth/{provider}/callback', back)).status).toBe(200);
    const on = { as: null, ids: { slug: 'google-calendar' }, query: { state: 'forged' } };
    expect((await call('GET /api/integrations/oauth/{slug}/continue', on)).status).toBe(200);
    expect((await call('POST /api/integrations/oauth/{slug}/continue', on)).status).toBe(200);
    // The address from which all of them call has a limit a minute.
    await cloud.clock.advance(61);
    const session = { email: 'operator@salon.example', password: PASSWORD };
    expect((await call('POST /api/accounts/login', { body: session, as: null })).status).toBe(200);
    const forged = { body: [], query: { token: 'forged' }, as: null };
    expect((await call('POST /webhook/sendpulse', forged)).status).toBe(401);
    const update = { body: { update_id: 1 }, as: null };
    const bots = ['/webhook/telegram/diva', '/api/integrations/telegram/kesha'];
    for (const path of [...bots, '/webhook/appsheet', '/webhook/google/calendar']) {
      expect((await call(`POST ${path}`, update)).status).toBe(401);
    }
    expect([...covered].sort()).toEqual([...openApi.keys].sort());
    const served = cloud.cloud.definition.routes.map(({ key }) => key.replace(/(?<=[^ ])\/$/, ''));
    expect([...new Set(served)].sort()).toEqual([...openApi.keys].sort());
  });
});

describe('given-up work', () => {
  const command = async (...args: string[]) => {
    const file = ['infra/commands/parked.ts', ...args, '--local', '--api', cloud.cloud.api];
    const { stdout } = await promisify(execFile)(process.execPath, file, {
      env: { PATH: process.env.PATH },
    });
    return stdout
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Row);
  };

  test('is seen and replayed by the operator’s command; what is still poison comes back', async () => {
    const listed = await command('list');
    expect(listed.map(({ project }) => project)).toEqual(expect.arrayContaining([SALON, CLINIC]));
    const id = clinic.parked_id ?? '';
    expect((await command('show', '--id', id))[0]).toMatchObject({
      ...{ project: CLINIC, queue: 'turn', status: 'waiting' },
      body: { projectId: CLINIC, messageId: 'CANARY of canary-clinic' },
    });
    expect(await command('replay', '--id', id)).toMatchObject([
      { project: CLINIC, status: 'replayed' },
    ]);
    await expect(command('replay', '--id', id)).rejects.toThrow('replayed already');
    await cloud.runUntilIdle(2 * 3600);
    const again = await command('list', '--project', CLINIC);
    expect(again.map(({ status }) => status)).toEqual(['waiting', 'replayed']);
  });

  test('is counted among what waits', async () => {
    await cloud.clock.advance(61);
    const { body } = await call('GET /projects/{project_id}/stats', {});
    expect(body.queue).toEqual({ waiting: 0, oldest_seconds: 0, parked: expect.any(Number) });
    expect(body).toMatchObject({ total_messages: 1, engaged_clients: 1, active_bookings: 3 });
  });
});

test('a caller who asks too often is told to wait, and nobody else is', async () => {
  const statuses: number[] = [];
  for (let round = 0; round < 14 && !statuses.includes(429); round += 1) {
    const answers = await Promise.all(
      Array.from({ length: 100 }, () =>
        cloud.api('GET', `/projects/${SALON}/queue`, { token: operator }),
      ),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  expect(statuses).toContain(429);
  const over = await call('GET /projects/{project_id}/queue', { as: operator });
  expect(over.body.error.code).toBe('too_many_requests');
  expect(Number(over.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await call('GET /projects/{project_id}/queue', {})).status).toBe(200);
});
