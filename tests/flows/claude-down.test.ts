import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { chat, codeIn, modelCalls, morning, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterEach(async () => {
  await control('DELETE', '/fail');
  for (const account of ['first', 'second'])
    await control('POST', '/accounts', { account, refuses: null });
  // Accounts that were set aside come back: no story begins with the memory of another one.
  await cloud.clock.advance(3 * 3600);
  await morning(cloud);
});
afterAll(() => cloud?.stop());

async function control(method: string, path: string, body?: object): Promise<void> {
  const answer = await cloud.api(
    method,
    `/_local/providers/anthropic${path}`,
    body ? { body } : {},
  );
  expect(answer.status).toBe(200);
}

const FALLBACK = {
  uk: /^Вибачте, зараз не можу відповісти/,
  en: /^Sorry, /,
  ru: /^Извините, /,
};

describe.each([
  { failure: '529 (overloaded)', plan: { status: 529 } },
  { failure: '500', plan: { status: 500 } },
  { failure: '429 without end', plan: { status: 429, headers: { 'retry-after': '600' } } },
  { failure: '529 after a second and a half', plan: { status: 529, delayMs: 1_500 } },
  { failure: '400 (a request it does not take)', plan: { status: 400 } },
])('when every account answers $failure', ({ failure, plan }) => {
  test('the client gets the fallback once, in her language, and the next message works', async () => {
    const id = failure.replace(/\W+/g, '');
    const clients = [
      { client: chat(cloud, `uk-${id}`), text: 'Скільки коштує масаж?', own: FALLBACK.uk },
      { client: chat(cloud, `en-${id}`, 'Emma'), text: 'How much is a massage?', own: FALLBACK.en },
      { client: chat(cloud, `ru-${id}`, 'Ирина'), text: 'Сколько стоит массаж?', own: FALLBACK.ru },
    ];
    await cloud.providers.fail('anthropic', { ...plan, times: 1_000 });
    await Promise.all(clients.map(({ client, text }) => client.says(text)));
    for (const { client, own } of clients) {
      const heard = await client.hears();
      expect(heard).toHaveLength(1);
      expect(heard[0]).toMatch(own);
      expect((await turnsOf(cloud, client)).map(({ kind }) => kind)).toEqual(['fallback']);
    }
    await control('DELETE', '/fail');
    await cloud.clock.advance(3600);
    for (const { client, text } of clients) {
      const reply = await client.asks(text);
      expect(reply).toContain('800');
    }
  });
});

test.each([401, 402, 403] as const)(
  'an account that is refused with %i leaves the work to the other one',
  async (refuses) => {
    const clients = Array.from({ length: 6 }, (_, index) =>
      chat(cloud, `purse-${refuses}-${index}`),
    );
    await control('POST', '/accounts', { account: 'first', refuses });
    await cloud.providers.clear('anthropic');
    for (const client of clients)
      expect(await client.asks('Скільки коштує масаж?')).toContain('800');
    const refused = (await modelCalls(cloud)).filter(({ status }) => status === refuses);
    // Once seen, not asked again with every message.
    expect([1, 2]).toContain(refused.length);
  },
);

test('a booking that was made before Claude failed is told, and made once', async () => {
  // Silences of other stories end first: their calls would use up what is to pass below.
  await cloud.runUntilIdle(30 * 3600);
  await morning(cloud);
  const client = chat(cloud, 'booked-then-down');
  // The look at the intent and the rounds up to the booking work; the words after it never come.
  await cloud.providers.clear('anthropic');
  const first = chat(cloud, 'rounds');
  await first.asks('Запишіть мене на масаж до Anna завтра о 10:00');
  await skipThenFail((await modelCalls(cloud)).length - 1);
  const reply = await client.asks('Запишіть мене на масаж до Maria завтра о 10:00');
  const code = codeIn(reply);
  const bookings = (await rows(cloud, 'Booking')).filter(
    ({ specialistName }) => specialistName === 'Maria',
  );
  expect(bookings.map((booking) => booking.code)).toEqual([code]);
  expect((await turnsOf(cloud, client)).map(({ kind }) => kind)).toEqual(['fallback']);
});

/** Lets so many requests pass and refuses those that follow. */
async function skipThenFail(passed: number): Promise<void> {
  await cloud.providers.fail('anthropic', { delayMs: 1, times: passed });
  await cloud.providers.fail('anthropic', { status: 529, times: 1_000 });
}
