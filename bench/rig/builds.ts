import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleFlags, ROOT, runEsbuild } from '../../infra/parts/bundle.ts';

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

/** `functions/<door>.lambda.ts` bundled exactly as for the deployed template. */
export function buildDoor(door: string): Build {
  return build(door.replace('/', '-'), `functions/${door}.lambda.ts`, bundleFlags());
}

/** Any entry with the settings of the deployed bundles. */
export function buildWithLevers(name: string, entry: string): Build {
  return build(name, entry, bundleFlags());
}

/**
 * Any entry as esbuild does it when it is asked for a minified ES module and nothing else is thought of. `mainFields`
 * prefers ES modules, which is the faster of the two usual choices: the comparison is to be hard on us.
 */
export function buildPlainly(name: string, entry: string): Build {
  return build(name, entry, [
    '--bundle',
    '--platform=node',
    '--target=node24',
    '--format=esm',
    '--minify',
    '--main-fields=module,main',
    '--log-level=error',
    "--banner:js=import { createRequire } from 'node:module';const require=createRequire(import.meta.url);",
  ]);
}

function build(name: string, entry: string, flags: readonly string[]): Build {
  const directory = join(WORKSHOP, name);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'index.mjs');
  runEsbuild([join(ROOT, entry), `--outfile=${file}`, ...flags]);
  const bytes = readFileSync(file);
  return { name, file, bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length };
}
