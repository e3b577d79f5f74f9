import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { book } from '../../shared/bookings/index.ts';
import { dynamodb } from '../../shared/platform/aws/dynamodb.ts';
import { isRefusal } from '../../shared/platform/errors.ts';
import type { ClientId } from '../../shared/platform/ids.ts';
import { createTable, startDynoxide, useTable } from '../../tests/steps/dynoxide.ts';
import { HAIRCUT } from '../../tests/steps/salon.ts';
import type { Row } from '../row.ts';
import { bareBooking } from './bookings-bare.ts';
import { fillTable, NOW, project, SEARCHED } from './bookings-data.ts';
import type { Seen } from './bookings-searcher.ts';
import { median, ratioOf, rounded, spoken } from './statistics.ts';

/** Prints the rows of availability and bookings as JSON: `node bench/rig/bookings.ts [--quick]`. */
const QUICK = process.argv.includes('--quick');
const TABLE = 'frontdesk-test';

interface Searcher {
  readonly search: (searches: number) => Promise<Seen>;
  readonly close: () => Promise<unknown>;
}

async function startSearcher(bookings: number): Promise<Searcher> {
  const dynoxide = await startDynoxide();
  await createTable(dynoxide.endpoint, TABLE);
  await fillTable(dynoxide.endpoint, TABLE, bookings);
  useTable(dynoxide.endpoint, TABLE);
  const worker = new Worker(new URL('./bookings-searcher.ts', import.meta.url), {
    env: { ...process.env },
  });
  return {
    search: async (searches) => {
      worker.postMessage({ searches });
      const [seen] = (await once(worker, 'message')) as [Seen];
      return seen;
    },
    close: () => Promise.all([worker.terminate(), dynoxide.close()]),
  };
}

async function availability(): Promise<Row[]> {
  const many = QUICK ? 10_000 : 100_000;
  const [small, large] = [await startSearcher(SEARCHED), await startSearcher(many)];
  const rounds = QUICK ? 10 : 40;
  const [few, full]: [Seen[], Seen[]] = [[], []];
  for (const searcher of [small, large]) await searcher.search(100);
  for (let round = 0; round < rounds; round += 1) {
    few.push(await small.search(10));
    full.push(await large.search(10));
  }
  await Promise.all([small.close(), large.close()]);
  const times = (seen: Seen[]) => seen.map((one) => median(one.times));
  const ratio = ratioOf(times(full), times(few), { paired: true });
  const [first, last] = [few.at(-1), full.at(-1)];
  const cpu = median([...few, ...full].map(({ pureCpu }) => pureCpu));
  const specialists = project.specialists.length;
  return [
    {
      name: `availability of 14 days × 5 specialists, ${SEARCHED} → ${many} bookings`,
      measured: spoken(ratio),
      target: '≤ 1.10×',
      ok: ratio.high <= 1.1,
      details: {
        ...{ ms: [rounded(median(times(few))), rounded(median(times(full)))] },
        ...{ readUnits: [first?.readUnits, last?.readUnits], slots: [first?.slots, last?.slots] },
        microsecondsWithoutReads: rounded(cpu, 0),
      },
    },
    {
      name: 'availability: Queries per specialist',
      measured: String((last?.calls ?? Number.NaN) / specialists),
      target: '1',
      ok: last?.calls === specialists && first?.calls === specialists,
      details: { callsPerSearch: [first?.calls, last?.calls] },
    },
  ];
}

const calls: Record<string, number> = {};
function countCalls(): void {
  dynamodb.middlewareStack.add(
    (next, context) => (request) => {
      const name = (context.commandName ?? '').replace(/Command$/, '');
      calls[name] = (calls[name] ?? 0) + 1;
      return next(request);
    },
    { step: 'initialize' },
  );
}

function attempt(index: number, specialist: number, minute: number) {
  const clientId = `client-${index}` as ClientId;
  const specialistId = project.specialists[specialist % project.specialists.length]?.specialistId;
  return book({
    ...{ project, serviceId: HAIRCUT, specialistId: specialistId as never, now: NOW },
    startsAt: new Date(minute * 60_000).toISOString(),
    client: { clientId, name: 'Client' },
    actor: { kind: 'client', id: clientId },
    idempotencyKey: `attempt-${index}-${minute}-${specialist}`,
  });
}

/** Requests under way at the same moment; more would only wait for each other's connections in this one process. */
const CONTAINERS = 250;

/** The answers to attempts `first`, `first + 1`, … on one slot, as fast as the containers take them. */
async function storm(first: number, attempts: number) {
  const answers: Awaited<ReturnType<typeof attempt>>[] = [];
  let next = first;
  const container = async (): Promise<void> => {
    while (next < first + attempts) {
      next += 1;
      answers.push(await attempt(next, 0, FIRST_MINUTE));
    }
  };
  await Promise.all(Array.from({ length: CONTAINERS }, container));
  return answers;
}

const FIRST_MINUTE = Date.parse('2026-11-23T07:00:00Z') / 60_000;

/** Everybody wants one slot at once, then once more when it is long taken. */
async function hotSlot(): Promise<Row[]> {
  const attempts = QUICK ? 1_000 : 10_000;
  const start = performance.now();
  const answers = await storm(0, attempts);
  const wall = performance.now() - start;
  const during = { ...calls };
  const late = await storm(attempts, 1_000);
  const lateCalls = Object.fromEntries(
    Object.entries(calls).map(([name, count]) => [name, count - (during[name] ?? 0)]),
  );
  const winners = answers.filter((answer) => !isRefusal(answer)).length;
  const offered = [...answers, ...late].filter(
    (answer) =>
      isRefusal(answer) &&
      answer.refused === 'slot_taken' &&
      (answer.details as { alternatives: unknown[] }).alternatives.length === 3,
  ).length;
  const losers = attempts + late.length - winners;
  return [
    {
      name: `${attempts} attempts on one slot, ${CONTAINERS} at a time`,
      measured: `${winners} wins, ${offered} of ${losers} losers offered 3 others`,
      target: '1 wins, all losers',
      ok: winners === 1 && offered === losers,
      details: { wallMs: rounded(wall, 0), calls: during },
    },
    {
      name: 'a late loser: calls',
      measured: `${(lateCalls.Query ?? 0) / late.length} reads, ${lateCalls.TransactWriteItems ?? 0} writes`,
      target: '1 reads, 0 writes',
      ok:
        Object.entries(lateCalls).filter(([name, count]) => name !== 'Query' && count > 0)
          .length === 0 && lateCalls.Query === late.length,
      details: { calls: lateCalls },
    },
  ];
}

/** Bookings of slots that do not touch each other's day, against the same two calls made by hand. */
async function throughput(endpoint: string): Promise<Row[]> {
  const bare = bareBooking(endpoint, TABLE);
  const rounds = QUICK ? 6 : 16;
  const perRound = 100;
  const [ours, theirs, alone]: [number[], number[], number[]] = [[], [], []];
  // Slots of the second day on: the first belongs to the hot slot.
  const place = (n: number) => ({
    specialist: n % 5,
    minute: FIRST_MINUTE + (1 + (Math.floor(n / 5) % 60)) * 1440 + Math.floor(n / 300) * 30,
  });
  const timed = async (run: (index: number) => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    let next = 0;
    const one = async (): Promise<void> => {
      while (next < perRound) {
        next += 1;
        await run(next - 1);
      }
    };
    await Promise.all(Array.from({ length: 10 }, one));
    return performance.now() - start;
  };
  for (let round = -2; round < rounds; round += 1) {
    const base = (round + 2) * perRound;
    const mine = await timed((index) => {
      const { specialist, minute } = place(base + index);
      return attempt(1_000_000 + base + index, specialist, minute);
    });
    const both = await timed((index) => bare.readAndWrite(base + index));
    const write = await timed((index) => bare.write(base + index));
    if (round < 0) continue;
    ours.push(mine);
    theirs.push(both);
    alone.push(write);
  }
  bare.close();
  const ratio = ratioOf(theirs, ours, { paired: true });
  const floor = ratioOf(alone, ours, { paired: true });
  return [
    {
      name: 'booking throughput against the same Query and transaction made by hand',
      measured: spoken(ratio),
      target: 'reported',
      ok: true,
      details: {
        againstTheTransactionAlone: spoken(floor),
        bookingsPerSecond: rounded((perRound * 1000) / median(ours), 0),
      },
    },
  ];
}

const rows = await availability();
const dynoxide = await startDynoxide();
await createTable(dynoxide.endpoint, TABLE);
useTable(dynoxide.endpoint, TABLE);
countCalls();
rows.push(...(await hotSlot()), ...(await throughput(dynoxide.endpoint)));
await dynoxide.close();
console.log(JSON.stringify(rows));
process.exit(0);
