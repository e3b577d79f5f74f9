import { type Desk, modelCallsOf, type Observed, openDesk, repliesOf } from './rig/desk.ts';
import { median, ratioOf, rounded, spoken } from './rig/statistics.ts';
import type { Row, Section } from './row.ts';
import { spokenCalls } from './webhook-calls.ts';

const GREETING = 'Добрий день!';
const BURSTS = [1, 10, 100] as const;
const BURST_ROUNDS = 15;
const QUICK_BURST_ROUNDS = 4;
const BATCH = 10;
const BATCH_ROUNDS = 5;
const QUICK_BATCH_ROUNDS = 1;
/** What a real model takes for one answer, roughly; a turn asks it twice. */
const MODEL_MS = 2_000;

/** The worker: AWS calls of a turn, bursts, and a batch of conversations. */
export const turns: Section = {
  name: 'turns',
  run: async ({ quick }) => {
    const desk = await openDesk();
    try {
      // The first turn pays for the container: secret, project, credentials.
      await converse(desk, 'first', [GREETING]);
      return [
        ...(await countCalls(desk)),
        await bursts(desk, quick ? QUICK_BURST_ROUNDS : BURST_ROUNDS),
        await batch(desk, quick ? QUICK_BATCH_ROUNDS : BATCH_ROUNDS),
      ];
    } finally {
      await desk.close();
    }
  },
};

/** Writes and answers `texts` one by one; what the last turn did. */
async function converse(
  desk: Desk,
  contactId: string,
  texts: readonly string[],
): Promise<Observed> {
  let last: Observed | undefined;
  for (const text of texts) {
    const { timers } = await desk.write(contactId, text);
    last = await desk.answer(timers);
  }
  if (last === undefined) throw new Error('A conversation needs a message.');
  return last;
}

async function countCalls(desk: Desk): Promise<Row[]> {
  const calm = await converse(desk, 'calm', [GREETING]);
  const search = ['Хочу записатися на манікюр', 'Післязавтра після обіду'];
  const offered = await converse(desk, 'books', search);
  const booked = await converse(desk, 'books', ['Перший варіант, будь ласка']);
  const added = Object.fromEntries(
    Object.entries(booked.calls).map(([name, count]) => [name, count - (calm.calls[name] ?? 0)]),
  );
  const transactions = added['DynamoDB.TransactWriteItems'] ?? 0;
  const { Query = 0, ...others } = Object.fromEntries(
    Object.entries(added)
      .filter(([name, count]) => count !== 0 && name !== 'DynamoDB.TransactWriteItems')
      .map(([name, count]) => [name.split('.')[1], count]),
  );
  return [
    {
      name: 'turn without a tool: AWS calls',
      measured: `${calm.totalCalls} (${spokenCalls(calm.calls)})`,
      target: '≤ 5',
      ok: calm.totalCalls <= 5 && repliesOf(calm) === 1,
      details: { calls: calm.calls, units: calm.units, modelCalls: modelCallsOf(calm) },
    },
    {
      name: 'turn that books: AWS calls added',
      measured: `${transactions} transaction + ${Query} query${Object.keys(others).length > 0 ? ` + ${JSON.stringify(others)}` : ''}`,
      target: '1 transaction + 1 query',
      ok: transactions === 1 && Query <= 1 && Object.keys(others).length === 0,
      details: { calls: booked.calls, units: booked.units, modelCalls: modelCallsOf(booked) },
    },
    {
      name: 'turn that searches free times: AWS calls added',
      measured: `${offered.totalCalls - calm.totalCalls} (3 specialists)`,
      target: 'reported',
      ok: true,
      details: { calls: offered.calls, units: offered.units, modelCalls: modelCallsOf(offered) },
    },
  ];
}

async function bursts(desk: Desk, rounds: number): Promise<Row> {
  const turnsOf = new Map<number, Observed[]>(BURSTS.map((size) => [size, []]));
  let oneReplyEach = true;
  await converse(desk, 'heard', [GREETING]);
  await desk.world.outside.ask({ do: 'replay', on: true });
  // The first round is the compiler's and is thrown away.
  for (let round = 0; round <= rounds; round += 1) {
    for (const size of round % 2 === 0 ? BURSTS : BURSTS.toReversed()) {
      const contactId = `burst-${size}-${round}`;
      const timers: string[] = [];
      for (let index = 1; index <= size; index += 1) {
        const text = index === size ? GREETING : `Ще одне повідомлення, номер ${index}`;
        timers.push(...(await desk.write(contactId, text)).timers);
      }
      // As the queue delivers them: in the order they were sent, ten at a time, the last one's on its own.
      for (let index = 0; index < size - 1; index += BATCH) {
        const early = await desk.answer(timers.slice(index, Math.min(index + BATCH, size - 1)));
        oneReplyEach &&= repliesOf(early) === 0 && modelCallsOf(early) === 0;
      }
      const turn = await desk.answer(timers.slice(-1));
      oneReplyEach &&= repliesOf(turn) === 1;
      const again = await desk.answer(timers.slice(0, BATCH));
      oneReplyEach &&= repliesOf(again) === 0 && modelCallsOf(again) === 0;
      if (round > 0) turnsOf.get(size)?.push(turn);
    }
  }
  await desk.world.outside.ask({ do: 'replay', on: false });
  const [one, ten, hundred] = BURSTS.map((size) => turnsOf.get(size) ?? []) as [
    Observed[],
    Observed[],
    Observed[],
  ];
  const time = (seen: Observed[]) => seen.map(({ milliseconds }) => milliseconds);
  const cpu = (seen: Observed[]) => seen.map(({ cpuMilliseconds }) => cpuMilliseconds);
  const ratio = ratioOf(time(hundred), time(one), { paired: true });
  const counted = [one, ten, hundred].map((seen) => ({
    awsCalls: [...new Set(seen.map(({ totalCalls }) => totalCalls))],
    modelCalls: [...new Set(seen.map(modelCallsOf))],
    milliseconds: rounded(median(time(seen)), 1),
    cpuMilliseconds: rounded(median(cpu(seen)), 1),
  }));
  return {
    name: 'burst of 100 messages: turn time / burst of 1',
    measured: `${spoken(ratio)}${oneReplyEach ? ', one turn each' : ', NOT one turn each'}`,
    target: '≤ 1.50×, one turn each',
    ok: ratio.high <= 1.5 && oneReplyEach,
    details: {
      rounds,
      of1: counted[0],
      of10: counted[1],
      of100: counted[2],
      ratioOf10: spoken(ratioOf(time(ten), time(one), { paired: true })),
      cpuRatio: spoken(ratioOf(cpu(hundred), cpu(one), { paired: true })),
    },
  };
}

async function batch(desk: Desk, rounds: number): Promise<Row> {
  const alone: Observed[] = [];
  const together: Observed[] = [];
  await desk.world.outside.ask({ do: 'pace', milliseconds: MODEL_MS });
  for (let round = 0; round < rounds; round += 1) {
    const timers: string[] = [];
    for (let index = 0; index <= BATCH; index += 1) {
      timers.push(...(await desk.write(`batch-${round}-${index}`, GREETING)).timers);
    }
    const runs = [
      async () => alone.push(await desk.answer(timers.slice(0, 1))),
      async () => together.push(await desk.answer(timers.slice(1))),
    ];
    for (const run of round % 2 === 0 ? runs : runs.toReversed()) await run();
  }
  await desk.world.outside.ask({ do: 'pace', milliseconds: 0 });
  const time = (seen: Observed[]) => seen.map(({ milliseconds }) => milliseconds);
  const ratio = ratioOf(time(together), time(alone));
  const answered = together.every((seen) => repliesOf(seen) === BATCH);
  return {
    name: 'batch of 10 conversations: wall time / one',
    measured: `${spoken(ratio)}${answered ? '' : ', NOT all answered'}`,
    target: '≤ 1.10×',
    ok: ratio.high <= 1.1 && answered,
    details: {
      rounds,
      modelMs: MODEL_MS,
      aloneMs: rounded(median(time(alone)), 0),
      togetherMs: rounded(median(time(together)), 0),
    },
  };
}
