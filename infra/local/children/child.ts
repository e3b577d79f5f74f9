import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** A helper process of the local cloud. */
export interface Child {
  readonly process: ChildProcess;
  /** What it last wrote to stderr, for the sentence that says why it ended. */
  readonly lastWords: () => string;
  stop(): Promise<void>;
}

/**
 * Starts `script` (a file of this folder) with Node; it ends when its stdin closes, thus with this process.
 *
 * @param env beside the environment of this process
 */
export function startChild(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Child {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  let words = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-2000);
  });
  // Writing to a child that just ended is no event worth crashing for.
  child.stdin.on('error', () => {});
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    process: child,
    lastWords: () => words.trim(),
    stop: async () => {
      child.stdin.end();
      await ended;
    },
  };
}

/** A TCP port of 127.0.0.1 that nobody used a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
