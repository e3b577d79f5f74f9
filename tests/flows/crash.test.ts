import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Client, chat, codeIn, morning, type Row, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

const ANSWER = 'conversations-answer';
const INBOUND = 'inbound-sendpulse';
const SEND = 'sendpulse.POST /telegram/contacts/send';
/** Past visibility timeouts and leases, several times over; when a request has waited for an hour, more is said. */
const LONG = 50 * 60;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
  await chat(cloud, 'first').asks('Привіт');
});
afterEach(async () => {
  await cloud.clearFailures();
  const left = Object.entries(await cloud.queues()).filter(
    ([, { visible, delayed, inFlight }]) => visible + delayed + inFlight > 0,
  );
  // Every timer came to its end and none of them in the queue of those that failed for good.
  expect(left).toEqual([]);
});
afterAll(() => cloud?.stop());

const ownRows = async (entity: string, client: Client): Promise<Row[]> =>
  (await rows(cloud, entity)).filter(({ contactId }) => contactId === client.contactId);

const COMMIT = 'dynamodb.TransactWriteItems';

describe('a turn whose worker dies', () => {
  const deaths: [string, Parameters<TestCloud['kill']>[1]][] = [
    ['before it has read anything', { when: 'before-call', action: 'dynamodb.Query' }],
    [
      'before it has claimed the conversation',
      { when: 'before-call', action: 'dynamodb.UpdateItem' },
    ],
    [
      'just after it has claimed the conversation',
      { when: 'after-call', action: 'dynamodb.UpdateItem' },
    ],
    ['before it asks Claude', { when: 'before-call', action: 'anthropic.POST /v1/messages' }],
    ['while Claude answers', { when: 'after-call', action: 'anthropic.POST /v1/messages', nth: 2 }],
    ['before it writes the outcome', { when: 'before-call', action: COMMIT }],
    ['twice before it writes the outcome', { when: 'before-call', action: COMMIT, times: 2 }],
    ['before the send', { when: 'before-call', action: SEND }],
    ['after the mark', { when: 'after-call', action: 'dynamodb.UpdateItem', nth: 2 }],
  ];
  test.each(deaths)('%s: the client gets exactly one reply', async (what, when) => {
    const client = chat(cloud, `dies-${what.replaceAll(' ', '-')}`);
    await cloud.kill(ANSWER, when);
    await client.says('Доброго дня', 'Скільки коштує масаж?');
    await cloud.runUntilIdle(LONG);
    const heard = await client.hears();
    expect(heard).toHaveLength(1);
    expect(heard[0]).toContain('800');
    const turns = await turnsOf(cloud, client);
    expect(turns.map(({ asked }) => asked)).toEqual([['Доброго дня', 'Скільки коштує масаж?']]);
    expect(await unmet()).toBe(0);
    // And the next message finds a conversation that works.
    expect(await client.asks('Скільки коштує стрижка?')).toContain('450');
  });

  const gaps: [string, Parameters<TestCloud['kill']>[1]][] = [
    ['just after it has written the outcome', { when: 'after-call', action: COMMIT }],
    ['after SendPulse took the text and before the mark', { when: 'after-call', action: SEND }],
    ['before the mark', { when: 'before-call', action: 'dynamodb.UpdateItem', nth: 2 }],
  ];
  test.each(gaps)('%s: the same text comes once more at most', async (what, when) => {
    const client = chat(cloud, `gap-${what.replaceAll(' ', '-')}`);
    await cloud.kill(ANSWER, when);
    await client.says('Доброго дня', 'Скільки коштує масаж?');
    await cloud.runUntilIdle(LONG);
    const heard = await client.hears();
    expect([1, 2]).toContain(heard.length);
    expect(new Set(heard).size).toBe(1);
    const taken = what.startsWith('just after');
    if (taken) expect(heard).toHaveLength(1);
    expect(await turnsOf(cloud, client)).toHaveLength(1);
    expect(await unmet()).toBe(0);
  });
});

describe('a booking whose worker dies', () => {
  test.each<[string, string, Parameters<TestCloud['kill']>[1]]>([
    ['before the booking is written', '10:00', { when: 'before-call', action: COMMIT }],
    ['just after the booking was written', '11:00', { when: 'after-call', action: COMMIT }],
    ['before the outcome is written', '12:00', { when: 'before-call', action: COMMIT, nth: 2 }],
    ['just after the outcome was written', '13:00', { when: 'after-call', action: COMMIT, nth: 2 }],
  ])('%s is made once and told once', async (what, time, when) => {
    const client = chat(cloud, `books-${time}`, `Клієнтка ${time}`);
    await cloud.kill(ANSWER, when);
    await client.says(`Запишіть мене на масаж до Anna завтра о ${time}`);
    await cloud.runUntilIdle(LONG);
    const heard = await client.hears();
    expect(heard, what).toHaveLength(1);
    const bookings = (await rows(cloud, 'Booking')).filter(
      ({ clientName }) => clientName === `Клієнтка ${time}`,
    );
    expect(bookings.map(({ code }) => code)).toEqual([codeIn(heard[0] ?? '')]);
    expect(await unmet()).toBe(0);
  });
});

describe('an inbound worker that dies', () => {
  test('between the timer and the message says so to the sender; the timer left behind ends quietly', async () => {
    const client = chat(cloud, 'inbound-between');
    await cloud.kill(INBOUND, { when: 'before-call', action: 'dynamodb.PutItem' });
    const [status] = await client.says('Скільки коштує масаж?');
    expect(status).toBeGreaterThanOrEqual(500);
    await cloud.runUntilIdle(LONG);
    expect(await client.hears()).toEqual([]);
    expect(await ownRows('Message', client)).toEqual([]);
    expect(await turnsOf(cloud, client)).toEqual([]);
  });

  test.each<[string, Parameters<TestCloud['kill']>[1]]>([
    ['before the timer', { when: 'before-call', action: 'sqs.SendMessage' }],
    ['after the timer', { when: 'after-call', action: 'sqs.SendMessage' }],
    ['before the message', { when: 'before-call', action: 'dynamodb.PutItem' }],
    ['after the message', { when: 'after-call', action: 'dynamodb.PutItem' }],
  ])('%s loses nothing: the sender sends again and gets one reply', async (what, when) => {
    const client = chat(cloud, `inbound-${what.replaceAll(' ', '-')}`);
    const event = { text: 'Скільки коштує масаж?', messageId: 77 };
    await cloud.kill(INBOUND, when);
    const [status] = await client.sends(event);
    expect(status).toBeGreaterThanOrEqual(500);
    expect(await client.sends(event)).toEqual([200]);
    await cloud.runUntilIdle(LONG);
    expect(await client.hears()).toHaveLength(1);
    expect(await ownRows('Message', client)).toHaveLength(1);
    expect((await turnsOf(cloud, client)).map(({ answered }) => answered.length)).toEqual([1]);
  });

  test('after the message was stored has it answered, also when the sender never sends again', async () => {
    const client = chat(cloud, 'inbound-stored');
    await cloud.kill(INBOUND, { when: 'after-call', action: 'dynamodb.PutItem' });
    const [status] = await client.says('Скільки коштує масаж?');
    expect(status).toBeGreaterThanOrEqual(500);
    await cloud.runUntilIdle(LONG);
    expect(await client.hears()).toHaveLength(1);
  });

  test.each([
    ['sqs.SendMessage', 'ServiceUnavailable'],
    ['dynamodb.PutItem', 'ProvisionedThroughputExceededException'],
  ])('whose %s fails for long answers 5xx, never 200', async (action, error) => {
    const client = chat(cloud, `inbound-fails-${action}`);
    await cloud.failAws({ function: INBOUND, action, error, times: 50 });
    const [status] = await client.says('Скільки коштує масаж?');
    expect(status).toBeGreaterThanOrEqual(500);
    await cloud.clearFailures();
    await cloud.runUntilIdle(LONG);
    expect(await client.hears()).toEqual([]);
  });
});

/** Deaths that were planned and did not happen: then a story proved nothing. */
async function unmet(): Promise<number> {
  const planned = (await cloud.api('GET', '/_local/aws/fail')).body as { left: number }[];
  return planned.reduce((sum, { left }) => sum + left, 0);
}
