import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Bundling } from './run-esbuild.ts';

/** Root of the repository, which is also where esbuild runs. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Commands that the local cloud runs at each of its starts: bundled they begin in a quarter of the time. */
const COMMANDS = ['project', 'webhooks'];

/** Node's own modules that the bundles ask for. A test names the one that is missing here. */
const BUILTINS = [
  'async_hooks',
  'buffer',
  'child_process',
  'console',
  'crypto',
  'diagnostics_channel',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'path',
  'perf_hooks',
  'process',
  'readline',
  'stream',
  'string_decoder',
  'timers',
  'timers/promises',
  'tls',
  'url',
  'util',
  'worker_threads',
  'zlib',
];

/** Packages that a client brings along and a Lambda does not need, and what takes their place. */
const LEAN = {
  '@aws-sdk/credential-provider-node': 'environment-credentials.ts',
  '@aws-sdk/endpoint-cache': 'no-endpoint-cache.ts',
  '@opentelemetry/api': 'no-telemetry.ts',
  '@smithy/core/event-streams': 'no-event-streams.ts',
};

/** Where the stand-ins of Node's modules are written; made on demand, never committed. */
const STAND_INS = './node_modules/.cache/frontdesk/builtins';

/**
 * Aliases that turn each `import … from 'node:x'` and `require('x')` into `process.getBuiltinModule('node:x')`.
 * A static ESM import of `http` loads undici and costs 30 ms of every cold start; asked for this way it costs 3.
 */
function builtinAliases(): Record<string, string> {
  const directory = join(ROOT, STAND_INS);
  mkdirSync(directory, { recursive: true });
  const aliases = BUILTINS.flatMap((name) => {
    const file = `${name.replace('/', '-')}.cjs`;
    if (!existsSync(join(directory, file))) {
      const draft = join(directory, `${file}.${process.pid}`);
      writeFileSync(draft, `module.exports = process.getBuiltinModule('node:${name}');\n`);
      renameSync(draft, join(directory, file));
    }
    const standIn = `${STAND_INS}/${file}`;
    return [
      [name, standIn],
      [`node:${name}`, standIn],
    ];
  });
  return Object.fromEntries(aliases);
}

/**
 * How every function is bundled: ESM, minified, the SDK's ES modules, and only what a Lambda needs. No source maps:
 * `--enable-source-maps` costs 12–18 ms of each cold start. Same input, same bytes.
 */
export function leanBundle(): Bundling {
  return {
    target: 'node24',
    format: 'esm',
    platform: 'node',
    bundle: true,
    minify: true,
    mainFields: ['module', 'main'],
    // Texts in Ukrainian and Russian would weigh three times as much in escapes.
    charset: 'utf8',
    logLevel: 'error',
    tsconfig: join(ROOT, 'tsconfig.json'),
    alias: {
      ...builtinAliases(),
      ...Object.fromEntries(
        Object.entries(LEAN).map(([name, file]) => [name, `./infra/parts/stand-ins/${file}`]),
      ),
    },
    lean: true,
  };
}

/**
 * Runs esbuild at the root of the repository, in a process of its own: constructs cannot wait, and what esbuild does
 * without waiting takes no plugins.
 *
 * @throws Error when it fails; what it said is on stderr then
 */
export function runEsbuild(options: Bundling): void {
  const script = join(import.meta.dirname, 'run-esbuild.ts');
  execFileSync(process.execPath, [script, JSON.stringify(options)], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

let made: string | undefined;

/**
 * The folder with the bundle of a door, `index.mjs`. All doors are bundled at once, when the first is asked for: CDK's
 * own bundling starts npm and esbuild for each of them, which takes ten times as long.
 *
 * @param id `<room>-<name>`
 */
export function bundleOf(id: string): string {
  made ??= bundleAll();
  return join(made, id);
}

/** Puts the bundled commands beside what was synthesized; nothing when no bundle was asked for. */
export function placeCommands(outdir: string): void {
  if (made) cpSync(join(made, 'commands'), join(outdir, 'commands'), { recursive: true });
}

function bundleAll(): string {
  const directory = mkdtempSync(join(tmpdir(), 'frontdesk-bundles-'));
  // The CDK has copied them into its assembly by then.
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const doors = globSync('functions/*/*.lambda.ts', { cwd: ROOT }).sort();
  const entryPoints = [
    ...doors.map((file) => {
      const [, room = '', name = ''] = file.split(/[\\/]/);
      return { in: `./${file}`, out: `${room}-${name.replace(/\.lambda\.ts$/, '')}/index` };
    }),
    ...COMMANDS.map((name) => ({ in: `./infra/commands/${name}.ts`, out: `commands/${name}` })),
  ];
  const outExtension = { '.js': '.mjs' };
  runEsbuild({ entryPoints, outdir: directory, outExtension, ...leanBundle() });
  return directory;
}
