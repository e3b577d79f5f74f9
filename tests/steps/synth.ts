import { execFile } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fingerprint } from '../../infra/local/synthesize.ts';

/** A cloud assembly on disk: what `cdk.out` is after `cdk synth`. */
export interface Assembly {
  readonly outdir: string;
}

const ROOT = join(import.meta.dirname, '..', '..');
/** Assemblies by what they are made of: the next run on the same sources takes what this one made. */
const KEPT = join(ROOT, 'node_modules', '.cache', 'frontdesk', 'assemblies');
const KEPT_MS = 24 * 3_600_000;
/** Tells the worker processes of the same run where the assembly is. */
const OUTDIR = 'FRONTDESK_ASSEMBLY';
/** The suites of one run load this file once each; they share the assembly through the process. */
const shared = globalThis as { [key: symbol]: Promise<Assembly> | undefined };
const running = Symbol.for('frontdesk.synth');

/**
 * The cloud assembly of the stage `dev`, made from the sources by the very command that the CDK runs. Made once for
 * the same sources, and removed a day after it was last asked for.
 *
 * @throws Error with what the app printed, when it does not synthesize
 */
export async function synthesize(): Promise<Assembly> {
  const made = process.env[OUTDIR];
  if (made) return { outdir: made };
  shared[running] ??= kept().then((outdir) => {
    process.env[OUTDIR] = outdir;
    return { outdir };
  });
  return shared[running];
}

async function kept(): Promise<string> {
  const outdir = join(KEPT, fingerprint(ROOT));
  if (!existsSync(outdir)) {
    mkdirSync(KEPT, { recursive: true });
    const draft = mkdtempSync(join(KEPT, 'draft-'));
    await runApp(draft);
    try {
      renameSync(draft, outdir);
    } catch (fault) {
      // Another run was faster: what it made is the same.
      if (!existsSync(outdir)) throw fault;
    }
  }
  const now = new Date();
  utimesSync(outdir, now, now);
  for (const name of readdirSync(KEPT)) {
    const old = join(KEPT, name);
    const age = now.getTime() - (statSync(old, { throwIfNoEntry: false })?.mtimeMs ?? Infinity);
    if (age > KEPT_MS) rmSync(old, { recursive: true, force: true });
  }
  return outdir;
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
