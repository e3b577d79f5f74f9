import { accessSync, constants, existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { BootError } from '../boot-error.ts';
import { type Child, freePort, startChild } from '../children/child.ts';

const START_TIMEOUT_MS = 15_000;

/** A DynamoDB to talk to. */
export interface DynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts dynoxide as a child process; where there is no binary for this machine, the DynamoDB that
 * `AWS_ENDPOINT_URL_DYNAMODB` names is used instead.
 *
 * @param dataDir where its file lies; undefined keeps the data in memory
 * @throws BootError when there is neither
 */
export async function startDynamoDb(
  dataDir: string | undefined,
  env: NodeJS.ProcessEnv,
): Promise<DynamoDb> {
  const binary = findBinary(env);
  if (!binary) {
    const endpoint = env.AWS_ENDPOINT_URL_DYNAMODB;
    if (endpoint) return { endpoint, stop: async () => {} };
    throw new BootError(
      `No DynamoDB emulator for ${platform()}-${arch()}: install @dynoxide/${platform()}-${arch()}, put dynoxide on the PATH, or set AWS_ENDPOINT_URL_DYNAMODB to a DynamoDB Local.`,
    );
  }
  const file = dataDir ? ['--db-path', join(dataDir, 'dynamodb.sqlite')] : [];
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const child = startChild('./keeper.mjs', [binary, 'serve', '--port', String(port), ...file]);
    if (await listens(child)) {
      return { endpoint: `http://127.0.0.1:${port}`, stop: child.stop };
    }
    await child.stop();
    // The port may have been taken between our look and its start.
    if (attempt === 3) {
      throw new BootError(`The DynamoDB emulator ${binary} does not start: ${child.lastWords()}`);
    }
  }
}

function findBinary(env: NodeJS.ProcessEnv): string | undefined {
  const file = platform() === 'win32' ? 'dynoxide.exe' : 'dynoxide';
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@dynoxide/${platform()}-${arch()}/package.json`,
    );
    const installed = join(manifest, '..', file);
    if (existsSync(installed)) return installed;
  } catch {
    // Not installed for this platform: look further.
  }
  return (env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, file))
    .find((candidate) => isExecutable(candidate));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Resolves true once the emulator says that it listens, false when it ended or said nothing. */
function listens(child: Child): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), START_TIMEOUT_MS);
    const done = (listening: boolean) => {
      clearTimeout(timer);
      resolve(listening);
    };
    child.process.stderr?.on('data', () => {
      if (child.lastWords().includes('listening')) done(true);
    });
    child.process.once('exit', () => done(false));
    child.process.once('error', () => done(false));
  });
}
