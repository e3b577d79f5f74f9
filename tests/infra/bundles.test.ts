import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';
import { defaultProvider } from '../../infra/parts/stand-ins/environment-credentials.ts';
import { runApp, temporaryDirectory } from '../steps/synth.ts';
import { assemblyDirectory, functions } from './assembly.ts';

/** As esbuild counts. */
const KB = 1024;
/** Bytes that each kind of function may weigh: a cold start reads all of them. */
const limits: Record<string, number> = { inbound: 260 * KB, other: 700 * KB };
const deployed = functions();

describe('bundles', () => {
  test.each(deployed)('$name is light', ({ name, bundle }) => {
    const limit = limits[name.split('-')[0] ?? ''] ?? limits['other'];
    expect(Buffer.byteLength(bundle)).toBeLessThanOrEqual(limit ?? 0);
  });

  test.each(deployed)('$name imports no module of Node statically', ({ bundle }) => {
    const imported = [...bundle.matchAll(/\b(?:from|import)"([^"]+)"/g)].map(([, name]) => name);
    const builtins = imported.filter((name) =>
      builtinModules.includes(name?.replace('node:', '') ?? ''),
    );
    // Whatever is named here belongs into BUILTINS of infra/parts/bundle.ts.
    expect([...new Set(builtins)]).toEqual([]);
  });

  test.each(deployed)('$name asks for nothing that an ES module cannot', ({ bundle }) => {
    expect(bundle).not.toContain('Dynamic require of');
  });

  test.each(deployed)('$name brings no credentials but those of the environment', ({ bundle }) => {
    expect(bundle).not.toMatch(/AssumeRole|fromSSO|AWS_CONTAINER_CREDENTIALS|credential_process/);
  });

  test('the same sources give the same bytes', async () => {
    const again = await runApp(temporaryDirectory());
    const assets = (outdir: string) =>
      Object.keys(
        JSON.parse(readFileSync(join(outdir, 'frontdesk-dev-app.assets.json'), 'utf8')).files,
      );
    // Names of assets are hashes of what they hold; the template is one of them.
    expect(assets(again.outdir)).toEqual(assets(assemblyDirectory));
  });

  test('a loaded bundle exports its handler', async () => {
    const [health] = deployed.filter(({ name }) => name === 'api-health');
    expect(health?.bundle).toMatch(/export\{[^}]*\bas handler\b[^}]*\}/);
  });
});

describe('credentials of the environment', () => {
  const load = (env: Record<string, string>) =>
    promisify(execFile)(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { defaultProvider } from ${JSON.stringify(join(import.meta.dirname, '../../infra/parts/stand-ins/environment-credentials.ts'))};
         console.log(JSON.stringify(await defaultProvider()()));`,
      ],
      { env },
    );

  test('are what the environment says', async () => {
    const { stdout } = await load({
      AWS_ACCESS_KEY_ID: 'id',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'token',
    });
    expect(JSON.parse(stdout)).toEqual({
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: 'token',
    });
  });

  test('missing ones are a fault that names them', async () => {
    expect(defaultProvider).toBeTypeOf('function');
    await expect(load({})).rejects.toThrow(/AWS_ACCESS_KEY_ID/);
  });
});
