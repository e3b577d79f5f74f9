import { execFileSync } from 'node:child_process';
import {
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

/** Root of the repository, which is also where esbuild runs. */
export const ROOT = join(import.meta.dirname, '..', '..');

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
};

/** Where the stand-ins of Node's modules are written; made on demand, never committed. */
const STAND_INS = './node_modules/.cache/frontdesk/builtins';

/**
 * Aliases that turn each `import … from 'node:x'` and `require('x')` into `process.getBuiltinModule('node:x')`.
 * A static ESM import of `http` loads undici and costs 30 ms of every cold start; asked for this way it costs 3.
 */
function builtinAliases(): string[] {
  const directory = join(ROOT, STAND_INS);
  mkdirSync(directory, { recursive: true });
  return BUILTINS.flatMap((name) => {
    const file = `${name.replace('/', '-')}.cjs`;
    if (!existsSync(join(directory, file))) {
      const draft = join(directory, `${file}.${process.pid}`);
      writeFileSync(draft, `module.exports = process.getBuiltinModule('node:${name}');\n`);
      renameSync(draft, join(directory, file));
    }
    return [`${name}=${STAND_INS}/${file}`, `node:${name}=${STAND_INS}/${file}`];
  });
}

/**
 * How every function is bundled, as flags of esbuild: ESM, minified, the SDK's ES modules, and only what a Lambda
 * needs. No source maps: `--enable-source-maps` costs 12–18 ms of each cold start. Same input, same bytes.
 */
export function bundleFlags(): string[] {
  return [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--target=node24',
    '--minify',
    '--main-fields=module,main',
    // Texts in Ukrainian and Russian would weigh three times as much in escapes.
    '--charset=utf8',
    '--log-level=error',
    `--tsconfig=${join(ROOT, 'tsconfig.json')}`,
    ...builtinAliases().map((alias) => `--alias:${alias}`),
    ...Object.entries(LEAN).map(
      ([name, file]) => `--alias:${name}=./infra/parts/stand-ins/${file}`,
    ),
  ];
}

/** Runs esbuild at the root of the repository. @throws Error when it fails; what it said is on stderr then */
export function runEsbuild(args: readonly string[]): void {
  const esbuild = join(ROOT, 'node_modules', '.bin', 'esbuild');
  execFileSync(esbuild, args, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
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

function bundleAll(): string {
  const directory = mkdtempSync(join(tmpdir(), 'frontdesk-bundles-'));
  // The CDK has copied them into its assembly by then.
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  const doors = globSync('functions/*/*.lambda.ts', { cwd: ROOT }).sort();
  const entries = doors.map((file) => {
    const [, room = '', name = ''] = file.split(/[\\/]/);
    return `${room}-${name.replace(/\.lambda\.ts$/, '')}/index=./${file}`;
  });
  runEsbuild([...entries, `--outdir=${directory}`, '--out-extension:.js=.mjs', ...bundleFlags()]);
  return directory;
}
