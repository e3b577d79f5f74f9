import { Worker } from 'node:worker_threads';

/**
 * What can go wrong between the SDK and DynamoDB:
 * - `conflict`: a transaction is cancelled because another one touches one of its items (the emulator never says so)
 * - `throttle`: a call, or within a transaction one of its items, is over the limit; nothing is applied
 * - `lost`: the call is applied, then the connection breaks without an answer
 * - `broken`: the call is applied, then answered with a 500
 */
export type Fault = 'conflict' | 'throttle' | 'lost' | 'broken';

export interface FaultPlan {
  /** The seed of every roll; print it with a failure. */
  readonly seed: number;
  /** Share of calls that meet each fault, 0–1. `conflict` only meets transactions. */
  readonly rates?: Partial<Record<Fault, number>>;
}

export interface Faults {
  /** Where to send DynamoDB calls. */
  readonly endpoint: string;
  /** The next calls of an action (`TransactWriteItems`) meet these faults, one each, before any roll. */
  readonly next: (action: string, faults: readonly (Fault | 'none')[]) => Promise<void>;
  /** Calls since the start by action, and faults by kind. */
  readonly counts: () => Promise<Readonly<Record<string, number>>>;
  readonly close: () => Promise<void>;
}

/** Starts a proxy before the DynamoDB at `target`, on a thread of its own, that spoils calls as the plan says. */
export async function startFaults(target: string, plan: FaultPlan): Promise<Faults> {
  const worker = new Worker(new URL('./fault-proxy.ts', import.meta.url), {
    workerData: { target, ...plan },
  });
  const answers = new Map<number, (value: unknown) => void>();
  worker.on('message', ({ id, value }: { id: number; value: unknown }) => {
    answers.get(id)?.(value);
    answers.delete(id);
  });
  let asked = 0;
  const ask = <Value>(question: object): Promise<Value> =>
    new Promise((resolve) => {
      asked += 1;
      answers.set(asked, resolve as (value: unknown) => void);
      worker.postMessage({ id: asked, ...question });
    });
  const endpoint = await ask<string>({ ask: 'endpoint' });
  return {
    endpoint,
    next: (action, faults) => ask({ ask: 'next', action, faults }),
    counts: () => ask({ ask: 'counts' }),
    close: async () => {
      await worker.terminate();
    },
  };
}
