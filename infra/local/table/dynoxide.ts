import { accessSync, constants, existsSync, mkdtempSync, statfsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { delimiter, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { BootError } from '../boot-error.ts';
import { type Child, freePort, startChild } from '../children/child.ts';

const START_TIMEOUT_MS = 15_000;
/** A file system in memory, where there is one, and what must be free there: containers often have but 64 MB. */
const IN_MEMORY = { path: '/dev/shm', freeBytes: 512 * 1024 * 1024 };

/** A DynamoDB to talk to. */
export interface DynamoDb {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/**
 * Starts dynoxide as a child process; where there is no binary for this machine, the DynamoDB that
 * `AWS_ENDPOINT_URL_DYNAMODB` names is used instead.
 *
 * @param dataDir where its file lies; undefined keeps the data in memory, which is a folder that goes with us
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
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const throwaway = dataDir ? undefined : memoryFolder();
    const folder = dataDir ?? throwaway;
    const file = folder && join(folder, 'dynamodb.sqlite');
    const command = [binary, 'serve', '--port', String(port), ...(file ? ['--db-path', file] : [])];
    const child = startChild('./keeper.mjs', command, { REMOVE_AFTERWARDS: throwaway ?? '' });
    if (await listens(child)) {
      if (file) indexStream(file);
      return { endpoint: `http://127.0.0.1:${port}`, stop: child.stop };
    }
    await child.stop();
    // The port may have been taken between our look and its start.
    if (attempt === 3) {
      throw new BootError(`The DynamoDB emulator ${binary} does not start: ${child.lastWords()}`);
    }
  }
}

/** A folder of our own in memory: a file there is as fast as no file, and takes an index. */
function memoryFolder(): string | undefined {
  const { path, freeBytes } = IN_MEMORY;
  try {
    const { bavail, bsize } = statfsSync(path);
    return bavail * bsize < freeBytes ? undefined : mkdtempSync(join(path, 'frontdesk-'));
  } catch {
    // This system has none, or not for us.
    return undefined;
  }
}

/**
 * dynoxide asks for the highest sequence number of the stream at every write, and for all above one at every read,
 * without an index: each is a look at every record there ever was. With one, a cloud stays as fast as it began.
 */
function indexStream(file: string): void {
  const database = new DatabaseSync(file, { timeout: START_TIMEOUT_MS });
  try {
    database.exec(
      'CREATE INDEX IF NOT EXISTS frontdesk_stream ON _stream_records(table_name, CAST(sequence_number AS INTEGER))',
    );
  } catch {
    // Another version of dynoxide, from the PATH, may keep its records otherwise: slower, but no reason not to start.
  } finally {
    database.close();
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
