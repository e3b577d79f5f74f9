import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A cloud assembly on disk: what `cdk.out` is after `cdk synth`. */
export interface Assembly {
  readonly outdir: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** Tells the worker processes of the same run where the assembly is. */
const OUTDIR = 'FRONTDESK_ASSEMBLY';
/** The suites of one run load this file once each; they share the assembly through the process. */
const shared = globalThis as { [key: symbol]: Promise<Assembly> | undefined };
const running = Symbol.for('frontdesk.synth');

/**
 * The cloud assembly of the stage `dev`, made from the sources by the very command that the CDK runs. Made once per
 * test run and removed when the run ends.
 *
 * @throws Error with what the app printed, when it does not synthesize
 */
export async function synthesize(): Promise<Assembly> {
  const made = process.env[OUTDIR];
  if (made) return { outdir: made };
  shared[running] ??= runApp(temporaryDirectory()).then((assembly) => {
    process.env[OUTDIR] = assembly.outdir;
    return assembly;
  });
  return shared[running];
}

/**
 * Runs the CDK app into `outdir`.
 *
 * @param stage `-c stage=…`
 */
export async function runApp(outdir: string, stage = 'dev'): Promise<Assembly> {
  const env = {
    ...process.env,
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ stage }),
  };
  await promisify(execFile)(process.execPath, ['infra/app.ts'], { cwd: ROOT, env }).catch(
    (fault: { stderr?: string; message: string }) => {
      throw new Error(`The CDK app does not synthesize.\n${fault.stderr ?? fault.message}`);
    },
  );
  return { outdir };
}

/** An empty directory that goes when this process does. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'frontdesk-assembly-'));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** Vitest calls it before the first of the suites that read the assembly. */
export default async function setup(): Promise<void> {
  await synthesize();
}
