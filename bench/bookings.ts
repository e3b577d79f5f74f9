import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import type { Row, Section } from './row.ts';

/** Availability and bookings against DynamoDB itself (dynoxide); see rig/bookings.ts. In a process of its own. */
export const bookings: Section = {
  name: 'bookings',
  run: async ({ quick }) => {
    const args = ['bench/rig/bookings.ts', ...(quick ? ['--quick'] : [])];
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn(process.execPath, args, { stdio: [...stdio] });
    const printed = await text(child.stdout as NodeJS.ReadableStream);
    return JSON.parse(printed) as Row[];
  },
};
