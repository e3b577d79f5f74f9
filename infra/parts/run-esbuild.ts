import { type BuildOptions, build } from 'esbuild';
import { leanFiles } from './lean-files.ts';

/** What esbuild is told, as far as it is data, and whether {@link leanFiles} is with it. */
export type Bundling = Omit<BuildOptions, 'plugins'> & { readonly lean?: boolean };

// A process of its own: see runEsbuild in bundle.ts.
const { lean, ...options } = JSON.parse(process.argv[2] ?? '{}') as Bundling;
await build({ ...options, plugins: lean ? [leanFiles] : [] });
