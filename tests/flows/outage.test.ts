import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { chat, codeIn, modelCalls, morning, reception, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});
beforeEach(() => morning(cloud));
afterEach(async () => {
  await comesBack();
  await cloud.clock.advance(3 * 3600);
});
afterAll(() => cloud?.stop());

const goesDown = () => cloud.providers.fail('anthropic', { status: 529, times: 10_000 });
const comesBack = () => cloud.api('DELETE', '/_local/providers/anthropic/fail');

describe('when Claude is back within the time', () => {
  test.each([
    ['Ukrainian', 'Скільки коштує масаж?', /^Вибачте.*відповім тут/],
    ['English', 'How much is a massage?', /^Sorry.*answer here/],
    ['Russian', 'Сколько стоит массаж?', /^Извините.*отвечу здесь/],
  ])(
    'the client gets an apology and later her answer, once, in %s',
    async (language, asks, sorry) => {
      const client = chat(cloud, `later-${language}`);
      await goesDown();
      expect(await client.asks(asks)).toMatch(sorry);
      await cloud.clock.advance(180);
      expect(await client.hears()).toEqual([]);
      await comesBack();
      await cloud.runUntilIdle(1_200);
      const heard = await client.hears();
      expect(heard).toHaveLength(1);
      expect(heard[0]).toContain('800');
      await cloud.clock.advance(3_600);
      expect(await client.hears()).toEqual([]);
      expect((await turnsOf(cloud, client)).map(({ kind }) => kind)).toEqual([
        'fallback',
        'answer',
      ]);
    },
  );

  test('a wish is fulfilled as if nothing had been, over queues that deliver twice', async () => {
    const client = chat(cloud, 'later-books');
    await goesDown();
    await client.asks('Запишіть мене на масаж до Anna завтра о 10:00');
    await comesBack();
    await cloud.duplicate('*', { rate: 1, times: 200 });
    await cloud.runUntilIdle(1_200);
    await cloud.duplicate('*', { times: 0 });
    const heard = await client.hears();
    expect(heard).toHaveLength(1);
    const code = codeIn(heard[0] ?? '');
    const own = (await rows(cloud, 'Booking')).filter((booking) => booking.code === code);
    expect(own).toHaveLength(1);
  });

  test('a client who wrote again is answered by that turn alone', async () => {
    const client = chat(cloud, 'later-again');
    await goesDown();
    await client.asks('Скільки коштує масаж?');
    await comesBack();
    // Before the second try is due.
    await client.says('Агов, скільки коштує масаж?');
    expect(await client.hears()).toEqual([expect.stringContaining('800')]);
    await cloud.runUntilIdle(2_400);
    expect(await client.hears()).toEqual([]);
  });
});

test('when the outage outlasts the time, nothing comes out of the blue', async () => {
  const client = chat(cloud, 'later-never');
  await goesDown();
  await client.asks('Скільки коштує масаж?');
  await cloud.runUntilIdle(2_400);
  await comesBack();
  await cloud.clock.advance(3_600);
  expect(await client.hears()).toEqual([]);
});

test('a business that wants no late answers has none', async () => {
  const { token } = await reception(cloud);
  const set = (answer_later_minutes: number) =>
    cloud.api('POST', '/projects/demo-salon/config', { token, body: { answer_later_minutes } });
  expect((await set(0)).status).toBe(200);
  await cloud.clock.advance(61);
  const client = chat(cloud, 'later-off');
  await goesDown();
  expect(await client.asks('Скільки коштує масаж?')).toMatch(/ще раз за кілька хвилин/);
  await comesBack();
  await cloud.runUntilIdle(1_800);
  expect(await client.hears()).toEqual([]);
  expect((await set(30)).body).toMatchObject({ answer_later_minutes: 30 });
});

test('an outage is one alert for the project, however many clients meet it', async () => {
  await cloud.clock.advance(2 * 3600);
  await goesDown();
  const clients = Array.from({ length: 4 }, (_, i) => chat(cloud, `alert-${i}`));
  for (const client of clients) await client.asks('Скільки коштує масаж?');
  const alerts = (await rows(cloud, 'Alert')).filter(({ kind }) => kind === 'outage');
  expect(alerts).toHaveLength(1);
  expect(alerts[0]?.count).toBeGreaterThanOrEqual(4);
  expect(JSON.stringify(alerts)).not.toContain('масаж');
  expect((await modelCalls(cloud)).length).toBeGreaterThan(0);
});
