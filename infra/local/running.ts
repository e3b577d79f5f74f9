import type { FunctionPool } from './functions/pool.ts';
import type { HttpApi } from './http/api.ts';
import type { QueueMapping } from './queues/mapping.ts';
import type { StreamMapping } from './table/stream-mapping.ts';
import type { VirtualClock } from './time/virtual-clock.ts';

/** Everything that can be at work. */
export interface Workers {
  readonly clock: VirtualClock;
  readonly api: HttpApi;
  readonly pools: ReadonlyMap<string, FunctionPool>;
  readonly queueMappings: readonly QueueMapping[];
  readonly streamMappings: readonly StreamMapping[];
  /** Sweeps, duplicates and the like that a control call set off. */
  chores(): number;
  /** Moves virtual time. */
  advance(ms: number): Promise<void>;
}

/** How a wait ended. */
export interface Settled {
  readonly settled: boolean;
  /** Virtual. */
  readonly now: string;
  /** When something will happen next if nothing new comes in, or null. */
  readonly nextDue: string | null;
  /** What was still at work when the wait gave up. */
  readonly running: readonly string[];
}

const LOOK_AGAIN_MS = 2;
const DEFAULT_TIMEOUT_MS = 30_000;

/** Waits until nothing runs and nothing is due now, or within `horizonSeconds` (of real time passing). */
export async function settle(
  workers: Workers,
  { timeoutMs = DEFAULT_TIMEOUT_MS, horizonSeconds = 0 } = {},
): Promise<Settled> {
  const { clock } = workers;
  const giveUp = performance.now() + timeoutMs;
  let quiet = 0;
  for (;;) {
    const running = atWork(workers);
    const due = clock.nextDue();
    const isDue = due !== undefined && due <= clock.now() + horizonSeconds * 1000;
    // Twice in a row: what just ended may set off the next step in the following turn of the loop.
    quiet = running.length === 0 && !isDue ? quiet + 1 : 0;
    if (quiet === 2 || performance.now() > giveUp) {
      return {
        settled: quiet === 2,
        now: new Date(clock.now()).toISOString(),
        nextDue: due === undefined ? null : new Date(due).toISOString(),
        running,
      };
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/**
 * Moves the clock from one due event to the next until nothing is left, or what is left lies further away than
 * `maxAdvanceSeconds` from now.
 */
export async function runUntilIdle(
  workers: Workers,
  maxAdvanceSeconds: number,
  timeoutMs = 120_000,
): Promise<Settled & { readonly idle: boolean; readonly advancedSeconds: number }> {
  const { clock } = workers;
  const giveUp = performance.now() + timeoutMs;
  let advanced = 0;
  for (;;) {
    const left = Math.max(0, giveUp - performance.now());
    const settled = await settle(workers, { timeoutMs: left });
    const due = clock.nextDue();
    const step = due === undefined ? 0 : Math.max(0, due - clock.now());
    const over = advanced + step > maxAdvanceSeconds * 1000;
    if (!settled.settled || due === undefined || over) {
      return {
        ...settled,
        idle: settled.settled && due === undefined,
        advancedSeconds: advanced / 1000,
      };
    }
    await workers.advance(step);
    advanced += step;
  }
}

function atWork(workers: Workers): string[] {
  const running: string[] = [];
  if (workers.api.open > 0) running.push('http');
  for (const [id, pool] of workers.pools) if (pool.running > 0) running.push(`function ${id}`);
  if (workers.queueMappings.some((mapping) => mapping.busy)) running.push('queue mapping');
  if (workers.streamMappings.some((mapping) => mapping.busy)) running.push('stream mapping');
  if (workers.chores() > 0) running.push('chores');
  return running;
}
