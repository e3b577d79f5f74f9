import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMPILE_CACHE } from '../../../infra/local/functions/environment.ts';
import { serveProvider } from '../../../infra/local/providers/serve.ts';
import { createTelegram } from '../../../infra/local/providers/telegram/index.ts';
import { type BotRole, receiveUpdate, WEBHOOK_PATHS } from '../../../shared/bots/index.ts';
import { projectConfig } from '../../../shared/contracts/project-config.ts';
import { now } from '../../../shared/platform/clock.ts';
import type { ProjectId, UserId } from '../../../shared/platform/ids.ts';
import { createProject, rotateWebhook } from '../../../shared/projects/index.ts';
import { parseUpdate } from '../../../shared/providers/telegram/index.ts';
import { startPlatformSecret } from '../../steps/aws-json.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';

const token = (id: number) => `${id}:AAE_stand-in-stand-in-stand-in-stand`;
const [DIVA, KESHA, OWN] = [token(1_234_567_890), token(2_234_567_890), token(3_234_567_890)];
const [FIRST, SECOND] = ['salon-one' as ProjectId, 'salon-two' as ProjectId];
const secret = {
  PLATFORM_KEY: 'k'.repeat(44),
  TELEGRAM_PROJECT_ID: FIRST,
  DIVA_RECEPTION_BOT_TOKEN: DIVA,
  KESHA_ZEROGAP_BOT_TOKEN: KESHA,
};
const telegram = createTelegram();
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-webhooks-'));
let dynoxide: Dynoxide;
let secrets: Awaited<ReturnType<typeof startPlatformSecret>>;
let served: Awaited<ReturnType<typeof serveProvider>>;
let apiUrl: string;
/** The two doors, as the API answers them. */
const api = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const role = Object.entries(WEBHOOK_PATHS).find(([, path]) => path === request.url)?.[0];
  const { status } = await receiveUpdate({
    secret,
    role: role as BotRole,
    token: request.headers['x-telegram-bot-api-secret-token'] as string | undefined,
    body: Buffer.concat(chunks).toString('utf8'),
    isBase64Encoded: false,
    parse: parseUpdate,
    handle: async () => {},
    updateQueueUrl: 'http://127.0.0.1:9/',
    now: now(),
  });
  response.writeHead(status).end();
});

const project = (projectId: ProjectId, config: object) =>
  createProject({
    projectId,
    owner: 'owner' as UserId,
    config: projectConfig.parse({ time_zone: 'Europe/Kyiv', ...config }),
    actor: 'test',
  });
const declare = (token: string, username: string, more: object = {}) =>
  fetch(`${served.control}/bots`, {
    method: 'POST',
    body: JSON.stringify({ token, username, ...more }),
  });

beforeAll(async () => {
  dynoxide = await startTable();
  secrets = await startPlatformSecret(secret);
  served = await serveProvider(telegram);
  process.env.TELEGRAM_API_ROOT = served.url;
  await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
  apiUrl = `http://127.0.0.1:${(api.address() as AddressInfo).port}`;
  await project(FIRST, {});
  await project(SECOND, { reception: { bot_token: OWN } });
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  api.close();
  api.closeAllConnections();
  await Promise.all([served.close(), secrets.close(), dynoxide.close()]);
});
beforeEach(async () => {
  telegram.reset();
  await declare(DIVA, 'DivaReceptionBot');
  await declare(KESHA, 'KeshaZeroGap');
  await declare(OWN, 'OwnBot');
});

function webhooks(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, ['infra/commands/webhooks.ts', ...args], {
    env: { ...process.env, ...COMPILE_CACHE, ...env },
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  return new Promise<{ code: number | null; lines: Record<string, unknown>[]; err: string }>(
    (resolve) =>
      child.once('close', (code) => {
        const lines = output.out.split('\n').filter((line) => line.startsWith('{'));
        resolve({ code, lines: lines.map((line) => JSON.parse(line)), err: output.err });
      }),
  );
}
const asked = (method: string) =>
  telegram.requests().filter(({ path }) => path.endsWith(`/${method}`));

describe('npm run webhooks', () => {
  it('registers every bot of every project, and again changes nothing', async () => {
    const first = await webhooks(['--api', apiUrl]);
    expect(first).toMatchObject({ code: 0, err: '' });
    const line = (project: string, role: BotRole, username: string) => ({
      ...{ project, role, ok: true, username, pendingUpdates: 0 },
      url: `${apiUrl}${WEBHOOK_PATHS[role]}`,
    });
    expect(first.lines).toEqual([
      line(FIRST, 'reception', 'DivaReceptionBot'),
      line(FIRST, 'specialist', 'KeshaZeroGap'),
      line(SECOND, 'reception', 'OwnBot'),
    ]);
    expect(asked('setMyCommands').map(({ body }) => body)).toMatchObject([
      { commands: expect.arrayContaining([{ command: 'today', description: expect.any(String) }]) },
      { language_code: 'uk' },
      { language_code: 'en' },
      { language_code: 'ru' },
    ]);
    expect(await webhooks(['--api', `${apiUrl}/`])).toEqual(first);
    expect(await webhooks(['--check', '--api', apiUrl])).toEqual(first);
  }, 60_000);

  it('changes nothing when it only checks, and says what is wrong', async () => {
    const { code, lines } = await webhooks(['--check', '--api', apiUrl]);
    expect(code).toBe(1);
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).toMatchObject({ ok: false, problem: expect.stringMatching(/go to nowhere/) });
    }
    expect([asked('setWebhook'), asked('setMyCommands')]).toEqual([[], []]);
  });

  it('notices that nobody answers where Telegram sends the updates', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const { code, lines } = await webhooks(['--check', '--api', nowhere, '--project', SECOND]);
    expect([code, lines]).toMatchObject([
      1,
      [{ ok: false, problem: `Nothing answers at ${nowhere}/webhook/telegram/diva.` }],
    ]);
  });

  it('says so in one line when a token is revoked, and does the others', async () => {
    await declare(DIVA, 'DivaReceptionBot', { revoked: true });
    const { code, lines, err } = await webhooks(['--api', apiUrl]);
    expect([code, err]).toEqual([1, '']);
    expect(lines.map(({ ok }) => ok)).toEqual([false, true, true]);
    expect(lines[0]?.problem).toMatch(/revoked/);
    expect(JSON.stringify(lines)).not.toContain('AAE_');
  });

  it('says so in one line a bot when Telegram is out of reach', async () => {
    const root = { TELEGRAM_API_ROOT: 'http://127.0.0.1:9' };
    const { code, lines, err } = await webhooks(['--api', apiUrl], root);
    expect([code, err]).toEqual([1, '']);
    expect(lines.map(({ problem }) => problem)).toEqual(Array(3).fill('Telegram does not answer.'));
  });

  it('gives a bot a new secret after a rotation, and the old one is refused', async () => {
    await webhooks(['--api', apiUrl, '--project', SECOND]);
    await rotateWebhook({ projectId: SECOND, keepPrevious: false });
    const { code, lines } = await webhooks(['--api', apiUrl, '--project', SECOND]);
    expect([code, lines]).toMatchObject([0, [{ project: SECOND, ok: true }]]);
    expect(asked('setWebhook')).toHaveLength(2);
  }, 60_000);

  it('does not let two projects share a bot', async () => {
    const third = 'salon-zzz' as ProjectId;
    await project(third, { reception: { bot_token: OWN } });
    const { code, lines } = await webhooks(['--api', apiUrl]);
    expect(code).toBe(1);
    expect(lines.filter(({ ok }) => !ok)).toMatchObject([
      { project: third, problem: `It is the reception bot of ${SECOND} already.` },
    ]);
  });

  it('takes the outputs of a deployment', async () => {
    const outputs = join(folder, 'outputs.json');
    const data = { TableName: process.env.TABLE_NAME, SecretArn: process.env.PLATFORM_SECRET_ARN };
    writeFileSync(outputs, JSON.stringify({ data, app: { ApiUrl: apiUrl } }));
    const { code, lines } = await webhooks(['--outputs', outputs, '--project', SECOND], {
      TABLE_NAME: undefined,
      PLATFORM_SECRET_ARN: undefined,
    });
    expect([code, lines]).toMatchObject([0, [{ project: SECOND, ok: true }]]);
  });

  it.each([
    [['now'], /^It takes options only/],
    [['--api', 'ftp://x'], /^Name the address of the API/],
    [['--api', 'http://127.0.0.1:9', '--project', 'nobody'], /^No project nobody has a bot/],
    [['--local', '--api', 'http://127.0.0.1:9'], /^No local cloud answers/],
  ])('says in one sentence what is wrong with: %s', async (args, sentence) => {
    const { code, err } = await webhooks(args);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
