import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seededRandom } from '../../infra/local/control/seeded-random.ts';
import { addSeconds, secondsBetween } from '../../shared/platform/clock.ts';
import {
  type Client,
  chat,
  codeIn,
  modelCalls,
  morning,
  pass,
  rows,
  think,
  turnsOf,
  until,
} from '../steps/chat.ts';
import { type Dynoxide, startTable } from '../steps/dynoxide.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { SEED } from '../steps/seed.ts';
import { START, startChat } from '../unit/conversations/chat.ts';

/** Bursts as they really come: out of order, at the edge of the window, twice, over clocks that disagree. */

const random = seededRandom(SEED);
const pick = <Value>(values: readonly Value[]): Value =>
  values[Math.floor(random() * values.length)] as Value;
function shuffled<Value>(values: readonly Value[]): Value[] {
  const all = [...values];
  for (let at = all.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as Value, all[at] as Value];
  }
  return all;
}

const WINDOW = 4;
const MAX_WAIT = 20;
/** Who arms timers, who is woken by them, and who tells the client. */
const TIMER_WORKERS = [
  ...['schedules-arrange', 'schedules-reception-reminder', 'schedules-expiry'],
  'notifications-client',
];
const EDGE = 0.05;

describe('on a clock that stands still between events', () => {
  let dynoxide: Dynoxide;
  beforeAll(async () => {
    dynoxide = await startTable();
  });
  afterAll(() => dynoxide.close());

  /** Plays arrivals and timers in order of time; every timer comes up to three times. @returns the outcomes */
  async function played(gaps: readonly number[]) {
    const chat = startChat(dynoxide.endpoint, dynoxide.tableName);
    type Timer = Awaited<ReturnType<typeof chat.write>>;
    const events: { at: number; run: () => Promise<void> }[] = [];
    const deliver = (timer: Timer, at: number) =>
      events.push({
        at,
        run: async () => {
          await chat.run(timer);
          for (const { timer: again, delay } of chat.requeued.splice(0)) deliver(again, at + delay);
        },
      });
    let arrival = 0;
    for (const [index, gap] of gaps.entries()) {
      arrival += gap;
      const at = arrival;
      events.push({
        at,
        run: async () => {
          const timer = await chat.write(`m${index}`, `text ${index}`);
          const jitter = pick([0, 0, EDGE, 2 * EDGE]);
          for (const later of [0, pick([0, EDGE, 3, 60])].slice(0, pick([1, 2]))) {
            deliver(timer, at + WINDOW + jitter + later);
          }
        },
      });
    }
    while (events.length > 0) {
      events.sort((a, b) => a.at - b.at);
      const next = events.shift();
      chat.now = addSeconds(START, next?.at ?? 0);
      await next?.run();
    }
    return { chat, turns: await chat.turns() };
  }

  test.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    'every message of %i is answered once, whatever the gaps between them',
    async (size) => {
      for (let sample = 0; sample < 3; sample += 1) {
        const near = [WINDOW - EDGE, WINDOW, WINDOW + EDGE, 0, EDGE, 1, 2, 9];
        const gaps = Array.from({ length: size }, (_, index) => (index === 0 ? 0 : pick(near)));
        const about = `SEED=${SEED}, gaps ${gaps}`;
        const { chat, turns } = await played(gaps);
        const answered = turns.flatMap((turn) => turn.answered);
        expect(answered.length, about).toBe(size);
        expect(new Set(answered).size, about).toBe(size);
        expect(chat.sent.length, about).toBe(turns.length);
        expect(chat.answered.flat().sort(), about).toEqual(
          Array.from({ length: size }, (_, index) => `text ${index}`).sort(),
        );
        // Nobody waits for ever: the longest wait, and one more window for the timer that finds it over.
        let at = 0;
        for (const [index, gap] of gaps.entries()) {
          at += gap;
          const turn = turns.find(({ asked }) => asked.includes(`text ${index}`));
          const waited = secondsBetween(addSeconds(START, at), turn?.decidedAt ?? START);
          expect(waited, about).toBeLessThanOrEqual(MAX_WAIT + 2 * WINDOW + 1);
        }
      }
    },
  );

  test.each([1, 2, 3, 5])(
    'a burst of %i within the window is one turn; past it, two',
    async (size) => {
      const within = Array.from({ length: size }, (_, index) => (index === 0 ? 0 : WINDOW - EDGE));
      expect((await played(within)).turns).toHaveLength(1);
      const past = [...within, WINDOW + 4 * EDGE];
      expect((await played(past)).turns).toHaveLength(2);
    },
  );
});

describe('on the local cloud', () => {
  let cloud: TestCloud;
  beforeAll(async () => {
    cloud = await startCloud();
    await morning(cloud);
    await chat(cloud, 'first').asks('Привіт');
  });
  afterAll(() => cloud?.stop());

  test('bursts of 1 to 20 messages in any order, some of them twice, are read in the order of their writing', async () => {
    const bursts: { client: Client; texts: string[] }[] = [];
    for (let size = 1; size <= 20; size += 1) {
      const client = chat(cloud, `shuffled-${size}`);
      const texts = Array.from(
        { length: size },
        (_, index) => `повідомлення ${index + 1} з ${size}`,
      );
      const first = Date.parse(await cloud.clock.now());
      const events = texts.map((text, index) => ({
        ...{ text, date: new Date(first + index), messageId: index + 1 },
      }));
      const twice = events.filter(() => random() < 0.3);
      const statuses = await Promise.all(
        shuffled([...events, ...twice]).map((event) => client.sends(event)),
      );
      expect(statuses.flat().filter((status) => status !== 200)).toEqual([]);
      bursts.push({ client, texts });
    }
    await cloud.runUntilIdle(60);
    const messages = await rows(cloud, 'Message');
    for (const { client, texts } of bursts) {
      const about = `SEED=${SEED}, ${texts.length} messages`;
      const turns = await turnsOf(cloud, client);
      const order = (asked: string[]) => asked.map((text) => texts.indexOf(text));
      for (const { asked } of turns) {
        expect(order(asked), about).toEqual(order(asked).sort((a, b) => a - b));
      }
      expect(turns.flatMap(({ asked }) => asked).sort(), about).toEqual([...texts].sort());
      // On a busy machine posting takes real time: what came within the window is one turn.
      const received = messages
        .filter(({ contactId }) => contactId === client.contactId)
        .map(({ receivedAt }) => receivedAt)
        .sort();
      const apart = received.filter(
        (at, index) => index > 0 && secondsBetween(received[index - 1] ?? at, at) > WINDOW - 1,
      );
      if (apart.length === 0) expect(turns, about).toHaveLength(1);
      expect(await client.hears(), about).toHaveLength(turns.length);
    }
  });

  describe.each([
    ['inbound-sendpulse', 300],
    ['inbound-sendpulse', -300],
    ['conversations-answer', 300],
    ['conversations-answer', -300],
  ])('with the clock of %s wrong by %i seconds', (name, seconds) => {
    test('bursts are answered once, and a booking is made for the right time', async () => {
      await cloud.skew(name, seconds);
      try {
        const client = chat(cloud, `skew-${name}-${seconds}`, `Клієнтка ${name} ${seconds}`);
        await client.says('Доброго дня', 'хочу на масаж до Maria');
        await pass(cloud, 2);
        await client.says('завтра об 11:00');
        const [heard, ...more] = await client.hears();
        expect(more).toEqual([]);
        const [booking] = (await rows(cloud, 'Booking')).filter(
          ({ code }) => code === codeIn(heard ?? ''),
        );
        expect(booking?.startsAt.slice(11, 16)).toMatch(/^0[89]:00$/);
        const answered = (await turnsOf(cloud, client)).flatMap((turn) => turn.answered);
        expect(answered).toHaveLength(3);
        expect(new Set(answered).size).toBe(3);
        expect(await client.asks('Скасуйте мій запис')).toContain(booking?.code);
      } finally {
        await cloud.skew(name, 0);
      }
    });
  });

  test.each([300, -300])(
    'a request that nobody confirmed waits and expires, each told once, with the clocks of its workers wrong by %i seconds',
    async (seconds) => {
      await morning(cloud);
      const client = chat(cloud, `skew-expiry-${seconds}`, 'Чекає');
      const receipt = await client.asks('Запишіть мене на стрижку до Elena завтра о 9:00');
      for (const name of TIMER_WORKERS) await cloud.skew(name, seconds);
      try {
        await cloud.runUntilIdle(30 * 3600);
        const [booking] = (await rows(cloud, 'Booking')).filter(
          ({ code }) => code === codeIn(receipt),
        );
        expect(booking?.status).toBe('CANCELLED');
        const [waits, expired, ...more] = await client.hears();
        expect([waits, expired]).toEqual(Array(2).fill(expect.stringContaining(booking?.code)));
        expect(waits).toContain('чекає');
        expect(expired).toContain('не встигли');
        expect(more).toEqual([]);
      } finally {
        for (const name of TIMER_WORKERS) await cloud.skew(name, 0);
      }
    },
  );

  test('a worker that lost its lease while Claude thought says nothing; who took over answers all', async () => {
    const client = chat(cloud, 'lease-lost');
    await cloud.providers.clear('anthropic');
    await think(cloud, 1_500);
    await client.says('Скільки коштує масаж?');
    await pass(cloud, 4.5);
    await until(async () => (await modelCalls(cloud)).length > 0);
    // Past the lease, with the first worker still waiting for Claude.
    await pass(cloud, 200);
    await client.says('І скільки коштує стрижка?');
    await pass(cloud, 4.5);
    await until(async () => (await modelCalls(cloud)).length > 2);
    await think(cloud, 0);
    await cloud.runUntilIdle(900);
    const turns = await turnsOf(cloud, client);
    const answered = turns.flatMap((turn) => turn.answered);
    expect(answered).toHaveLength(2);
    expect(new Set(answered).size).toBe(2);
    expect(await client.received()).toHaveLength(turns.length);
  });
});
