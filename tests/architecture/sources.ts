import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** A source file of the house: its path from the root, its text and the files and packages it imports. */
export interface Source {
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Imports of files of this repository, as paths from its root. */
  readonly files: readonly string[];
  /** Imports of packages and built-in modules, as written. */
  readonly packages: readonly string[];
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])(?<target>[^'"\n]+)\1/g;

/** Every TypeScript file under `folders`, without generated and installed ones. */
export function sources(...folders: string[]): Source[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`))
    .filter((path) => !path.includes('node_modules/'))
    .sort()
    .map((path) => {
      const text = readFileSync(path, 'utf8');
      const targets = [...text.matchAll(IMPORT)].map((match) => match.groups?.target ?? '');
      return {
        path,
        text,
        lines: text.trimEnd().split('\n').length,
        files: targets
          .filter((target) => target.startsWith('.'))
          .map((target) => normalize(join(dirname(path), target))),
        packages: targets.filter((target) => !target.startsWith('.')),
      };
    });
}
