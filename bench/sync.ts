import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Row, Section } from './row.ts';

/** Bookings at their destinations, against stand-ins over HTTP; see rig/sync.ts. In a process of its own. */
export const sync: Section = {
  name: 'sync',
  run: async () => {
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, ['bench/rig/sync.ts'], {
      stdio: [...stdio],
      env: { ...process.env, POWERTOOLS_LOG_LEVEL: 'SILENT' },
    });
    const printed = await text(child.stdout as NodeJS.ReadableStream);
    return JSON.parse(printed) as Row[];
  },
};
