import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startLocalCloud } from '../../infra/local/cloud.ts';
import { type TestCloud, withWords } from '../steps/local-cloud.ts';

let folder: string;
let cloud: TestCloud | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'frontdesk-rules-'));
  cpSync('tests/fixtures/local-cloud', folder, { recursive: true });
});
afterEach(async () => {
  await cloud?.stop();
  cloud = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** The worker prints what it is given. */
async function start(expression = 'rate(5 minutes)', rules = true): Promise<TestCloud> {
  const path = join(folder, 'demo-app.template.json');
  const template = JSON.parse(readFileSync(path, 'utf8'));
  template.Resources.Again = {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: expression,
      State: 'ENABLED',
      Targets: [{ Id: 'one', Arn: { 'Fn::GetAtt': ['Worker', 'Arn'] } }],
    },
  };
  writeFileSync(path, JSON.stringify(template));
  const prints = 'export const handler = async (event) => console.log(JSON.stringify(event));';
  writeFileSync(join(folder, 'asset.worker', 'index.mjs'), prints);
  const env = { PATH: process.env.PATH };
  const started = { port: 0, quiet: true, cdkOut: folder, env, rules };
  cloud = withWords(await startLocalCloud(started));
  return cloud;
}

const firings = async (running: TestCloud) =>
  (await running.logs('demo-worker')).filter((line) => line.includes('Scheduled Event')).length;

describe('a rule with a rate', () => {
  it('fires once when its time has come, and once however far the clock is moved', async () => {
    const running = await start();
    await running.clock.advance(299);
    expect(await firings(running)).toBe(0);
    await running.clock.advance(2);
    expect(await firings(running)).toBe(1);
    await running.clock.advance(86_400);
    expect(await firings(running)).toBe(2);
  });

  it('leaves the cloud idle, and fires when told while it is switched off', async () => {
    const running = await start('rate(5 minutes)', false);
    expect((await running.runUntilIdle(3_600)).idle).toBe(true);
    await running.clock.advance(3_600);
    expect(await firings(running)).toBe(0);
    await running.api('POST', '/_local/rules/demo-worker/fire');
    expect(await firings(running)).toBe(1);
    expect((await running.api('POST', '/_local/rules/nobody/fire')).status).toBe(404);
    expect((await running.api('GET', '/_local/rules')).body).toEqual([
      { function: 'demo-worker', everySeconds: 300, due: null },
    ]);
  });

  it('is refused when it is of another kind', async () => {
    await expect(start('cron(0 3 * * ? *)')).rejects.toThrow('rate()');
  });
});
