import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chat, kyiv, morning, reception, rows } from '../steps/chat.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { mailbox } from '../steps/mailbox.ts';

/** The way of an owner through what can be connected, over HTTP alone. */

let cloud: TestCloud;
let token: string;
beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  ({ token } = await reception(cloud));
});
afterAll(() => cloud?.stop());

const API = '/api/integrations/api';
const ask = (method: string, path: string, body?: unknown): Promise<ApiAnswer> =>
  cloud.api(method, `${API}${path}`, { token, ...(body === undefined ? {} : { body }) });

/** A bot at Telegram's stand-in. */
const declareBot = (bot: object) =>
  cloud.api('POST', '/_local/providers/telegram/bots', { body: bot });

/** Moves the clock to a wall-clock time in Kyiv; containers know of changes after a minute. */
async function until(days: number, time: string): Promise<void> {
  const at = Date.parse(await kyiv(cloud, days, time));
  await cloud.clock.advance((at - Date.parse(await cloud.clock.now())) / 1000 + 2);
  await cloud.runUntilIdle(60);
}

test('what is deployed offers what the repository says, and the command says so', async () => {
  const seed = async (...args: string[]) => {
    const file = ['infra/commands/seed.ts', '--local', '--api', cloud.cloud.api, ...args];
    const { stdout } = await promisify(execFile)(process.execPath, file, {
      env: { PATH: process.env.PATH },
    });
    return JSON.parse(stdout);
  };
  const same = { ok: true, spheres: 3, integration_types: 28, differing: [] };
  expect(await seed()).toEqual(same);
  const [project] = await rows(cloud, 'Project');
  expect(await seed('--demo')).toMatchObject({ ...same, demo: { projectId: 'demo-salon' } });
  expect(await rows(cloud, 'Project')).toEqual([project]);
});

test('everybody sees what there is, and keeps it', async () => {
  const path = '/api/accounts/integration-types/?sphere_slug=beauty&country=UA';
  const first = await cloud.api('GET', path, { headers: { 'accept-language': 'uk' } });
  expect(first.status).toBe(200);
  const slugs = first.body.integration_types.map(({ slug }: { slug: string }) => slug);
  expect(slugs.slice(10)).toEqual(['dikidi', 'easyweek', 'simplybook', 'square', 'fresha']);
  expect(first.body.integration_types[0].description).toContain('календар');
  const etag = first.headers.get('etag') ?? '';
  const headers = { 'accept-language': 'uk', 'if-none-match': etag };
  expect((await cloud.api('GET', path, { headers })).status).toBe(304);
});

test('an owner connects Telegram and sets its hours, which hold for whoever writes', async () => {
  const wish = { integration_type_slug: 'telegram' };
  const made = await ask('POST', '/', wish);
  expect([made.status, made.body.status]).toEqual([201, 'connected']);
  // A token that nothing would use is not taken.
  const credentials = { bot_token: '5550001112:AAE_salon-bot-salon-bot-salon-bot-salon' };
  expect((await ask('PUT', '/telegram/', { credentials })).body.error.details[0].path).toBe(
    'credentials.bot_token',
  );
  expect((await ask('POST', '/', wish)).body.error.code).toBe('integration_exists');

  const { offer } = (await ask('GET', '/telegram/working_hours/')).body;
  const set = await ask('POST', '/telegram/working_hours/', { working_hours: offer });
  expect([set.status, set.body.time_zone, set.body.always_open]).toEqual([
    ...[200, 'Europe/Kyiv', false],
  ]);
  await until(1, '20:00');
  const late = chat(cloud, 'late');
  expect(await late.asks('Скільки коштує масаж?')).toMatch(/не працюємо/);

  expect((await ask('POST', '/telegram/deactivate/')).body.is_active).toBe(false);
  await cloud.clock.advance(61);
  expect(await chat(cloud, 'later').asks('Скільки коштує масаж?')).toContain('800');
  expect((await ask('DELETE', '/telegram/')).status).toBe(204);
  expect((await ask('GET', '/telegram/')).status).toBe(404);
});

test('a bot whose token is revoked needs attention, and a new token mends it', async () => {
  await morning(cloud);
  const found = (await ask('GET', '/telegram-reception/')).body;
  expect(found).toMatchObject({ catalogue: false, status: 'connected', reason: null });
  const { body: bots } = await cloud.api('GET', '/_local/providers/telegram/bots');
  const diva = bots.find(({ username }: { username: string }) => username === 'diva_reception_bot');
  // As @BotFather does it: the bot gets another token, and the one before is nobody's.
  const fresh = `${diva.id}:BBF_new-token-new-token-new-token-new-to`;
  expect((await declareBot({ ...diva, token: fresh })).status).toBe(200);

  await chat(cloud, 'asks').asks('Хочу записатися на манікюр до Anna на завтра о 15:00');
  await cloud.runUntilIdle(600);
  const { body } = await ask('GET', '/telegram-reception/');
  expect(body).toMatchObject({
    ...{ status: 'needs_attention', reason: { code: 'credentials_refused' } },
  });
  expect((await rows(cloud, 'Alert')).map(({ kind }) => kind)).toContain('bot_disabled');
  const { subject } = await mailbox(cloud, 'owner@demo-salon.example').newest();
  expect(subject).toContain('DivaReceptionBot');

  const mended = await ask('PUT', '/telegram-reception/', { credentials: { bot_token: fresh } });
  expect([mended.status, mended.body.status, mended.body.reason]).toEqual([200, 'connected', null]);
});

test('a token that nobody uses is found out in the morning, told once, and mends when it is good', async () => {
  const { body: bots } = await cloud.api('GET', '/_local/providers/telegram/bots');
  const kesha = bots.find(({ username }: { username: string }) => username === 'kesha_zerogap_bot');
  const owner = mailbox(cloud, 'owner@demo-salon.example');
  const before = (await owner.mails()).length;
  const gone = `${kesha.id}:CCG_new-token-new-token-new-token-new-to`;
  await declareBot({ ...kesha, token: gone });
  await morning(cloud);
  for (const _ of ['five minutes', 'and five more']) {
    await cloud.sweep();
    await cloud.runUntilIdle(300);
  }
  const specialist = (method: string, path: string) => ask(method, `/telegram-specialist${path}`);
  expect((await specialist('GET', '/')).body.reason).toMatchObject({
    ...{ code: 'credentials_refused', message: 'Telegram does not know this bot token.' },
  });
  const subjects = (await owner.mails()).slice(before).map(({ subject }) => subject);
  expect(subjects).toEqual([expect.stringContaining('KeshaZeroGap')]);

  expect((await specialist('POST', '/activate/')).body.status).toBe('needs_attention');
  await declareBot({ ...kesha, revoked: true, token: gone });
  const fresh = { credentials: { bot_token: gone } };
  expect((await ask('PUT', '/telegram-specialist/', fresh)).body.error.code).toBe(
    'credentials_refused',
  );
  await declareBot({ ...kesha, revoked: false, token: gone });
  expect((await ask('PUT', '/telegram-specialist/', fresh)).body.status).toBe('connected');
  await declareBot({ ...kesha, revoked: true, token: gone });
  expect((await specialist('POST', '/check/')).body.status).toBe('needs_attention');
  await declareBot({ ...kesha, revoked: false, token: gone });
  expect((await specialist('POST', '/check/')).body).toMatchObject({
    ...{ status: 'connected', reason: null },
  });
});

test('no token is ever logged', async () => {
  expect((await cloud.logs()).join('\n')).not.toMatch(/AAE_|BBF_new|CCG_new/);
});
