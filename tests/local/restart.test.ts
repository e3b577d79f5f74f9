import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, it } from 'vitest';

interface Running {
  readonly process: ChildProcess;
  readonly api: string;
  readonly environment: Record<string, string>;
}

let folder: string;
let running: Running;

async function start(): Promise<Running> {
  const child = spawn(
    process.execPath,
    ['tests/local/start-in-child.ts', 'tests/fixtures/local-cloud', folder],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return { process: child, ...(JSON.parse(line) as Omit<Running, 'process'>) };
}

async function killAndStart(): Promise<void> {
  const ended = once(running.process, 'exit');
  running.process.kill('SIGKILL');
  await ended;
  running = await start();
}

// biome-ignore lint/suspicious/noExplicitAny: a test says what it expects of the body
async function post(path: string, body: object): Promise<any> {
  const answer = await fetch(`${running.api}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return answer.json();
}

/** The secret without what belongs to a process: Google's stand-in makes itself a key at each start. */
async function keptSecret(): Promise<object> {
  const { GOOGLE_CREDENTIALS: _, ...kept } = (await post('/act', { secret: true })).secret;
  return kept;
}

async function seen(job: string): Promise<number> {
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    endpoint: running.environment.AWS_ENDPOINT_URL ?? '',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const { environment } = await post('/act', { environment: true });
  const { Item } = await client.send(
    new GetItemCommand({
      TableName: environment.TABLE_NAME,
      Key: { pk: { S: `job#${job}` }, sk: { S: 'job' } },
    }),
  );
  client.destroy();
  return Number(Item?.seen?.N ?? 0);
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-restart-'));
  running = await start();
});

afterEach(async () => {
  const ended = once(running.process, 'exit');
  running.process.kill('SIGKILL');
  await ended;
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});

it('a kill loses no delayed message, no item, no secret and no minute of virtual time', async () => {
  const secret = await keptSecret();
  await post('/_local/clock', { advanceSeconds: 86_400 });
  await post('/act', {
    send: { MessageBody: JSON.stringify({ name: 'delayed' }), DelaySeconds: 600 },
    put: { pk: { S: 'job#kept' }, sk: { S: 'job' }, seen: { N: '7' } },
  });
  await killAndStart();
  expect(await keptSecret()).toEqual(secret);
  expect(secret).toHaveProperty('PLATFORM_KEY');
  expect(await seen('kept')).toBe(7);
  const { offsetSeconds } = await post('/_local/clock', { advanceSeconds: 600 });
  expect(offsetSeconds).toBe(87_000);
  await post('/_local/settle', {});
  expect(await seen('delayed')).toBe(1);
});

it('what was being worked on when the process was killed is done after the restart', async () => {
  await post('/_local/functions/demo-worker/kill', {
    when: 'before-call',
    action: 'dynamodb.UpdateItem',
    times: 1,
  });
  await post('/act', { send: { MessageBody: JSON.stringify({ name: 'interrupted' }) } });
  await post('/_local/settle', {});
  await killAndStart();
  expect(await seen('interrupted')).toBe(0);
  await post('/_local/run', { maxAdvanceSeconds: 3600 });
  expect(await seen('interrupted')).toBe(1);
});

it('a change that the stream had not delivered yet is delivered after the restart', async () => {
  await post('/_local/aws/fail', {
    function: 'demo-stream',
    action: 'dynamodb.PutItem',
    error: 'ValidationException',
    times: 1,
  });
  await post('/act', { put: { pk: { S: 'late' }, sk: { S: 'x' }, entity: { S: 'Thing' } } });
  await post('/_local/settle', {});
  await killAndStart();
  await post('/_local/run', { maxAdvanceSeconds: 60 });
  const answer = await fetch(`${running.api}/_local/calls`);
  const calls = (await answer.json()) as Record<string, object>;
  expect(calls['demo-stream']).toEqual({ 'dynamodb.PutItem': 1 });
});

it('the helpers of a killed process end with it', async () => {
  // Each start opens the same database file; it could not while the emulator of the former process held it.
  await killAndStart();
  await killAndStart();
  expect((await post('/act', { now: true })).now.isDate).toBe(true);
});
