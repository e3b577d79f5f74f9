import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BootError } from './boot-error.ts';

/** What the assembly depends on. */
const INPUTS = [
  ...['functions', 'shared', 'infra'],
  ...['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'],
];
/** Of those, what it does not: the local cloud itself. */
const OUTSIDE = /^infra\/local\//;
const STAMP = 'local-inputs.sha256';

/**
 * Makes the assembly from the CDK app, unless the one in `cdkOut` was made from exactly these files.
 *
 * @throws BootError with what the app said when it fails
 */
export async function synthesize(root: string, cdkOut: string): Promise<void> {
  const stamp = join(cdkOut, STAMP);
  const inputs = fingerprint(root);
  const current =
    existsSync(join(cdkOut, 'manifest.json')) &&
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === inputs;
  if (current) return;
  if (!existsSync(join(root, 'infra/app.ts'))) {
    throw new BootError(`There is no CDK app at ${join(root, 'infra/app.ts')}.`);
  }
  const child = spawn(process.execPath, ['infra/app.ts'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CDK_OUTDIR: cdkOut,
      CDK_CONTEXT_JSON: JSON.stringify({ 'aws:cdk:enable-path-metadata': true }),
    },
  });
  let said = '';
  const collect = (text: string): void => {
    said = (said + text).slice(-20_000);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  if (code !== 0) {
    const lines = said
      .trim()
      .split('\n')
      .map((line) => line.trim());
    const reason = lines.find((line) => /error|cannot|«/i.test(line)) ?? lines.at(-1) ?? '';
    throw new BootError(
      `The template cannot be synthesized (\`npm run synth\` says more): ${reason}`,
    );
  }
  mkdirSync(cdkOut, { recursive: true });
  writeFileSync(stamp, inputs);
}

/** Hash of everything that an assembly is made of, in hex. */
export function fingerprint(root: string): string {
  const hash = createHash('sha256');
  const visit = (path: string): void => {
    if (OUTSIDE.test(`${path}/`)) return;
    const full = join(root, path);
    if (!existsSync(full)) return;
    if (statSync(full).isDirectory()) {
      for (const name of readdirSync(full).sort()) visit(`${path}/${name}`);
      return;
    }
    hash.update(path).update('\0').update(readFileSync(full)).update('\0');
  };
  for (const input of INPUTS) visit(input);
  return hash.digest('hex');
}
