import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { type BundlingOptions, LogLevel, OutputFormat } from 'aws-cdk-lib/aws-lambda-nodejs';

/** Root of the repository, which is also where esbuild runs. */
export const ROOT = join(import.meta.dirname, '..', '..');

/** Where the stand-ins of Node's own modules are written; made on demand, never committed. */
const BUILTINS = join(ROOT, 'node_modules', '.cache', 'frontdesk', 'builtins');

/**
 * Aliases that turn each `import … from 'node:x'` and `require('x')` into `process.getBuiltinModule('node:x')`.
 * A static ESM import of `http` loads undici and costs 30 ms of every cold start; asked for this way it costs 3.
 */
function builtinAliases(): string[] {
  mkdirSync(BUILTINS, { recursive: true });
  return builtinModules
    .filter((name) => !name.startsWith('_') && !name.startsWith('node:'))
    .flatMap((name) => {
      const file = join(BUILTINS, `${name.replaceAll('/', '.')}.cjs`);
      if (!existsSync(file)) {
        const draft = `${file}.${process.pid}`;
        writeFileSync(draft, `module.exports = process.getBuiltinModule('node:${name}');\n`);
        renameSync(draft, file);
      }
      return [`${name}=${file}`, `node:${name}=${file}`];
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
        `@aws-sdk/credential-provider-node=${join(import.meta.dirname, 'environment-credentials.ts')}`,
      ],
    },
  };
}
