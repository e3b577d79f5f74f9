import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { COMPILE_CACHE } from '../../../infra/local/functions/environment.ts';
import { isRefusal } from '../../../shared/platform/errors.ts';
import type { ProjectId } from '../../../shared/platform/ids.ts';
import { configureProject, getProject } from '../../../shared/projects/index.ts';
import { type AwsJson, startPlatformSecret } from '../../steps/aws-json.ts';
import { type Cognito, startCognito } from '../../steps/cognito.ts';
import { type Dynoxide, startTable } from '../../steps/dynoxide.ts';
import { call } from '../../steps/http-request.ts';

let dynoxide: Dynoxide;
let cognito: Cognito;
let secrets: AwsJson;
let logIn: (email: string, password: string) => Promise<number | undefined>;
const folder = mkdtempSync(join(tmpdir(), 'frontdesk-command-'));
beforeAll(async () => {
  [dynoxide, cognito, secrets] = await Promise.all([
    startTable(),
    startCognito(),
    startPlatformSecret({ PLATFORM_KEY: 'k'.repeat(40) }),
  ]);
  process.env.USER_POOL_ID = cognito.userPoolId;
  process.env.USER_POOL_CLIENT_ID = cognito.clientId;
  process.env.MAIL_QUEUE_URL = 'http://127.0.0.1:9/000000000000/mail';
  const { handler } = await import('../../../functions/api/accounts.lambda.ts');
  logIn = async (email, password) => {
    const route = 'POST /api/accounts/login';
    return (await call(handler, { route, body: { email, password } })).status;
  };
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await Promise.all([dynoxide.close(), cognito.close(), secrets.close()]);
});

function project(args: readonly string[], env: Record<string, string | undefined> = {}) {
  const child = spawn(process.execPath, ['infra/commands/project.ts', ...args], {
    env: { ...process.env, ...COMPILE_CACHE, ...env },
  });
  const output = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output.err += text;
  });
  return new Promise<{ code: number | null; json: Record<string, string>; err: string }>(
    (resolve) =>
      child.once('close', (code) => {
        const last = output.out.trim().split('\n').at(-1) ?? '';
        resolve({ code, json: code === 0 ? JSON.parse(last) : {}, err: output.err });
      }),
  );
}

const create = (id: string, ...more: string[]) =>
  project([
    'create',
    ...['--id', id, '--name', 'Салон', '--owner', 'owner@salon.example'],
    ...['--time-zone', 'Europe/Kyiv', ...more],
  ]);

describe('npm run project', () => {
  it('seeds the demo once: the same answer again, and what its owner changed stays', async () => {
    const first = await project(['demo']);
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.json).toEqual({
      projectId: 'demo-salon',
      webhookPath: expect.stringMatching(/^\/webhook\/sendpulse\?token=[\w-]+$/),
      email: 'owner@demo-salon.example',
      password: expect.stringMatching(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)(?=.*-).{12,}$/),
      telegram: {
        bots: ['reception', 'specialist'].map((role) => ({
          role,
          token: expect.stringMatching(/^\d+:[\w-]{35}$/),
        })),
        people: [
          { role: 'reception', chatId: 123_456_789, name: 'Lukas' },
          { role: 'reception', chatId: 987_654_321, name: 'Sasha' },
          { role: 'escalation', chatId: 321_654_987, name: 'Tommy' },
          { role: 'specialist', chatId: 555_000_111, name: 'Anna' },
        ],
      },
    });
    expect(await logIn(first.json.email ?? '', first.json.password ?? '')).toBe(200);
    const projectId = 'demo-salon' as ProjectId;
    const seeded = await getProject(projectId);
    expect(seeded).toMatchObject({
      timeZone: 'Europe/Kyiv',
      language: 'uk',
      sendpulseBotId: 'demo-bot',
      services: [
        { name: 'Haircut', slots: 1, price: 45_000, currency: 'UAH' },
        { name: 'Coloring', slots: 3 },
        { name: 'Manicure', slots: 2 },
        { name: 'Massage', slots: 2 },
      ],
    });
    expect(seeded?.specialists.map(({ name }) => name)).toEqual(['Anna', 'Maria', 'Elena']);

    const edited = await configureProject({
      projectId,
      config: { name: 'Моя', quiet_window_seconds: 9 },
      actor: 'owner',
      upcomingBookings: async () => ({ bookings: [] }),
    });
    expect(isRefusal(edited)).toBe(false);
    expect(await project(['demo'])).toEqual(first);
    expect(await getProject(projectId)).toEqual(edited);
  });

  it('makes a project with an owner who can sign in, and never a second of the same id', async () => {
    const made = await create('salon_abc', '--sendpulse-bot-id', 'bot-1');
    expect(made).toMatchObject({ code: 0, json: { projectId: 'salon_abc' } });
    expect(await logIn('owner@salon.example', made.json.password ?? '')).toBe(200);
    expect(await getProject('salon_abc' as ProjectId)).toMatchObject({
      name: 'Салон',
      sendpulseBotId: 'bot-1',
    });
    expect(await create('salon_abc')).toMatchObject({
      code: 1,
      err: 'There is a project salon_abc already.\n',
    });
    const second = await create('salon_two');
    expect(second.code).toBe(0);
    expect(second.json).not.toHaveProperty('password');
  });

  it('gives a project the package that is paid for', async () => {
    await create('salon_paying', '--package', 'starter');
    const packageOf = async () => (await getProject('salon_paying' as ProjectId))?.package;
    expect(await packageOf()).toBe('starter');
    const given = await project(['package', '--id', 'salon_paying', '--package', 'free']);
    expect(given.json).toEqual({ projectId: 'salon_paying', package: 'free' });
    expect(await packageOf()).toBe('free');
  });

  it('takes a configuration file and the outputs of a deployment', async () => {
    const config = join(folder, 'config.json');
    const outputs = join(folder, 'outputs.json');
    writeFileSync(config, JSON.stringify({ specialists: ['Anna'], services: { Haircut: 1 } }));
    writeFileSync(
      outputs,
      JSON.stringify({
        'frontdesk-dev-data': {
          TableName: process.env.TABLE_NAME,
          SecretArn: process.env.PLATFORM_SECRET_ARN,
          UserPoolId: cognito.userPoolId,
        },
        'frontdesk-dev-app': { ApiUrl: 'https://api.example' },
      }),
    );
    const made = await create('salon_file', '--config', config, '--outputs', outputs);
    expect(made.code).toBe(0);
    const shown = await project(['webhook', '--id', 'salon_file', '--outputs', outputs], {
      TABLE_NAME: undefined,
      PLATFORM_SECRET_ARN: undefined,
      USER_POOL_ID: undefined,
    });
    expect(shown.json).toEqual({
      projectId: 'salon_file',
      webhookPath: made.json.webhookPath,
      appSheetWebhookPath: expect.stringMatching(/^\/webhook\/appsheet\?token=[\w-]{60,}$/),
    });
    const rotated = await project(['webhook', '--id', 'salon_file', '--rotate']);
    expect(rotated.json.webhookPath).not.toBe(made.json.webhookPath);
  });

  it.each([
    [[], /^Name one command/],
    [['destroy'], /^Name one command/],
    [['create', '--foo'], /^Unknown option '--foo'/],
    [['package', '--id', 'salon_abc'], /^package needs --id and --package/],
    [
      ['package', '--id', 'salon_abc', '--package', 'gold'],
      /^A package \(--package\) is one of free/,
    ],
    [['package', '--id', 'nobody', '--package', 'free'], /^There is no project nobody/],
    [['create', '--id', 'x'], /^create needs --id, --name, --owner and --time-zone/],
    [['webhook', '--id', 'NOT AN ID'], /^A project id/],
    [['webhook', '--id', 'nowhere'], /^There is no project nowhere/],
    [['webhook', '--id', 'x', '--outputs', '/nowhere'], /^\/nowhere is not a JSON file/],
    [
      ['create', '--id', 'xyz', '--name', 'X', '--owner', 'a@b.example', '--time-zone', 'Mars'],
      /^The configuration is not valid. time_zone: /,
    ],
  ])('says in one sentence what is wrong with: %s', async (args, sentence) => {
    const { code, err } = await project(args);
    expect(code).not.toBe(0);
    expect(err).toMatch(sentence);
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('says which variable is missing', async () => {
    const { code, err } = await project(['demo'], { TABLE_NAME: undefined });
    expect([code, err]).toEqual([1, 'Set TABLE_NAME, or name --outputs FILE.\n']);
  });

  it('says so when the installation is out of reach', async () => {
    const { code, err } = await project(['webhook', '--id', 'salon'], {
      AWS_ENDPOINT_URL_DYNAMODB: 'http://127.0.0.1:9',
    });
    expect(code).toBe(1);
    expect(err.trim().split('\n')).toHaveLength(1);
  });
});
