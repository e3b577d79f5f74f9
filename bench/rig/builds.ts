import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundling, ROOT } from '../../infra/parts/bundle.ts';

export { ROOT };

/** Where everything that the benchmarks make is written. */
export const WORKSHOP = join(ROOT, 'node_modules', '.cache', 'frontdesk', 'bench');

/** A bundle on disk. */
export interface Build {
  readonly name: string;
  readonly file: string;
  readonly bytes: number;
  readonly gzipBytes: number;
}

/** `functions/<door>.lambda.ts` bundled exactly as CDK bundles it for the deployed template. */
export function buildDoor(door: string): Build {
  return build(door.replace('/', '-'), `functions/${door}.lambda.ts`, deployedArguments());
}

/** Any entry with the settings of the deployed bundles. */
export function buildWithLevers(name: string, entry: string): Build {
  return build(name, entry, deployedArguments());
}

/**
 * Any entry as esbuild does it when it is asked for a minified ES module and nothing else is thought of. `mainFields`
 * prefers ES modules, which is the faster of the two usual choices: the comparison is to be hard on us.
 */
export function buildPlainly(name: string, entry: string): Build {
  return build(name, entry, [
    '--target=node24',
    '--format=esm',
    '--minify',
    '--main-fields=module,main',
    '--log-level=error',
    "--banner:js=import { createRequire } from 'node:module';const require=createRequire(import.meta.url);",
  ]);
}

/** The flags that CDK gives esbuild for the options of infra/parts/bundle.ts. */
function deployedArguments(): string[] {
  const options = bundling();
  const { '--alias': aliases, ...others } = (options.esbuildArgs ?? {}) as Record<string, unknown>;
  if (!Array.isArray(aliases) || Object.keys(others).length > 0 || options.sourceMap) {
    throw new Error(
      'bench/rig/builds.ts no longer knows all bundling options of infra/parts/bundle.ts.',
    );
  }
  return [
    `--target=${options.target}`,
    `--format=${options.format}`,
    ...(options.minify ? ['--minify'] : []),
    `--log-level=${options.logLevel}`,
    `--main-fields=${options.mainFields?.join(',')}`,
    `--tsconfig=${options.tsconfig}`,
    ...aliases.map((alias) => `--alias:${alias}`),
  ];
}

function build(name: string, entry: string, flags: readonly string[]): Build {
  const directory = join(WORKSHOP, name);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'index.mjs');
  execFileSync(
    join(ROOT, 'node_modules', '.bin', 'esbuild'),
    ['--bundle', join(ROOT, entry), '--platform=node', `--outfile=${file}`, ...flags],
    { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const bytes = readFileSync(file);
  return { name, file, bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length };
}
