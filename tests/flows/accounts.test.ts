import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, chat, codeIn, modelCalls, morning, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

/** What becomes of clients when Claude's accounts, one by one or all of them, do not serve, and SendPulse half does. */

let cloud: TestCloud;
const ACCOUNTS = ['first', 'second'];
const SEND = '/telegram/contacts/send';
const AN_HOUR = 3600;

beforeAll(async () => {
  cloud = await startCloud({
    env: { PATH: process.env.PATH, CLAUDE_BACKOFF_MS: '20', CLAUDE_ATTEMPT_MS: '4000' },
  });
  await morning(cloud);
});
afterEach(async () => {
  for (const account of ACCOUNTS) await refuse(account, null);
  await cloud.api('DELETE', '/_local/providers/anthropic/fail');
  await cloud.api('DELETE', '/_local/providers/sendpulse/fail');
  // Accounts that were set aside come back, answers that were promised are given.
  await cloud.runUntilIdle(3 * AN_HOUR);
  await morning(cloud);
});
afterAll(() => cloud?.stop());

async function refuse(account: string, refuses: number | string | null): Promise<void> {
  const body = { account, refuses };
  const { status } = await cloud.api('POST', '/_local/providers/anthropic/accounts', { body });
  expect(status).toBe(200);
}

/** Enough of them that each account is somebody's own. */
const six = (id: string): Client[] =>
  Array.from({ length: 6 }, (_, index) => chat(cloud, `${id}-${index}`));

const PRICE = 'Скільки коштує масаж?';
const ONE_REFUSES = [
  ...[401, 402, 403, 429],
  ...['ramp_limit_exceeded', 'enforced_spend_limit_reached', 'contract_spend_limit_reached'],
];

describe.each(ACCOUNTS)('when the %s account', (account) => {
  test.each(ONE_REFUSES)(
    'answers %s, the other one serves everybody, and it comes back',
    async (refuses) => {
      await refuse(account, refuses);
      await cloud.providers.clear('anthropic');
      const clients = six(`one-${account}-${refuses}`);
      await Promise.all(clients.map((client) => client.says(PRICE)));
      await cloud.runUntilIdle(60);
      for (const client of clients) {
        const heard = await client.hears();
        expect(heard).toHaveLength(1);
        expect(heard[0]).toContain('800');
      }
      const refused = (await modelCalls(cloud)).filter(
        ({ status, last }) => status !== 200 && last.includes(PRICE),
      );
      // Who was on her way when it was first seen meets it, and nobody meets it again and again.
      expect(refused.length).toBeGreaterThan(0);
      expect(refused.length).toBeLessThanOrEqual(clients.length * 2);

      await refuse(account, null);
      for (const other of ACCOUNTS) if (other !== account) await refuse(other, refuses);
      await cloud.clock.advance(AN_HOUR);
      for (const client of clients)
        expect(await client.asks('Скільки коштує стрижка?')).toContain('450');
    },
  );
});

describe('when no account serves', () => {
  test.each([401, 402, 403, 429, 529, 'enforced_spend_limit_reached'])(
    '(%s), every client is told once in her language, and the next day all is well',
    async (refuses) => {
      for (const account of ACCOUNTS) await refuse(account, refuses);
      const since = await cloud.clock.now();
      const clients = [
        { client: chat(cloud, `all-uk-${refuses}`), text: PRICE, sorry: /^Вибачте/ },
        {
          client: chat(cloud, `all-en-${refuses}`, 'Emma'),
          text: 'How much is a massage?',
          sorry: /^Sorry/,
        },
        {
          client: chat(cloud, `all-ru-${refuses}`, 'Ирина'),
          text: 'Сколько стоит массаж?',
          sorry: /^Извините/,
        },
      ];
      await Promise.all(clients.map(({ client, text }) => client.says(text)));
      await cloud.runUntilIdle(30);
      for (const { client, sorry } of clients) {
        const heard = await client.received();
        expect(heard).toHaveLength(1);
        expect(heard[0]).toMatch(sorry);
        expect((await turnsOf(cloud, client)).map(({ kind }) => kind)).toEqual(['fallback']);
      }
      // The people of the project are told, of all three in one alert.
      const alerts = (await rows(cloud, 'Alert')).filter(
        ({ lastAt, kind }) => lastAt >= since && kind === 'outage',
      );
      expect(alerts).toHaveLength(1);
      for (const account of ACCOUNTS) await refuse(account, null);
      await cloud.runUntilIdle(3 * AN_HOUR);
      await cloud.clock.advance(24 * AN_HOUR);
      for (const { client, text } of clients) {
        await client.hears();
        expect(await client.asks(text)).toContain('800');
      }
    },
  );
});

test('a hung request of each account is given up, and its client gets her answer', async () => {
  const clients = six('hang').slice(0, 4);
  await cloud.providers.fail('anthropic', { hang: true, times: 2 });
  await Promise.all(clients.map((client) => client.says(PRICE)));
  await cloud.settle({ timeoutMs: 100_000 });
  await cloud.runUntilIdle(60);
  for (const client of clients) {
    const heard = await client.received();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('800');
  }
});

describe('a text that SendPulse takes and then fails over', () => {
  const tries = async (client: Client): Promise<number> =>
    (await cloud.providers.requests('sendpulse')).filter(
      ({ path, body }) =>
        path === SEND && (body as { contact_id?: string }).contact_id === client.contactId,
    ).length;
  const metrics = async (name: string): Promise<number> =>
    (await cloud.logs()).filter((line) => line.includes(`"${name}"`)).length;

  test.each([500, 502, 503, 504])(
    '(%i) comes once more at most, the same, with its metric',
    async (status) => {
      const client = chat(cloud, `taken-${status}`);
      const before = await metrics('ReplyPartMayRepeat');
      await cloud.providers.fail('sendpulse', { status, applyThenFail: true, path: SEND });
      await client.says(PRICE);
      await cloud.runUntilIdle(AN_HOUR);
      const heard = await client.received();
      expect([1, 2]).toContain(heard.length);
      expect(new Set(heard).size).toBe(1);
      expect(await tries(client)).toBe(heard.length);
      expect((await metrics('ReplyPartMayRepeat')) - before).toBe(1);
      expect(await turnsOf(cloud, client)).toHaveLength(1);
    },
  );

  test('is booked once, whatever is said twice', async () => {
    const client = chat(cloud, 'taken-booking', 'Двічі');
    await cloud.providers.fail('sendpulse', {
      status: 500,
      applyThenFail: true,
      path: SEND,
      times: 3,
    });
    await client.says('Запишіть мене на масаж до Anna завтра о 10:00');
    await cloud.runUntilIdle(AN_HOUR);
    const codes = new Set((await client.received()).map(codeIn));
    const own = (await rows(cloud, 'Booking')).filter(({ clientName }) => clientName === 'Двічі');
    expect(own.map(({ code }) => code)).toEqual([...codes]);
  });

  test('is a notice too: once more at most, with its metric', async () => {
    const client = chat(cloud, 'taken-notice', 'Запізно');
    const receipt = await client.asks('Запишіть мене на манікюр до Maria завтра о 9:00');
    // At an hour she is told that it waits; when its time has come, that it is over.
    await cloud.runUntilIdle(2 * AN_HOUR);
    const [waits, ...more] = await client.hears();
    expect([waits, ...more]).toEqual([expect.stringContaining(codeIn(receipt))]);
    const before = await metrics('NotificationMayRepeat');
    await cloud.providers.fail('sendpulse', { status: 500, applyThenFail: true, path: SEND });
    await cloud.runUntilIdle(30 * AN_HOUR);
    const news = await client.hears();
    expect([1, 2]).toContain(news.length);
    expect(new Set(news).size).toBe(1);
    expect((await metrics('NotificationMayRepeat')) - before).toBe(1);
  });
});
