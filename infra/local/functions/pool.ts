import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type {
  FunctionDefinition,
  InvokeMessage,
  Outcome,
  WorkerMessage,
  WorkerStart,
} from './definition.ts';

const MAX_PAYLOAD_BYTES = 6 * 1024 * 1024;
const INIT_TIMEOUT_MS = 10_000;

/** What a pool needs around it. */
export interface PoolSurroundings {
  readonly clock: SharedArrayBuffer;
  /** At most this many workers; further invocations wait. */
  readonly maxWorkers: number;
  /** The whole environment of one worker. */
  environment(definition: FunctionDefinition, workerId: string): Record<string, string>;
  /** What the function printed. */
  output(definition: FunctionDefinition, line: string): void;
}

interface Sandbox {
  readonly id: string;
  readonly worker: Worker;
  ready: boolean;
  /** Ends the running invocation. */
  finish?: (outcome: Outcome) => void;
}

/** The containers of one function: each serves one invocation at a time, as on Lambda; more at a time, more containers. */
export class FunctionPool {
  readonly definition: FunctionDefinition;
  readonly #surroundings: PoolSurroundings;
  readonly #sandboxes = new Set<Sandbox>();
  readonly #idle: Sandbox[] = [];
  readonly #skew = new SharedArrayBuffer(8);
  readonly #queue: ((sandbox: Sandbox | Outcome) => void)[] = [];
  #started = 0;
  #running = 0;
  #closed = false;

  constructor(definition: FunctionDefinition, surroundings: PoolSurroundings) {
    this.definition = definition;
    this.#surroundings = surroundings;
  }

  /** How many invocations may run at once. */
  get maxConcurrency(): number {
    return this.#surroundings.maxWorkers;
  }

  /** Invocations running or waiting for a worker. */
  get running(): number {
    return this.#running;
  }

  get workers(): number {
    return this.#sandboxes.size;
  }

  /** Runs the function once; never rejects. */
  async invoke(event: unknown, requestId: string = randomUUID()): Promise<Outcome> {
    const payload = JSON.stringify(event);
    if (Buffer.byteLength(payload) > MAX_PAYLOAD_BYTES) {
      return failed('handled', 'RequestEntityTooLarge', `${MAX_PAYLOAD_BYTES} byte payload limit`);
    }
    this.#running += 1;
    try {
      const sandbox = await this.#acquire();
      if ('ok' in sandbox) return sandbox;
      return await this.#run(sandbox, { requestId, event: payload });
    } finally {
      this.#running -= 1;
    }
  }

  /** Kills one worker, or all of them, in the middle of whatever they do. @returns how many */
  kill(workerId?: string): number {
    const doomed = [...this.#sandboxes].filter(({ id }) => !workerId || id === workerId);
    for (const sandbox of doomed) this.#end(sandbox, 'Runtime.ExitError', 'The worker was killed.');
    return doomed.length;
  }

  /** Sets the function's clocks wrong by this much from now on, in all its workers; 0 sets them right. */
  skew(ms: number): void {
    new Float64Array(this.#skew)[0] = ms;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const sandboxes = [...this.#sandboxes];
    await Promise.all(sandboxes.map(({ worker }) => worker.terminate()));
    for (const waiting of this.#queue.splice(0)) waiting(gone());
  }

  #run(sandbox: Sandbox, { requestId, event }: Omit<InvokeMessage, 'deadline'>): Promise<Outcome> {
    const { timeoutSeconds } = this.definition;
    const deadline = Date.now() + timeoutSeconds * 1000;
    return new Promise<Outcome>((resolve) => {
      const timer = setTimeout(() => {
        this.#discard(sandbox, {
          ok: false,
          kind: 'timeout',
          errorType: 'Sandbox.Timedout',
          errorMessage: `${requestId} Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
        });
      }, timeoutSeconds * 1000);
      sandbox.finish = (outcome) => {
        clearTimeout(timer);
        delete sandbox.finish;
        if (!outcome.ok && outcome.kind !== 'handled') this.#report(outcome);
        resolve(outcome);
      };
      sandbox.worker.postMessage({ requestId, event, deadline } satisfies InvokeMessage);
    });
  }

  #acquire(): Promise<Sandbox | Outcome> {
    if (this.#closed) return Promise.resolve(gone());
    const idle = this.#idle.pop();
    if (idle) return Promise.resolve(idle);
    return new Promise((resolve) => {
      this.#queue.push(resolve);
      if (this.#sandboxes.size < this.#surroundings.maxWorkers) this.#start();
    });
  }

  #start(): void {
    this.#started += 1;
    const id = `${this.definition.id}.${this.#started}`;
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: this.#surroundings.environment(this.definition, id),
      workerData: {
        definition: this.definition,
        clock: this.#surroundings.clock,
        skew: this.#skew,
      } satisfies WorkerStart,
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    const sandbox: Sandbox = { id, worker, ready: false };
    this.#sandboxes.add(sandbox);
    this.#collect(worker.stdout);
    this.#collect(worker.stderr);
    const initTimer = setTimeout(
      () => this.#end(sandbox, 'Sandbox.Timedout', 'Init timed out after 10 seconds.'),
      INIT_TIMEOUT_MS,
    );
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready' || message.type === 'init-error') clearTimeout(initTimer);
      this.#receive(sandbox, message);
    });
    worker.on('error', (fault) => {
      const { name, message } = fault instanceof Error ? fault : new Error(String(fault));
      this.#end(sandbox, name, message);
    });
    worker.on('exit', () => {
      clearTimeout(initTimer);
      this.#end(sandbox, 'Runtime.ExitError', 'The runtime exited.');
    });
  }

  #receive(sandbox: Sandbox, message: WorkerMessage): void {
    switch (message.type) {
      case 'ready':
        sandbox.ready = true;
        this.#free(sandbox);
        break;
      case 'init-error':
        this.#end(sandbox, message.errorType, message.errorMessage);
        break;
      case 'result': {
        const { finish } = sandbox;
        const payload = message.payload === undefined ? null : JSON.parse(message.payload);
        this.#free(sandbox);
        finish?.({ ok: true, payload });
        break;
      }
      case 'error': {
        const { finish } = sandbox;
        const outcome = failed('handled', message.errorType, message.errorMessage);
        this.#surroundings.output(this.definition, `ERROR ${message.trace}`);
        this.#free(sandbox);
        finish?.(outcome);
        break;
      }
    }
  }

  #free(sandbox: Sandbox): void {
    if (!this.#sandboxes.has(sandbox)) return;
    const next = this.#queue.shift();
    if (next) next(sandbox);
    else this.#idle.push(sandbox);
  }

  /** A worker is gone or must go. */
  #end(sandbox: Sandbox, errorType: string, errorMessage: string): void {
    this.#discard(sandbox, failed(sandbox.ready ? 'crash' : 'init', errorType, errorMessage));
  }

  #discard(sandbox: Sandbox, outcome: Outcome): void {
    if (!this.#sandboxes.delete(sandbox)) return;
    const idle = this.#idle.indexOf(sandbox);
    if (idle >= 0) this.#idle.splice(idle, 1);
    void sandbox.worker.terminate();
    if (sandbox.ready) sandbox.finish?.(outcome);
    else {
      if (!outcome.ok) this.#report(outcome);
      this.#queue.shift()?.(outcome);
    }
    if (this.#queue.length > 0 && !this.#closed) this.#start();
  }

  #report(outcome: Outcome & { ok: false }): void {
    if (this.#closed) return;
    this.#surroundings.output(
      this.definition,
      `ERROR ${outcome.errorType}: ${outcome.errorMessage}`,
    );
  }

  #collect(stream: Readable): void {
    let rest = '';
    stream.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.#surroundings.output(this.definition, line);
    });
  }
}

function failed(
  kind: 'handled' | 'timeout' | 'crash' | 'init',
  errorType: string,
  errorMessage: string,
): Outcome {
  return { ok: false, kind, errorType, errorMessage };
}

function gone(): Outcome {
  return failed('crash', 'Runtime.ExitError', 'The local cloud is stopping.');
}
