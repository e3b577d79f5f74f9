import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, release, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './builds.ts';
import { PINNED } from './process.ts';

/** What a run was made on. Figures of different machines are not to be compared, ratios roughly. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly sdk: string;
  /** The first 12 hex digits of the SHA-256 of package-lock.json. */
  readonly lockfile: string;
  readonly pinning: string;
  /** Load of the last minute when the run began: above 1, something else was at work. */
  readonly load: number;
  readonly at: string;
}

/** Names this machine. */
export function nameMachine(): Machine {
  const lockfile = readFileSync(join(ROOT, 'package-lock.json'));
  const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  return {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()}`,
    node: process.version,
    sdk: dependencies['@aws-sdk/client-dynamodb'] ?? 'unknown',
    lockfile: createHash('sha256').update(lockfile).digest('hex').slice(0, 12),
    pinning: PINNED
      ? 'outside world on core 0, measured process on core 1'
      : 'not pinned (no taskset or one core)',
    load: Number((loadavg()[0] ?? 0).toFixed(2)),
    at: new Date().toISOString(),
  };
}
