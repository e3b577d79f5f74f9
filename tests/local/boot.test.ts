import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BootError } from '../../infra/local/boot-error.ts';
import { freePort } from '../../infra/local/children/child.ts';
import { type LocalCloudOptions, startLocalCloud } from '../../infra/local/cloud.ts';

let folder: string;
let assembly: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-boot-'));
  assembly = join(folder, 'cdk.out');
  cpSync('tests/fixtures/local-cloud', assembly, { recursive: true });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The one sentence a start ends with. */
async function sentence(options: Partial<LocalCloudOptions> = {}): Promise<string> {
  const fault: unknown = await startLocalCloud({
    port: 0,
    quiet: true,
    cdkOut: assembly,
    env: { PATH: process.env.PATH },
    ...options,
  }).then(
    (cloud) => cloud.stop().then(() => 'it started'),
    (reason: unknown) => reason,
  );
  expect(fault).toBeInstanceOf(BootError);
  const { message } = fault as BootError;
  expect(message).not.toContain('\n');
  return message;
}

function changeTemplate(change: (resources: Record<string, object>) => void): void {
  const path = join(assembly, 'demo-app.template.json');
  const template = JSON.parse(readFileSync(path, 'utf8'));
  change(template.Resources);
  writeFileSync(path, JSON.stringify(template));
}

describe('a start that cannot be', () => {
  it('says where to get a DynamoDB from when there is none', async () => {
    const arch = Object.getOwnPropertyDescriptor(process, 'arch');
    Object.defineProperty(process, 'arch', { ...arch, value: 'vax' });
    const said = await sentence({ env: { PATH: '' } });
    Object.defineProperty(process, 'arch', arch ?? {});
    expect(said).toContain('AWS_ENDPOINT_URL_DYNAMODB');
  });

  it('names the port in use', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    expect(await sentence({ port })).toBe(
      `Port ${port} is in use: stop what uses it, or start with PORT=<another>.`,
    );
    await new Promise((resolve) => taken.close(resolve));
  });

  it('names the resource type it does not know', async () => {
    changeTemplate((resources) => {
      resources.Bucket = { Type: 'AWS::S3::Bucket' };
    });
    expect(await sentence()).toContain('AWS::S3::Bucket (Bucket in demo-app)');
  });

  it('names what a broken template lacks', async () => {
    changeTemplate((resources) => {
      resources.WorkerMapping = {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: { Ref: 'Gone' }, EventSourceArn: 'x' },
      };
    });
    expect(await sentence()).toContain('Gone');
    writeFileSync(join(assembly, 'demo-app.template.json'), '{');
    expect(await sentence()).toContain('is not valid JSON');
    rmSync(join(assembly, 'manifest.json'));
    expect(await sentence()).toContain('npm run synth');
  });

  it('names a queue that a mapping misses', async () => {
    changeTemplate((resources) => {
      resources.WorkerMapping = {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { FunctionName: { Ref: 'Worker' }, EventSourceArn: 'arn:aws:kinesis:x' },
      };
    });
    expect(await sentence()).toContain('arn:aws:kinesis:x of demo-worker');
  });

  it('names the folder it cannot write', async () => {
    writeFileSync(join(folder, 'file'), '');
    expect(await sentence({ dataDir: join(folder, 'file', 'data') })).toContain(
      'cannot be written',
    );
  });

  it('names the process that uses the folder already', async () => {
    const dataDir = join(folder, 'data');
    const options = { port: 0, quiet: true, cdkOut: assembly, env: { PATH: process.env.PATH } };
    const first = await startLocalCloud({ ...options, dataDir });
    writeFileSync(join(dataDir, 'pid'), String(process.ppid));
    expect(await sentence({ dataDir })).toContain(`process ${process.ppid}`);
    await first.stop();
  });
});

it('tells whoever asks while it starts to come again, and answers once it has started', async () => {
  const port = await freePort();
  const early: Response[] = [];
  const cloud = await startLocalCloud({
    ...{ port, quiet: true, env: { PATH: process.env.PATH } },
    cdkOut: async () => {
      early.push(await fetch(`http://127.0.0.1:${port}/`));
      return assembly;
    },
  });
  try {
    const [answer] = early;
    expect(answer?.status).toBe(503);
    expect(answer?.headers.get('retry-after')).toBe('1');
    expect(await answer?.json()).toEqual({ message: 'Service Unavailable' });
    expect((await fetch(`${cloud.api}/_local/playground`)).status).toBe(200);
  } finally {
    await cloud.stop();
  }
});
