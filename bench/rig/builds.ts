import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { leanBundle, ROOT, runEsbuild } from '../../infra/parts/bundle.ts';
import type { Bundling } from '../../infra/parts/run-esbuild.ts';

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
  return build(door.replace('/', '-'), `functions/${door}.lambda.ts`, leanBundle());
}

/** Any entry with the settings of the deployed bundles. */
export function buildWithLevers(name: string, entry: string): Build {
  return build(name, entry, leanBundle());
}

/**
 * Any entry as esbuild does it when it is asked for a minified ES module and nothing else is thought of. `mainFields`
 * prefers ES modules, which is the faster of the two usual choices: the comparison is to be hard on us.
 */
export function buildPlainly(name: string, entry: string): Build {
  return build(name, entry, {
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    minify: true,
    mainFields: ['module', 'main'],
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module';const require=createRequire(import.meta.url);",
    },
  });
}

function build(name: string, entry: string, options: Bundling): Build {
  const directory = join(WORKSHOP, name);
  mkdirSync(directory, { recursive: true });
  const file = join(directory, 'index.mjs');
  runEsbuild({ ...options, entryPoints: [join(ROOT, entry)], outfile: file });
  const bytes = readFileSync(file);
  return { name, file, bytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length };
}
