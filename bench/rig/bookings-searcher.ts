import { parentPort } from 'node:worker_threads';
import { findSlots, freeStarts } from '../../shared/availability/index.ts';
import { dynamodb } from '../../shared/platform/aws/dynamodb.ts';
import { HAIRCUT, one } from '../../tests/steps/salon.ts';
import { NOW, project, SEARCH } from './bookings-data.ts';

/** A thread that searches one table; its environment says which. Answers each `{ searches }` with what it saw. */
export interface Seen {
  /** Milliseconds of each search. */
  readonly times: readonly number[];
  readonly slots: number;
  /** Calls and consumed read units of one search. */
  readonly calls: number;
  readonly readUnits: number;
  /** Microseconds of CPU of the same search without any read. */
  readonly pureCpu: number;
}

let calls = 0;
let readUnits = 0;
dynamodb.middlewareStack.add(
  (next) => async (request) => {
    calls += 1;
    (request.input as { ReturnConsumedCapacity?: string }).ReturnConsumedCapacity = 'TOTAL';
    const answer = await next(request);
    const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
    readUnits += ConsumedCapacity?.CapacityUnits ?? 0;
    return answer;
  },
  { step: 'initialize' },
);

const { specialists } = project;
const service = one(project.services, HAIRCUT);
const question = { project, service, specialists, ...SEARCH, now: NOW };

parentPort?.on('message', async ({ searches }: { searches: number }) => {
  const times: number[] = [];
  let slots = 0;
  [calls, readUnits] = [0, 0];
  for (let search = 0; search < searches; search += 1) {
    const start = performance.now();
    slots = (await findSlots(question)).length;
    times.push(performance.now() - start);
  }
  const seen = { times, slots, calls: calls / searches, readUnits: readUnits / searches };
  const before = process.threadCpuUsage();
  for (let search = 0; search < searches; search += 1) {
    for (const specialist of specialists) freeStarts({ ...question, specialist, busy: [] });
  }
  const used = process.threadCpuUsage(before);
  const pureCpu = (used.user + used.system) / searches;
  parentPort?.postMessage({ ...seen, pureCpu } satisfies Seen);
});
