import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chat, codeIn, kyiv, morning, reception, rows, timesIn } from '../steps/chat.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { type CreatedProject, createProject, projectCommand } from '../steps/project.ts';

let cloud: TestCloud;
/** The owner's id token. */
let demo: string;
/** Another business of the same installation, and its owner's. */
let salon: CreatedProject;
let other: string;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  [{ token: demo }, salon] = await Promise.all([
    reception(cloud),
    createProject(cloud, { id: 'salon_abc', owner: 'owner@salon-abc.example', botId: 'abc-bot' }),
  ]);
  other = (await logIn({ email: salon.email, password: salon.password })).body.idToken;
});
afterAll(() => cloud?.stop());

const logIn = (body: unknown): Promise<ApiAnswer> =>
  cloud.api('POST', '/api/accounts/login', { body });
const getConfig = (token?: string, project = 'demo-salon'): Promise<ApiAnswer> =>
  cloud.api('GET', `/projects/${project}/config`, token === undefined ? {} : { token });
const postConfig = (body: unknown, token = demo, project = 'demo-salon'): Promise<ApiAnswer> =>
  cloud.api('POST', `/projects/${project}/config`, { body, token });

/** The configuration of the requirements, word for word. */
const EXAMPLE = {
  project_id: 'salon_abc',
  specialists: ['Anna', 'Maria', 'Elena'],
  services: { Haircut: 1, Coloring: 3, Manicure: 2, Massage: 2 },
  work_hours: { start: '09:00', end: '18:00' },
  google_sheet_id: 'your_google_sheet_id',
  claude_prompts: {
    intent_detection: 'Custom prompt for intent detection',
    service_identification: 'Custom prompt for service identification',
    main_response: 'Custom prompt for main response',
    dialogue_compression: 'Custom prompt for dialogue compression',
  },
};

describe('signing in', () => {
  test('with the right password gives a token that opens the project', async () => {
    const { email, password } = cloud.cloud.demo ?? {};
    const answer = await logIn({ email, password });
    expect(answer.status).toBe(200);
    expect(answer.body).toEqual({
      idToken: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refreshToken: expect.any(String),
      expiresIn: expect.any(Number),
    });
    expect((await getConfig(answer.body.idToken)).status).toBe(200);
  });

  test('with a wrong password and with an unknown e-mail is refused in the same words', async () => {
    const [wrong, unknown] = await Promise.all([
      logIn({ email: cloud.cloud.demo?.email, password: 'Wrong-password-1' }),
      logIn({ email: 'nobody@nowhere.example', password: 'Wrong-password-1' }),
    ]);
    expect(wrong?.status).toBe(401);
    expect(wrong?.body.error.code).toBe('invalid_credentials');
    expect(unknown).toMatchObject({ status: 401, body: wrong?.body });
  });

  test.each([
    ['no body', undefined],
    ['no JSON', '{"email":'],
    ['no password', { email: 'owner@demo-salon.example' }],
    ['an e-mail that is none', { email: 'owner', password: 'x' }],
    ['a password that is a number', { email: 'owner@demo-salon.example', password: 1 }],
    ['a list', []],
  ])('with %s is a 400', async (_what, body) => {
    const answer = await logIn(body);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toEqual(expect.any(String));
  });
});

describe('a request', () => {
  const tampered = (token: string): string => {
    const [head = '', claims = '', mac = ''] = token.split('.');
    const said = JSON.parse(Buffer.from(claims, 'base64url').toString());
    const lie = Buffer.from(JSON.stringify({ ...said, sub: 'somebody-else' })).toString(
      'base64url',
    );
    return [head, lie, mac].join('.');
  };
  const unsigned = (token: string): string => {
    const head = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    return `${head}.${token.split('.')[1]}.`;
  };
  test.each<[string, () => string | undefined]>([
    ['without a token', () => undefined],
    ['with an empty token', () => ''],
    ['with words for a token', () => 'let me in'],
    ['with a token of other claims', () => tampered(demo)],
    ['with an unsigned token', () => unsigned(demo)],
  ])('%s is a 401 on every route of a project', async (_what, token) => {
    const given = token();
    const options = given === undefined ? {} : { headers: { authorization: `Bearer ${given}` } };
    for (const [method, path] of [
      ['GET', '/config'],
      ['POST', '/config'],
      ['GET', '/bookings'],
      ['POST', '/bookings'],
      ['GET', '/bookings/x'],
      ['PATCH', '/bookings/x'],
    ] as const) {
      const answer = await cloud.api(method, `/projects/demo-salon${path}`, options);
      expect([path, answer.status]).toEqual([path, 401]);
    }
  });
});

describe('the configuration', () => {
  test('of the requirements is accepted as it is there, and read back the same', async () => {
    const posted = await postConfig(EXAMPLE, other, 'salon_abc');
    expect(posted.status).toBe(200);
    const { body } = await getConfig(other, 'salon_abc');
    expect(body).toMatchObject({
      project_id: 'salon_abc',
      google_sheet_id: 'your_google_sheet_id',
      claude_prompts: EXAMPLE.claude_prompts,
      sendpulse_bot_id: 'abc-bot',
    });
    expect(body.specialists.map(({ name }: { name: string }) => name)).toEqual(EXAMPLE.specialists);
    const services = body.services.map(({ name, slots }: { name: string; slots: number }) => [
      name,
      slots,
    ]);
    expect(Object.fromEntries(services)).toEqual(EXAMPLE.services);
    const again = await postConfig(body, other, 'salon_abc');
    expect(again.status).toBe(200);
    // What is written back unchanged is no change.
    expect((await getConfig(other, 'salon_abc')).body).toEqual(body);
  });

  test('of another project id than that of the path is refused', async () => {
    const before = (await getConfig(demo)).body;
    const answer = await postConfig({ ...EXAMPLE, project_id: 'salon_abc' });
    expect(answer.status).toBe(400);
    expect((await getConfig(demo)).body).toEqual(before);
    expect(
      (
        await postConfig({
          ...EXAMPLE,
          project_id: undefined,
          google_sheet_id: null,
          claude_prompts: {},
        })
      ).status,
    ).toBe(200);
  });

  test.each<[string, unknown]>([
    ['unknown keys', { colour: 'red' }],
    ['a service of no slots', { services: { Haircut: 0 } }],
    ['hours that end before they begin', { work_hours: { start: '18:00', end: '09:00' } }],
    ['a zone that is none', { time_zone: 'Kyiv' }],
    ['two specialists of one name', { specialists: ['Anna', 'Anna'] }],
    ['a list', [EXAMPLE]],
    ['half an object', '{"name":'],
  ])('with %s is a 400 that says where, and changes nothing', async (_what, config) => {
    const before = (await getConfig(demo)).body;
    const answer = await postConfig(config);
    expect(answer.status).toBe(400);
    expect(answer.body.error.message).toEqual(expect.any(String));
    expect((await getConfig(demo)).body).toEqual(before);
  });

  test('that was read before somebody else wrote is a 409', async () => {
    const { body } = await getConfig(demo);
    expect((await postConfig({ name: 'Перша', version: body.version })).status).toBe(200);
    const late = await postConfig({ name: 'Друга', version: body.version });
    expect(late).toMatchObject({ status: 409, body: { error: { code: 'version_conflict' } } });
    expect((await getConfig(demo)).body.name).toBe('Перша');
  });

  test('that changes is what the chat offers a minute later', async () => {
    const client = chat(cloud, 'config-change');
    expect(await client.asks('Які у вас є послуги?')).not.toContain('Brows');
    const { services } = (await getConfig(demo)).body;
    const brows = { name: 'Brows', slots: 1, price: 350, currency: 'UAH' };
    const changed = await postConfig({
      services: [...services, brows],
      work_hours: { start: '14:00', end: '16:00' },
    });
    expect(changed.status).toBe(200);
    await cloud.clock.advance(61);
    expect(await client.asks('Які у вас є послуги?')).toContain('Brows');
    const offered = timesIn(await client.asks('Запишіть мене на Brows на завтра до Anna'));
    expect(offered.length).toBeGreaterThan(0);
    for (const time of offered) expect(time >= '14:00' && time <= '15:30').toBe(true);
    expect(codeIn(await client.asks('перший варіант'))).not.toBe('');
    // Who has something to do for her cannot be struck out.
    const removed = await postConfig({ specialists: ['Maria', 'Elena'] });
    expect(removed).toMatchObject({
      status: 409,
      body: { error: { code: 'has_future_bookings' } },
    });
    await postConfig({ work_hours: { start: '09:00', end: '18:00' } });
    await cloud.clock.advance(61);
  });

  test('of a longer quiet window makes the chat wait longer, from the next minute on', async () => {
    expect((await postConfig({ quiet_window_seconds: 15 })).status).toBe(200);
    await cloud.clock.advance(61);
    const client = chat(cloud, 'config-window');
    await client.says('Доброго дня');
    await cloud.clock.advance(10);
    expect(await client.received()).toEqual([]);
    await cloud.clock.advance(6);
    expect(await client.hears()).toHaveLength(1);
    await postConfig({ quiet_window_seconds: 4 });
  });
});

describe('a stranger', () => {
  test('never sees or touches another project, nor learns that it is there', async () => {
    const before = (await rows(cloud, 'Project')).find(
      ({ projectId }) => projectId === 'demo-salon',
    );
    const missing = await getConfig(other, 'no-such-project');
    expect(missing.status).toBe(404);
    const range = new URLSearchParams({
      from: await kyiv(cloud, 0, '00:00'),
      to: await kyiv(cloud, 9, '00:00'),
    });
    const booking = (await rows(cloud, 'Booking'))[0]?.bookingId;
    expect(booking).toEqual(expect.any(String));
    const tries: [string, string, object?][] = [
      ['GET', '/projects/demo-salon/config'],
      ['POST', '/projects/demo-salon/config', { name: 'Моє' }],
      ['GET', `/projects/demo-salon/bookings?${range}`],
      ['GET', `/projects/demo-salon/bookings/${booking}`],
      ['PATCH', `/projects/demo-salon/bookings/${booking}`, { status: 'CANCELLED' }],
      ['GET', '/projects/DEMO-SALON/config'],
      ['GET', '/projects/salon_abc%2F..%2Fdemo-salon/config'],
      ['GET', '/projects/demo-salon%23BOOKINGS/config'],
    ];
    for (const [method, path, body] of tries) {
      const answer = await cloud.api(method, path, { token: other, ...(body ? { body } : {}) });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(JSON.stringify(answer.body)).not.toMatch(/Maria|Перша/);
    }
    // A booking of theirs is not found below her own project either.
    const own = await cloud.api('GET', `/projects/salon_abc/bookings/${booking}`, { token: other });
    expect(own.status).toBe(404);
    const after = (await rows(cloud, 'Project')).find(
      ({ projectId }) => projectId === 'demo-salon',
    );
    expect(after).toEqual(before);
  });

  test('with the webhook of one project writes nothing into another one', async () => {
    const mixed = chat(cloud, 'mixed', 'Олена', { webhook: salon.webhook, botId: 'demo-bot' });
    expect(await mixed.says('Запишіть мене на масаж завтра о 12:00')).toEqual([200]);
    expect(await mixed.hears()).toEqual([]);
  });

  test('who is a client of two businesses is two clients', async () => {
    const here = chat(cloud, 'both', 'Олена');
    const there = chat(cloud, 'both', 'Олена', { webhook: salon.webhook, botId: 'abc-bot' });
    await here.asks('Запишіть мене на масаж до Maria післязавтра о 12:00');
    await there.says('Які в мене записи?');
    await cloud.runUntilIdle(60);
    expect((await there.received()).at(-1)).not.toContain('12:00');
    await there.says('Запишіть мене на масаж до Maria післязавтра о 12:00');
    await cloud.runUntilIdle(60);
    // The same hour, specialist's name and contact, and still no clash: two calendars.
    expect(codeIn((await there.received()).at(-1) ?? '')).not.toBe('');
    const starts = (await rows(cloud, 'Booking'))
      .filter(({ serviceName }) => serviceName === 'Massage')
      .map(({ projectId, startsAt }) => `${projectId} ${startsAt}`);
    const noon = await kyiv(cloud, 2, '12:00');
    expect(starts.sort()).toEqual([`demo-salon ${noon}`, `salon_abc ${noon}`]);
  });

  test('who has an old webhook URL is refused once it was changed', async () => {
    const client = chat(cloud, 'rotated', 'Олена', { webhook: salon.webhook, botId: 'abc-bot' });
    const { webhookPath } = (await projectCommand(
      cloud,
      'webhook',
      '--id',
      'salon_abc',
      '--rotate',
    )) as {
      webhookPath: string;
    };
    await cloud.clock.advance(61);
    expect(await client.says('Привіт')).toEqual([401]);
    const webhook = `${cloud.cloud.api}${webhookPath}`;
    const next = chat(cloud, 'rotated-2', 'Олена', { webhook, botId: 'abc-bot' });
    expect(await next.asks('Скільки коштує масаж?')).not.toBe('');
  });
});
