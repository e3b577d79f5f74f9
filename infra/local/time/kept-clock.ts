import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VirtualClock } from './virtual-clock.ts';

/** A virtual clock whose offset survives a restart; without a folder it starts at real time. */
export function keptClock(dataDir: string | undefined): {
  clock: VirtualClock;
  keep: () => void;
} {
  if (!dataDir) return { clock: new VirtualClock(), keep: () => {} };
  const path = join(dataDir, 'clock.json');
  const { offsetMs = 0 } = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { offsetMs?: number })
    : {};
  const clock = new VirtualClock(offsetMs);
  return {
    clock,
    keep: () => {
      writeFileSync(`${path}.new`, JSON.stringify({ offsetMs: clock.offsetMs }));
      renameSync(`${path}.new`, path);
    },
  };
}
