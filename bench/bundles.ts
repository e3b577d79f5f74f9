import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildDoor, ROOT } from './rig/builds.ts';
import type { Row, Section } from './row.ts';

/** What the bundles that are deployed may weigh, in KB of 1,024 bytes as esbuild prints them. */
const LIMITS = [
  { name: 'webhook bundle', door: 'inbound/sendpulse', kilobytes: 260 },
  { name: 'worker bundle', door: 'conversations/answer', kilobytes: 700 },
] as const;

/** The size of the bundles, made with the very settings of the deployed ones. */
export const bundles: Section = {
  name: 'bundles',
  run: async () =>
    LIMITS.filter(({ door }) => existsSync(join(ROOT, 'functions', `${door}.lambda.ts`))).map(
      ({ name, door, kilobytes }): Row => {
        const { bytes, gzipBytes } = buildDoor(door);
        return {
          name,
          measured: `${(bytes / 1024).toFixed(1)} KB`,
          target: `≤ ${kilobytes} KB`,
          ok: bytes <= kilobytes * 1024,
          details: { bytes, gzipBytes },
        };
      },
    ),
};
