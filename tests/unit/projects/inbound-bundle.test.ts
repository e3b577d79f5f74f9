import { build } from 'esbuild';
import { expect, it } from 'vitest';

it('keeps the door of the webhook path free of dynamodb-toolbox, lib-dynamodb, zod and middy', async () => {
  const { metafile } = await build({
    entryPoints: ['shared/projects/inbound.ts'],
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  const packages = Object.keys(metafile.inputs).map(
    (path) => /node_modules\/((@[^/]+\/)?[^/]+)/.exec(path)?.[1],
  );
  expect(packages).toContain('@aws-sdk/client-dynamodb');
  for (const heavy of ['dynamodb-toolbox', '@aws-sdk/lib-dynamodb', 'zod', '@middy/core']) {
    expect(packages).not.toContain(heavy);
  }
});
