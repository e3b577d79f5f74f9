import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OCCUPYING } from '../../../shared/bookings/index.ts';
import { dynamodb } from '../../../shared/platform/aws/dynamodb.ts';
import { overlaps, readAll } from '../../steps/bookings.ts';
import { type Front, PROJECT, startFront } from './front.ts';

let front: Front;
/** Actions that reached the table, in order. */
const calls: string[] = [];

beforeAll(async () => {
  front = await startFront();
  dynamodb.middlewareStack.add(
    (next, context) => (args) => {
      calls.push(String(context.commandName));
      return next(args);
    },
    { step: 'initialize', name: 'counting' },
  );
});
afterAll(() => front.close());

const stored = () => readAll(front.dynoxide.endpoint, front.dynoxide.tableName, PROJECT);

const messages = async (contactId: string) => {
  const { readConversation, conversationOf } = await import(
    '../../../shared/conversations/index.ts'
  );
  const address = { channel: 'sendpulse', service: 'telegram', botId: 'demo-bot' } as const;
  return (await readConversation(PROJECT, conversationOf({ ...address, contactId }))).messages;
};

/** Writes, waits for the answer and gives what was sent for it. */
async function say(contactId: string, ...texts: string[]): Promise<string[]> {
  const before = front.sent().length;
  for (const text of texts) expect(await front.write({ contactId, text })).toBe(200);
  await front.answer();
  return front.sent().slice(before);
}

const BOOKED = {
  uk: ['Добрий день!', 'Хочу на стрижку до Анни', 'завтра о 12:00'],
  ru: ['Здравствуйте', 'хочу на окрашивание', 'завтра в 12:00'],
  en: ['Hi!', 'I would like a manicure', 'tomorrow at 12:00'],
};
const RECEIPT = { uk: 'Код запису: ', ru: 'Код записи: ', en: 'Booking code: ' };

describe.each(['uk', 'ru', 'en'] as const)('a client who writes %s', (language) => {
  test('books with a burst, moves, asks and cancels: one reply each, in that language', async () => {
    const client = `client-${language}`;
    const own = async () => (await stored()).bookings.filter((b) => b.language === language);

    const booked = await say(client, ...BOOKED[language]);
    expect(booked).toHaveLength(1);
    const [booking] = await own();
    expect(booking?.status).toBe('PENDING');
    expect(booked[0]).toContain(`${RECEIPT[language]}${booking?.code}`);

    const move = { uk: 'перенесіть на 16:00', ru: 'перенесите на 16:00', en: 'move it to 16:00' };
    const [moved] = await say(client, move[language]);
    expect(moved).toContain(booking?.code);
    const [later] = await own();
    expect(Date.parse(later?.startsAt ?? '') - Date.parse(booking?.startsAt ?? '')).toBe(
      4 * 3_600_000,
    );

    const ask = { uk: 'Коли я записана?', ru: 'Когда я записан?', en: 'When is my appointment?' };
    expect((await say(client, ask[language]))[0]).toContain(booking?.code);

    const cancel = { uk: 'Скасуйте запис', ru: 'Отмените запись', en: 'Please cancel it' };
    expect((await say(client, cancel[language]))[0]).toContain(booking?.code);
    expect((await own())[0]?.status).toBe('CANCELLED');
  });
});

test('two clients race for one time: one is told yes, the other gets other times', async () => {
  const wish = 'Haircut with Maria tomorrow at 10:00';
  await front.write({ contactId: 'racer-1', text: wish });
  await front.write({ contactId: 'racer-2', text: wish });
  const before = front.sent().length;
  await front.answer();
  const told = front.sent().slice(before);
  expect(told).toHaveLength(2);
  expect(told.filter((text) => text.includes('Booking code: '))).toHaveLength(1);
  const loser = told.find((text) => !text.includes('Booking code: '));
  expect(loser).toMatch(/\d\d:\d\d/);
  expect(loser).not.toContain('10:00 (Maria)');
  expect(overlaps(await stored())).toEqual([]);
});

test('a person who is asked for gets the conversation, and the AI is silent', async () => {
  expect(await say('human', 'I want to speak to a human, please')).toHaveLength(1);
  expect(await say('human', 'hello?')).toEqual([]);
});

test('when every Claude account fails, the client is told in her language', async () => {
  front.anthropic.fail({ status: 529, times: 20 });
  const [told] = await say('outage', 'Добрий день, є вільний час на завтра?');
  front.anthropic.reset();
  expect(told).toContain('Вибачте');
}, 60_000);

test('an account without money is left for the other one', async () => {
  front.anthropic.fail({ status: 402, times: 1 });
  const [told] = await say('poor', 'Скільки коштує манікюр?');
  expect(told).toBeDefined();
  expect(told).not.toContain('Вибачте');
});

test('duplicates, also with another envelope date, are stored once and answered once', async () => {
  const incoming = { contactId: 'twice', text: 'Добрий день', messageId: 777 };
  const before = front.sent().length;
  await front.write(incoming, incoming);
  const [first] = await messages('twice');
  await front.write({ ...incoming, date: new Date(Date.now() + 60_000) });
  expect(await messages('twice')).toEqual([first]);
  await front.answer();
  await front.write(incoming);
  await front.answer();
  expect(front.sent().slice(before)).toHaveLength(1);
});

describe('calls to AWS', () => {
  test('an accepted message costs one put, a forged one nothing', async () => {
    await front.write({ contactId: 'count', text: 'warm up' });
    await front.answer();
    calls.length = 0;
    await front.write({ contactId: 'count', text: 'hello' });
    expect(calls).toEqual(['PutItemCommand']);
    calls.length = 0;
    const forged = { headers: {}, queryStringParameters: { token: `${front.token}x` }, body: '[]' };
    expect((await front.inbound(forged as never, {} as never)).statusCode).toBe(401);
    expect(calls).toEqual([]);
  });

  test('a turn without a tool makes five', async () => {
    calls.length = 0;
    await front.answer();
    expect(calls).toEqual([
      'QueryCommand',
      'TransactWriteItemsCommand', // the claim, which counts the turn for the package
      'QueryCommand',
      'TransactWriteItemsCommand',
      'UpdateItemCommand',
    ]);
  });

  test('a booking adds the search, one Query and one transaction', async () => {
    await front.write({ contactId: 'count', text: 'Haircut with Elena tomorrow at 11:00' });
    calls.length = 0;
    await front.answer();
    expect(calls).toEqual([
      'QueryCommand',
      'TransactWriteItemsCommand', // the claim
      'QueryCommand', // find_slots: one specialist
      'QueryCommand', // book
      'TransactWriteItemsCommand',
      'QueryCommand',
      'TransactWriteItemsCommand',
      'UpdateItemCommand',
    ]);
    const elena = (await stored()).bookings.filter((b) => b.specialistName === 'Elena');
    expect(elena.every(({ status }) => OCCUPYING.has(status))).toBe(true);
  });
});

test('what stands before the last message is the same for every turn of the project', async () => {
  front.anthropic.clearRequests();
  await say('prefix-1', 'Haircut tomorrow at 15:00');
  await say('prefix-2', 'Скільки коштує манікюр?');
  const prefixes = front.anthropic
    .requests()
    .map(({ body }) => body as Record<string, unknown>)
    .filter(({ tools }) => tools !== undefined)
    .map(({ tools, system }) => JSON.stringify([tools, system]));
  expect(prefixes.length).toBeGreaterThanOrEqual(2);
  expect(new Set(prefixes).size).toBe(1);
  const today = new Date().toISOString().slice(0, 10);
  expect(prefixes[0]).not.toContain(today);
});
