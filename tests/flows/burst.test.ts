import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Client,
  chat,
  codeIn,
  type ModelCall,
  modelCalls,
  morning,
  pass,
  think,
  turnsOf,
  until,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterAll(() => cloud?.stop());
beforeEach(() => cloud.providers.clear('anthropic'));

/** What a hurried client writes, a piece at a time; all of it is needed to find her a time. */
const PIECES = ['Доброго дня', 'хочу записатися', 'на манікюр', 'завтра', 'до Maria'];

const piecesOf = (count: number, time: string): string[] => {
  const pieces = [...PIECES, `о ${time}`];
  return Array.from({ length: count }, (_, index) => {
    const piece = pieces[index - (count - pieces.length)];
    return piece ?? `агов, повідомлення номер ${index + 1}`;
  });
};

/** Posts the texts in calls that overlap, as a messenger does when a client hits send again and again. */
async function hurry(client: Client, texts: string[]): Promise<void> {
  const first = Date.parse(await cloud.clock.now());
  for (let at = 0; at < texts.length; at += 10) {
    const statuses = await Promise.all(
      texts.slice(at, at + 10).map((text, index) =>
        // The messenger's own time keeps the order, whatever overtakes what on the way.
        client.sends({ text, date: new Date(first + at + index) }),
      ),
    );
    expect(statuses.flat().every((status) => status === 200)).toBe(true);
  }
}

const kinds = (calls: ModelCall[]): string => calls.map(({ kind }) => kind).join(' ');

describe('a burst', () => {
  test.each([
    [1, '10:00'],
    [10, '12:00'],
    [100, '15:00'],
  ])('of %i messages gets one reply that answers all of it', async (size, time) => {
    const client = chat(cloud, `burst-${size}`);
    const texts =
      size === 1 ? [`Хочу записатися на манікюр завтра о ${time} до Maria`] : piecesOf(size, time);
    await hurry(client, texts);
    const heard = await client.hears();
    expect(heard).toHaveLength(1);
    // Service, day, person and hour came in four messages: she is booked only if all of them were read together.
    expect(heard[0]).toMatch(/Manicure, майстер Maria/);
    expect(heard[0]).toContain(time);
    expect(codeIn(heard[0] ?? '')).not.toBe('');
    const turns = await turnsOf(cloud, client);
    expect(turns.map(({ answered }) => answered.length)).toEqual([size]);
    expect(new Set(turns[0]?.answered).size).toBe(size);
    expect(turns[0]?.asked).toEqual(texts);
    // One look at what is wanted, then one exchange with tools; every text is in front of the model at once.
    const calls = await modelCalls(cloud);
    expect(kinds(calls)).toMatch(/^small( main)+$/);
    for (const text of texts) expect(calls[1]?.last).toContain(text);
  });

  test('that comes in one array of the webhook gets one reply', async () => {
    const client = chat(cloud, 'burst-array');
    const first = Date.parse(await cloud.clock.now());
    const events = piecesOf(10, '16:30').map((text, index) => ({
      text,
      date: new Date(first + index),
    }));
    expect(await client.sends(events)).toEqual([200]);
    expect(await client.hears()).toHaveLength(1);
    expect((await turnsOf(cloud, client)).map(({ asked }) => asked)).toEqual([
      piecesOf(10, '16:30'),
    ]);
  });

  test('whose messages come seconds apart is waited for', async () => {
    const client = chat(cloud, 'burst-spread');
    for (const text of PIECES.slice(0, 4)) {
      await client.says(text);
      await cloud.clock.advance(2.5);
    }
    expect(await client.received()).toEqual([]);
    const heard = await client.hears();
    expect(heard).toHaveLength(1);
    expect((await turnsOf(cloud, client)).map(({ answered }) => answered.length)).toEqual([4]);
  });

  test('that never ends is answered before its end, each message once', async () => {
    const client = chat(cloud, 'burst-flood');
    const texts = Array.from({ length: 24 }, (_, index) => `ще одне, ${index + 1}`);
    let answeredAfter = 0;
    for (const [index, text] of texts.entries()) {
      await client.says(text);
      await cloud.clock.advance(2);
      if (answeredAfter === 0 && (await client.received()).length > 0) answeredAfter = index + 1;
    }
    // The longest wait is 20 seconds, and the timer that finds it over runs at most a quiet window later.
    expect(answeredAfter).toBeGreaterThan(5);
    expect(answeredAfter).toBeLessThanOrEqual(14);
    await client.hears();
    const turns = await turnsOf(cloud, client);
    expect((await client.received()).length).toBe(turns.length);
    expect(turns.length).toBeLessThanOrEqual(4);
    expect(turns.flatMap(({ asked }) => asked)).toEqual(texts);
    const ids = turns.flatMap(({ answered }) => answered);
    expect(new Set(ids).size).toBe(texts.length);
  });

  test('that goes on while the model thinks is folded in, once', async () => {
    const client = chat(cloud, 'burst-fold');
    await think(cloud, 700);
    await client.says('Хочу на манікюр завтра');
    await pass(cloud, 4.5);
    await until(async () => (await modelCalls(cloud)).length > 0);
    await client.says('краще о 16:00');
    const heard = await client.hears();
    await think(cloud, 0);
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('16:00');
    const turns = await turnsOf(cloud, client);
    expect(turns.map(({ asked }) => asked)).toEqual([['Хочу на манікюр завтра', 'краще о 16:00']]);
    const calls = await modelCalls(cloud);
    expect(calls.filter(({ last }) => last.includes('краще о 16:00')).length).toBe(1);
  });

  test('whose tail comes when the reply is nearly ready is answered by the next reply', async () => {
    const client = chat(cloud, 'burst-tail');
    await think(cloud, 700);
    await client.says('Скільки коштує масаж?');
    await pass(cloud, 4.5);
    await until(async () => (await modelCalls(cloud)).length > 0);
    await client.says('А манікюр скільки коштує?');
    // The third exchange is the one that knows the second message: nothing is folded in any more.
    await until(async () => (await modelCalls(cloud)).length > 2);
    await client.says('І скільки коштує стрижка?');
    await cloud.runUntilIdle(120);
    await think(cloud, 0);
    const heard = await client.hears();
    expect(heard).toHaveLength(2);
    expect(heard[1]).toContain('450');
    expect((await turnsOf(cloud, client)).map(({ asked }) => asked)).toEqual([
      ['Скільки коштує масаж?', 'А манікюр скільки коштує?'],
      ['І скільки коштує стрижка?'],
    ]);
  });

  test('of one client does not wait for, or mix with, that of another', async () => {
    const [one, other] = [chat(cloud, 'burst-one'), chat(cloud, 'burst-other', 'Ірина')];
    await Promise.all([one.says('Скільки коштує масаж?'), other.says('How much is a haircut?')]);
    expect((await one.hears())[0]).toContain('800');
    expect((await other.hears())[0]).toContain('450');
  });
});
