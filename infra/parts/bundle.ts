import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Root of the repository, which is also where esbuild runs. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Node's own modules that the bundles ask for. A test names the one that is missing here. */
const BUILTINS = [
  'async_hooks',
  'buffer',
  'child_process',
  'crypto',
  'events',
  'fs',
  'fs/promises',
  'http',
  'http2',
  'https',
  'net',
  'os',
  'path',
  'process',
  'stream',
  'tls',
  'url',
  'util',
  'zlib',
];

/** Where the stand-ins of those modules are written; made on demand, never committed. */
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
    logLevel: LogLevel.ERROR,
    tsconfig: join(ROOT, 'tsconfig.json'),
    esbuildArgs: {
      '--alias': [
        ...builtinAliases(),
        '@aws-sdk/credential-provider-node=./infra/parts/environment-credentials.ts',
      ],
    },
  };
}
