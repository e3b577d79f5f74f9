import { Heap } from './heap.ts';

/** setTimeout takes no more than this; the clock simply looks again then. */
const LONGEST_TIMEOUT_MS = 2 ** 31 - 1;

interface Timer {
  run: (() => void) | undefined;
}

/**
 * Virtual time = real time + offset. The offset only grows. Everything of the local cloud that waits (queue delays,
 * visibility, schedules, batching windows) waits here, so moving the clock makes all of it due at once.
 */
export class VirtualClock {
  /** The offset in milliseconds, shared with the worker threads: a move is seen by them at once. */
  readonly shared: SharedArrayBuffer = new SharedArrayBuffer(8);
  readonly #offset = new Float64Array(this.shared);
  readonly #timers = new Heap<Timer>();
  #wake: NodeJS.Timeout | undefined;
  readonly #realNow: () => number;
  #stopped = false;

  /** @param realNow a test may hold real time still */
  constructor(offsetMs = 0, realNow: () => number = Date.now) {
    this.#offset[0] = offsetMs;
    this.#realNow = realNow;
  }

  get offsetMs(): number {
    return this.#offset[0] ?? 0;
  }

  /** Milliseconds since the epoch, virtual. */
  now(): number {
    return this.#realNow() + this.offsetMs;
  }

  /** Moves the clock forward and runs what became due, in order of due time. */
  advance(ms: number): void {
    this.#offset[0] = this.offsetMs + ms;
    this.#runDue();
  }

  /** Runs `run` once virtual time has reached `due` (at the earliest in the next turn of the event loop). */
  at(due: number, run: () => void): { cancel(): void } {
    const timer: Timer = { run };
    this.#timers.add(due, timer);
    this.#sleep();
    return {
      cancel: () => {
        timer.run = undefined;
      },
    };
  }

  /** When the next timer is due (epoch ms, virtual), if there is any. */
  nextDue(): number | undefined {
    for (;;) {
      const next = this.#timers.peek();
      if (!next) return undefined;
      if (next.value.run) return next.due;
      this.#timers.take();
    }
  }

  stop(): void {
    this.#stopped = true;
    this.#timers.clear();
    clearTimeout(this.#wake);
  }

  #runDue(): void {
    for (;;) {
      const due = this.nextDue();
      if (due === undefined || due > this.now()) break;
      const run = this.#timers.take()?.value.run;
      run?.();
    }
    this.#sleep();
  }

  #sleep(): void {
    clearTimeout(this.#wake);
    const due = this.nextDue();
    if (due === undefined || this.#stopped) return;
    const wait = Math.min(Math.max(Math.ceil(due - this.now()), 0), LONGEST_TIMEOUT_MS);
    this.#wake = setTimeout(() => this.#runDue(), wait);
  }
}
