import type { parseArgs } from 'node:util';

/** Every option of `npm run project`. */
export const OPTIONS = {
  id: { type: 'string' },
  name: { type: 'string' },
  owner: { type: 'string' },
  'time-zone': { type: 'string' },
  language: { type: 'string' },
  'sendpulse-bot-id': { type: 'string' },
  config: { type: 'string' },
  package: { type: 'string' },
  rotate: { type: 'boolean' },
  'keep-previous': { type: 'boolean' },
  outputs: { type: 'string' },
  help: { type: 'boolean' },
} as const;

/** The options as they were given. */
export type Options = ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
