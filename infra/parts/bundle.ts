import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type BundlingOptions,
  Charset,
  LogLevel,
  OutputFormat,
} from 'aws-cdk-lib/aws-lambda-nodejs';

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
 * How every function is bundled: ESM, minified, the SDK's ES modules, and only what a Lambda needs. No source maps:
 * `--enable-source-maps` costs 12–18 ms of each cold start. Same input, same bytes.
 */
export function bundling(): BundlingOptions {
  return {
    format: OutputFormat.ESM,
    target: 'node24',
    minify: true,
    sourceMap: false,
    mainFields: ['module', 'main'],
    bundleAwsSDK: true,
    // Texts in Ukrainian and Russian would weigh three times as much in escapes.
    charset: Charset.UTF8,
    logLevel: LogLevel.ERROR,
    tsconfig: join(ROOT, 'tsconfig.json'),
    esbuildArgs: {
      '--alias': [
        ...builtinAliases(),
        ...Object.entries(LEAN).map(([name, file]) => `${name}=./infra/parts/stand-ins/${file}`),
      ],
    },
  };
}
