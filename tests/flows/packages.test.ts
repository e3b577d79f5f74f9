import { afterAll, beforeAll, expect, test } from 'vitest';
import { monthAt } from '../../shared/billing/index.ts';
import { SHARDS, shareOf } from '../../shared/billing/turn-count.ts';
import type { ProjectId } from '../../shared/platform/ids.ts';
import { keys } from '../../shared/platform/table/keys.ts';
import { type Client, chat, codeIn, modelCalls, morning, reception, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { mailbox } from '../steps/mailbox.ts';
import { projectCommand } from '../steps/project.ts';
import { putRows } from '../steps/put-rows.ts';

const PROJECT = 'demo-salon' as ProjectId;
const LIMIT = 100;
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  await projectCommand(cloud, 'package', '--id', PROJECT, '--package', 'free');
});
afterAll(() => cloud?.stop());

/** Has so many turns of the month left, and lets every container learn of it. */
async function leave(turns: number): Promise<void> {
  const { name: month } = monthAt(await cloud.clock.now(), 'Europe/Kyiv');
  const counts = Array.from({ length: SHARDS }, (_, shard) => shareOf(shard, LIMIT));
  for (let left = turns; left > 0; left -= 1)
    counts[left % SHARDS] = (counts[left % SHARDS] ?? 0) - 1;
  await putRows(
    cloud,
    counts.map((count, shard) => ({
      ...keys.turnCount(PROJECT, month, shard),
      ...{ entity: 'TurnCount', projectId: PROJECT, month, shard, turns: count, ttl: 2e9 },
    })),
  );
  await cloud.clock.advance(61);
}

async function shown() {
  const { token } = await reception(cloud);
  return (await cloud.api('GET', `/projects/${PROJECT}/package`, { token })).body;
}

test('many clients at the same moment end exactly at the limit, and the others choose by numbers', async () => {
  await leave(4);
  expect(await shown()).toMatchObject({
    package: 'free',
    entitlements: { integrations: 'general', working_hours: false, analytics: false },
    period: { time_zone: 'Europe/Kyiv' },
    used: LIMIT - 4,
    limit: LIMIT,
    warning: 'quota_close',
  });
  await cloud.providers.clear('anthropic');
  await cloud.duplicate('turn', { times: 9 });
  const clients = Array.from({ length: 9 }, (_, index) => chat(cloud, `limit-${index}`));
  await Promise.all(clients.map((client) => client.says('Добрий день! Скільки коштує масаж?')));
  await cloud.runUntilIdle(60);
  const heard = (await Promise.all(clients.map((client) => client.received()))).flat();
  await cloud.duplicate('turn', { times: 0 });
  expect(heard).toHaveLength(9);
  expect(heard.filter((text) => text.includes('1. Записатися'))).toHaveLength(5);
  expect(await shown()).toMatchObject({ used: LIMIT, limit: LIMIT, warning: 'quota_spent' });
  const alerts = await rows(cloud, 'Alert');
  expect(alerts.filter(({ kind }) => kind === 'quota_spent')).toMatchObject([{ count: 1 }]);
  const mails = await mailbox(cloud, 'owner@demo-salon.example').mails();
  const spent = mails.filter(({ subject }) => subject.includes('answers are used up'));
  expect(spent).toHaveLength(1);
});

test('a worker that dies at its claim counts the turn once', async () => {
  for (const when of ['before-call', 'after-call'] as const) {
    await leave(2);
    await cloud.kill('conversations-answer', {
      ...{ when, action: 'dynamodb.TransactWriteItems', nth: 1 },
    });
    const client = chat(cloud, `dies-${when}`);
    await client.says('Скільки коштує масаж?');
    await cloud.runUntilIdle(600);
    expect(await client.received()).toHaveLength(1);
    expect((await client.received())[0]).toContain('800');
    expect(await shown()).toMatchObject({ used: LIMIT - 1 });
  }
});

/** The number of the choice that begins like this. */
function numberOf(menu: string, beginning: string): string {
  const line = menu.split('\n').find((one) => one.replace(/^\d+\. /, '').startsWith(beginning));
  if (line === undefined) throw new Error(`There is no ${beginning} in: ${menu}`);
  return line.split('.')[0] ?? '';
}

/** Books step by step as a client does who reads and sends numbers. @returns the receipt */
async function bookedBy(client: Client, hello: string, words: { book: string; any: string }) {
  let menu = await client.asks(hello);
  menu = await client.asks(numberOf(menu, words.book));
  expect(menu).toMatch(/1\. Haircut · .*450.* · 30 /);
  // A changed mind: on, back, and on again.
  await client.asks(numberOf(menu, 'Haircut'));
  expect(await client.asks('0')).toBe(menu);
  menu = await client.asks('Haircut');
  const days = await client.asks(numberOf(menu, words.any));
  // Nonsense repeats the question.
  expect(await client.asks('💇‍♀️ хмм')).toContain(days.split('\n').slice(-3).join('\n'));
  const times = await client.asks('2');
  expect(times).toContain('10:30');
  return client.asks('10.30');
}

test.each([
  ['uk', 'Добрий день', 'Записатися', 'До будь-кого', 'Мої записи', 'Скасувати', 'скасовано'],
  ['en', 'Hello, are you there?', 'Book an', 'Anyone', 'My bookings', 'Cancel a', 'is cancelled'],
  ['ru', 'Здравствуйте, вы есть?', 'Записаться', 'К любому', 'Мои записи', 'Отменить', 'отменена'],
])(
  'without a model a client books, sees and cancels by numbers: %s',
  async (language, hello, book, any, own, cancel, cancelled) => {
    await leave(0);
    await cloud.providers.clear('anthropic');
    const client = chat(cloud, `numbers-${language}`);
    const receipt = await bookedBy(client, hello, { book, any });
    const code = codeIn(receipt);
    const [booking] = (await rows(cloud, 'Booking')).filter((row) => row.code === code);
    expect(booking).toMatchObject({
      status: 'PENDING',
      serviceName: 'Haircut',
      clientName: 'Олена',
    });
    const menu = await client.asks(own);
    expect(menu).toContain(code);
    // Several answers in one burst are read one after the other.
    const last = await client.asks(numberOf(menu, cancel), '1');
    expect(last).toContain(cancelled);
    expect(codeIn(last)).toBe(code);
    expect((await rows(cloud, 'Booking')).find((row) => row.code === code)).toMatchObject({
      status: 'CANCELLED',
    });
    expect(await modelCalls(cloud)).toEqual([]);
    expect(await shown()).toMatchObject({ used: LIMIT });
  },
);

test('who asks for a person gets one, and the AI is silent', async () => {
  await leave(0);
  const client = chat(cloud, 'numbers-person');
  await client.asks('Добрий день');
  expect(await client.asks('оператор')).toContain('адміністратор');
  await client.says('1');
  expect(await client.hears()).toEqual([]);
});

test('a package that is paid for meanwhile is answered by the AI within a minute', async () => {
  await leave(0);
  const client = chat(cloud, 'numbers-paid');
  expect(await client.asks('Скільки коштує масаж?')).toContain('1. Записатися');
  await projectCommand(cloud, 'package', '--id', PROJECT, '--package', 'professional');
  await cloud.clock.advance(61);
  expect(await client.asks('Скільки коштує масаж?')).toContain('800');
  const { used, limit, forecast } = await shown();
  expect({ limit, isCounted: used > 0, isForecast: forecast === null || forecast >= used }).toEqual(
    {
      ...{ limit: null, isCounted: true, isForecast: true },
    },
  );
});
