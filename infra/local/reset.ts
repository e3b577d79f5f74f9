import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BootError } from './boot-error.ts';
import { claimDataFolder } from './data-folder.ts';
import { readVariables } from './settings.ts';

/** `npm run reset`: the local cloud forgets everything. Refuses while one runs on the folder. */

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const { FRONTDESK_DATA: folder = join(ROOT, '.frontdesk') } = readVariables(
  join(ROOT, '.env'),
  process.env,
);

try {
  if (existsSync(folder)) {
    claimDataFolder(folder);
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${folder} is empty.`);
} catch (fault) {
  if (!(fault instanceof BootError)) throw fault;
  console.error(fault.message);
  process.exit(1);
}
