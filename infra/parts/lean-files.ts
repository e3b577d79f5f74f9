import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const PACKAGES = join(import.meta.dirname, '..', '..', 'node_modules');
const STAND_INS = join(import.meta.dirname, 'stand-ins');

/**
 * Files inside packages that a Lambda never runs, and what takes their place. An alias reaches only what is imported by
 * the name of its package; these are imported by their neighbours.
 */
export const LEAN_FILES: Readonly<Record<string, string>> = {
  '@anthropic-ai/sdk/internal/tracing.mjs': 'no-tracing.ts',
  '@anthropic-ai/sdk/lib/internal/tracing.mjs': 'no-tracing.ts',
  '@anthropic-ai/sdk/lib/credentials/credential-chain.mjs': 'no-credential-chain.ts',
  '@smithy/core/dist-es/submodules/checksum/md5/Md5Js.js': 'no-checksums-in-script.ts',
  '@smithy/core/dist-es/submodules/checksum/sha256/Sha256Js.js': 'no-checksums-in-script.ts',
};

/** A client of the SDK reads its version from its package.json, and a bundler takes the whole of it. */
const PACKAGE_JSON = /[\\/]node_modules[\\/]@aws-sdk[\\/][^\\/]+[\\/]package\.json$/;

/**
 * The plugin of esbuild that puts {@link LEAN_FILES} into place, and of every package.json of the SDK only the version.
 *
 * @throws Error when a package has no such file any more: then it was moved by an upgrade, and its weight is back
 */
export const leanFiles: Plugin = {
  name: 'lean-files',
  setup(build) {
    for (const [file, standIn] of Object.entries(LEAN_FILES)) {
      if (!existsSync(join(PACKAGES, file))) throw new Error(`There is no ${file} to leave out.`);
      const anySeparator = file.replaceAll('.', '\\.').replaceAll('/', '[\\\\/]');
      build.onLoad({ filter: new RegExp(`[\\\\/]node_modules[\\\\/]${anySeparator}$`) }, () => ({
        contents: readFileSync(join(STAND_INS, standIn), 'utf8'),
        loader: 'ts',
        resolveDir: STAND_INS,
      }));
    }
    build.onLoad({ filter: PACKAGE_JSON }, ({ path }) => {
      const { version } = JSON.parse(readFileSync(path, 'utf8'));
      return { contents: JSON.stringify({ version }), loader: 'json' };
    });
  },
};
