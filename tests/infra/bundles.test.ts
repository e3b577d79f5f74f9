import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { builtinModules } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { runApp, temporaryDirectory } from '../steps/synth.ts';
import { assemblyDirectory, functions } from './assembly.ts';

/** As esbuild counts. */
const KB = 1024;
/** Bytes that a function may weigh, since a cold start reads all of them; clients' messages come through the least. */
const limits: Record<string, number> = { 'inbound-sendpulse': 260 * KB, other: 700 * KB };
const deployed = functions();

/** An AWS that knows one secret: the doors of the workers read it while they load. */
async function standInAws(): Promise<{ url: string; close: () => void }> {
  const SecretString = JSON.stringify({ PLATFORM_KEY: 'k'.repeat(64) });
  const server = createServer((_, answer) => answer.end(JSON.stringify({ SecretString })));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const aws = await standInAws();
afterAll(() => aws.close());

/** Runs `code` as an ES module in a Node of its own that sees only `env`. */
function run(code: string, env: Record<string, string>) {
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', code], { env });
}

describe('bundles', () => {
  test.each(deployed)('$name is light', ({ name, bundle }) => {
    const limit = limits[name] ?? limits.other;
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

  test.each(deployed)('$name brings nothing that is left out of packages', ({ bundle }) => {
    // Event streams, tracing of Claude's SDK, its profiles and tokens, and whole package.json files of the SDK.
    expect(bundle).not.toMatch(/:event-type|gen_ai\.|oidc_federation|"?repository"?:\{type:/);
  });

  test('the same sources give the same bytes', async () => {
    const again = await runApp(temporaryDirectory());
    // Names of assets are hashes of what they hold. What the stacks export to each other has no order.
    const made = (outdir: string) =>
      ['app', 'api'].map((name) => {
        const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
        const { files } = read(`frontdesk-dev-${name}.assets.json`);
        const names = Object.keys(files).filter(
          (key) => !files[key].source.path.endsWith('.template.json'),
        );
        return { names, template: read(`frontdesk-dev-${name}.template.json`) };
      });
    expect(made(again.outdir)).toEqual(made(assemblyDirectory));
  });

  test.each(deployed)(
    '$name loads in a bare Lambda, and undici is not loaded with it',
    async ({ file, properties }) => {
      const variables = Object.keys(properties.Environment.Variables);
      const { stdout } = await run(
        `const { handler } = await import(${JSON.stringify(file)});
       const undici = process.moduleLoadList.filter((name) => name.includes('undici/undici'));
       console.log(JSON.stringify({ handler: handler.length, type: typeof handler, undici }));
       process.exit();`,
        {
          ...Object.fromEntries(variables.map((name) => [name, 'x'])),
          AWS_REGION: 'eu-central-1',
          AWS_ACCESS_KEY_ID: 'id',
          AWS_SECRET_ACCESS_KEY: 'secret',
          AWS_ENDPOINT_URL: aws.url,
        },
      );
      const loaded = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
      expect(loaded).toMatchObject({ type: 'function', undici: [] });
      // Node 24 on Lambda rejects a handler that declares a callback.
      expect(loaded.handler).toBeLessThanOrEqual(2);
    },
  );
});

describe('credentials of the environment', () => {
  const load = (env: Record<string, string>) =>
    run(
      `import { defaultProvider } from ${JSON.stringify(join(import.meta.dirname, '../../infra/parts/stand-ins/environment-credentials.ts'))};
       console.log(JSON.stringify(await defaultProvider()()));`,
      env,
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
    await expect(load({})).rejects.toThrow(/AWS_ACCESS_KEY_ID/);
  });
});
