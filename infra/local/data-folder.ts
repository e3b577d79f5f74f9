import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { BootError } from './boot-error.ts';

/**
 * Makes the data folder ours: creates it and refuses one that another running cloud uses.
 *
 * @returns gives it free again
 * @throws BootError when it cannot be written or is in use
 */
export function claimDataFolder(folder: string): () => void {
  const lock = join(folder, 'pid');
  try {
    makeFolder(join(folder, 'logs'));
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : undefined;
    if (owner && owner !== process.pid && isRunning(owner)) {
      throw new BootError(
        `Another local cloud (process ${owner}) uses ${folder}: stop it, or give this one another folder with FRONTDESK_DATA.`,
      );
    }
    writeFileSync(lock, String(process.pid));
  } catch (fault) {
    if (fault instanceof BootError) throw fault;
    const reason = fault instanceof Error ? fault.message : String(fault);
    throw new BootError(`The data folder ${folder} cannot be written: ${reason}.`);
  }
  return () => rmSync(lock, { force: true });
}

/** Step by step: `recursive: true` never returns where the system has no such folder to make (`/proc`). */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}
