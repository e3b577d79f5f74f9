import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { availableParallelism, setPriority } from 'node:os';

/** Core of everything that is not measured, and core of what is. */
const OUTSIDE_CORE = '0';
const MEASURED_CORE = '1';

/** Whether processes can be held on a core of their own here. */
export const PINNED = canPin();

function canPin(): boolean {
  if (availableParallelism() < 2) return false;
  try {
    execFileSync('taskset', ['-c', MEASURED_CORE, 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** The command line of `node …args` on the core of its role. */
export function nodeOn(role: 'outside' | 'measured', args: readonly string[]): [string, string[]] {
  if (!PINNED) return [process.execPath, [...args]];
  const core = role === 'outside' ? OUTSIDE_CORE : MEASURED_CORE;
  return ['taskset', ['-c', core, process.execPath, ...args]];
}

/**
 * Lets a process go before everything else on this machine, where that is allowed (root): a bench shares its cores with
 * whatever happens to run beside it.
 */
export function putFirst(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, -15);
  } catch {
    // Not allowed: then its neighbours are felt, and the interval says so.
  }
}

/** A Node process that answers one request after the other over its IPC channel. */
export interface Companion<Request, Answer> {
  ask(request: Request): Promise<Answer>;
  /** Bytes written to standard output since the last call: in a container that is its log. */
  takeLog(): string;
  close(): Promise<void>;
}

/**
 * Starts `file` as a companion. It answers each message `{id, request}` with `{id, answer}` or `{id, fault}`.
 *
 * @param environment replaces the environment altogether, except for PATH and HOME
 */
export function startCompanion<Request, Answer>(
  role: 'outside' | 'measured',
  file: string,
  environment: Readonly<Record<string, string>> = {},
): Companion<Request, Answer> {
  const [command, args] = nodeOn(role, [file]);
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
    env: { PATH: process.env.PATH, HOME: process.env.HOME, ...environment },
  });
  putFirst(child);
  return companionOf(child, file);
}

function companionOf<Request, Answer>(
  child: ChildProcess,
  file: string,
): Companion<Request, Answer> {
  const waiting = new Map<
    number,
    { resolve: (answer: Answer) => void; reject: (fault: Error) => void }
  >();
  let counter = 0;
  let log = '';
  let gone = false;
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  child.on('message', (message: { id: number; answer?: Answer; fault?: string }) => {
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.fault === undefined) asked?.resolve(message.answer as Answer);
    else asked?.reject(new Error(message.fault));
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      gone = true;
      for (const { reject } of waiting.values()) {
        reject(
          new Error(
            `${file} ended (${signal ?? code}) instead of answering.\n${log.slice(-2_000)}`,
          ),
        );
      }
      resolve();
    });
  });
  const killNow = () => child.kill('SIGKILL');
  process.once('exit', killNow);
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (gone) {
          reject(new Error(`${file} has ended.\n${log.slice(-2_000)}`));
          return;
        }
        counter += 1;
        waiting.set(counter, { resolve, reject });
        child.send({ id: counter, request });
      }),
    takeLog: () => {
      const taken = log;
      log = '';
      return taken;
    },
    close: async () => {
      process.removeListener('exit', killNow);
      if (!gone) child.kill('SIGTERM');
      await ended;
    },
  };
}

/** The companion's side: answers every request with what `handle` gives. */
export function serveCompanion<Request, Answer>(
  handle: (request: Request) => Promise<Answer>,
): void {
  process.on('message', ({ id, request }: { id: number; request: Request }) => {
    handle(request).then(
      (answer) => process.send?.({ id, answer }),
      (fault: unknown) =>
        process.send?.({
          id,
          fault: fault instanceof Error ? (fault.stack ?? fault.message) : String(fault),
        }),
    );
  });
  process.on('disconnect', () => process.exit(0));
}
