import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { type TestCloud, withWords } from '../steps/local-cloud.ts';

let folder: string;
let cloud: TestCloud;
let client: SchedulerClient;

async function open(): Promise<void> {
  cloud = withWords(
    await startLocalCloud({
      port: 0,
      quiet: true,
      cdkOut: 'tests/fixtures/local-cloud',
      dataDir: folder,
      env: { PATH: process.env.PATH },
    }),
  );
  const { AWS_REGION: region = '', AWS_ENDPOINT_URL_SCHEDULER: endpoint = '' } =
    cloud.cloud.environment('test');
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  client = new SchedulerClient({ region, endpoint, credentials, maxAttempts: 1 });
}

const PARKED = 'arn:aws:sqs:eu-central-1:000000000000:demo-app-Parked';

async function inSeconds(seconds: number): Promise<string> {
  const due = new Date(Date.parse(await cloud.clock.now()) + seconds * 1000);
  return `at(${due.toISOString().slice(0, 19)})`;
}

function schedule(
  ScheduleExpression: string,
  more: Partial<CreateScheduleCommandInput> = {},
): CreateScheduleCommandInput {
  return {
    Name: 'one',
    GroupName: 'demo',
    ScheduleExpression,
    FlexibleTimeWindow: { Mode: 'OFF' },
    ActionAfterCompletion: 'DELETE',
    Target: { Arn: PARKED, RoleArn: 'arn:aws:iam::000000000000:role/x', Input: '{"fired":true}' },
    ...more,
  };
}

const create = async (input: CreateScheduleCommandInput) =>
  client.send(new CreateScheduleCommand(input));
const parked = async () => (await cloud.messages('Parked')).map(({ body }) => body);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-schedules-'));
  await open();
});

afterEach(async () => {
  client.destroy();
  await cloud.stop();
  rmSync(folder, { recursive: true });
});

describe('a one-time schedule', () => {
  it('fires into its queue when virtual time has come, then deletes itself', async () => {
    await create(schedule(await inSeconds(86_400)));
    await cloud.clock.advance(86_390);
    expect(await parked()).toEqual([]);
    await cloud.clock.advance(10);
    expect(await parked()).toEqual(['{"fired":true}']);
    await expect(
      client.send(new GetScheduleCommand({ Name: 'one', GroupName: 'demo' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('stays after it fired unless told to delete itself, and keeps its name', async () => {
    await create(schedule(await inSeconds(60), { ActionAfterCompletion: 'NONE' }));
    await cloud.clock.advance(61);
    expect(await parked()).toHaveLength(1);
    await expect(create(schedule(await inSeconds(60)))).rejects.toMatchObject({
      name: 'ConflictException',
    });
  });

  it('is a conflict the second time, whatever the client token', async () => {
    const input = { ...schedule(await inSeconds(600)), ClientToken: 'same' };
    await create(input);
    await expect(create(input)).rejects.toMatchObject({ name: 'ConflictException' });
  });

  it('is replaced whole by an update: what is left out falls back to its default', async () => {
    await create(schedule(await inSeconds(600)));
    const { ActionAfterCompletion: _left, ...rest } = schedule(await inSeconds(1200));
    await client.send(new UpdateScheduleCommand(rest));
    const now = await client.send(new GetScheduleCommand({ Name: 'one', GroupName: 'demo' }));
    expect(now.ActionAfterCompletion).toBe('NONE');
    await cloud.clock.advance(700);
    expect(await parked()).toEqual([]);
    await cloud.clock.advance(600);
    expect(await parked()).toHaveLength(1);
  });

  it('does not fire once deleted', async () => {
    await create(schedule(await inSeconds(60)));
    await client.send(new DeleteScheduleCommand({ Name: 'one', GroupName: 'demo' }));
    await cloud.clock.advance(120);
    expect(await parked()).toEqual([]);
    await expect(
      client.send(new DeleteScheduleCommand({ Name: 'one', GroupName: 'demo' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });

  it('follows the time zone it names', async () => {
    await create(
      schedule('at(2030-07-01T12:00:00)', { ScheduleExpressionTimezone: 'Europe/Kyiv' }),
    );
    const { body } = await cloud.api('GET', '/_local/schedules');
    expect(body[0].due).toBe('2030-07-01T09:00:00.000Z');
  });

  it('survives a restart, and fires when it became due meanwhile', async () => {
    await create(schedule(await inSeconds(3600)));
    client.destroy();
    await cloud.stop();
    await open();
    await cloud.clock.advance(3601);
    expect(await parked()).toEqual(['{"fired":true}']);
  });

  it('fires twice, or refuses the past, when told to', async () => {
    await cloud.api('POST', '/_local/scheduler', { body: { fireTwice: true, past: 'reject' } });
    await expect(create(schedule('at(2020-01-01T00:00:00)'))).rejects.toMatchObject({
      name: 'ValidationException',
    });
    await create(schedule(await inSeconds(60)));
    await cloud.clock.advance(61);
    expect(await parked()).toHaveLength(2);
  });

  it('in the past fires at once', async () => {
    await create(schedule('at(2020-01-01T00:00:00)'));
    await cloud.settle();
    expect(await parked()).toHaveLength(1);
  });

  it.each([
    ['a zone letter', { ScheduleExpression: 'at(2030-01-01T00:00:00Z)' }],
    ['milliseconds', { ScheduleExpression: 'at(2030-01-01T00:00:00.000)' }],
    ['a day that does not exist', { ScheduleExpression: 'at(2030-02-30T00:00:00)' }],
    ['a name with a hash', { Name: 'tenant#booking' }],
    ['a name over 64 characters', { Name: 'n'.repeat(65) }],
    ['an unknown zone', { ScheduleExpressionTimezone: 'Mars/Base' }],
    [
      'too many retries',
      { Target: { Arn: PARKED, RoleArn: 'r', RetryPolicy: { MaximumRetryAttempts: 186 } } },
    ],
  ])('is refused for %s', async (_, wrong) => {
    await expect(
      create({ ...schedule('at(2030-01-01T00:00:00)'), ...wrong } as CreateScheduleCommandInput),
    ).rejects.toMatchObject({ name: 'ValidationException' });
  });

  it('needs a group that exists', async () => {
    await expect(
      create(schedule('at(2030-01-01T00:00:00)', { GroupName: 'nobody' })),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
