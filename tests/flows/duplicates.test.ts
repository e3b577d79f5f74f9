import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Client, chat, codeIn, morning, type Row, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterAll(() => cloud?.stop());

const stored = async (client: Client): Promise<Row[]> =>
  (await rows(cloud, 'Message')).filter(({ contactId }) => contactId === client.contactId);

test('an event that is delivered five times is stored once and answered once', async () => {
  const client = chat(cloud, 'again-5');
  const statuses = await client.sends({ text: 'Скільки коштує манікюр?' }, { copies: 5 });
  expect(statuses).toEqual([200, 200, 200, 200, 200]);
  expect(await client.hears()).toHaveLength(1);
  expect(await stored(client)).toHaveLength(1);
  expect((await turnsOf(cloud, client)).map(({ answered }) => answered.length)).toEqual([1]);
});

test('a redelivery whose envelope has another date and another id is the same message', async () => {
  const client = chat(cloud, 'again-date');
  const event = { text: 'Скільки коштує масаж?', messageId: 4711 };
  await client.sends({ ...event, sendpulseId: 'first' }, { copies: 3, laterByMs: 1_500 });
  await client.sends({ ...event, sendpulseId: 'second' });
  expect(await client.hears()).toHaveLength(1);
  expect(await stored(client)).toHaveLength(1);
});

test('an array that holds one event three times holds one message', async () => {
  const client = chat(cloud, 'again-array');
  const event = { text: 'Скільки коштує стрижка?', messageId: 99 };
  expect(await client.sends([event, event, { ...event, sendpulseId: 'else' }])).toEqual([200]);
  expect(await client.hears()).toHaveLength(1);
  expect(await stored(client)).toHaveLength(1);
});

test('the same words sent twice are two messages', async () => {
  const client = chat(cloud, 'same-words');
  await client.says('Є хтось?', 'Є хтось?');
  expect(await client.hears()).toHaveLength(1);
  expect(await stored(client)).toHaveLength(2);
});

test('redeliveries at the same instant are stored once', async () => {
  const client = chat(cloud, 'again-at-once');
  const event = { text: 'Які у вас є послуги?', messageId: 5 };
  const statuses = await Promise.all(Array.from({ length: 8 }, () => client.sends(event)));
  expect(statuses.flat().every((status) => status === 200)).toBe(true);
  expect(await client.hears()).toHaveLength(1);
  expect(await stored(client)).toHaveLength(1);
});

test('a redelivery hours and days after the answer changes nothing', async () => {
  const client = chat(cloud, 'again-late');
  const event = { text: 'Скільки коштує фарбування?', messageId: 12 };
  await client.sends(event);
  expect(await client.hears()).toHaveLength(1);
  for (const hours of [3, 24, 7 * 24 - 30]) {
    await cloud.clock.advance(hours * 3600);
    expect(await client.sends(event)).toEqual([200]);
    expect(await client.hears()).toEqual([]);
  }
  expect(await stored(client)).toHaveLength(1);
  expect(await turnsOf(cloud, client)).toHaveLength(1);
});

test('the same number in another chat, or of another messenger, is another message', async () => {
  const [one, other] = [chat(cloud, 'number-a'), chat(cloud, 'number-b')];
  await one.sends({ text: 'Привіт', messageId: 1 });
  await other.sends({ text: 'Привіт', messageId: 1 });
  await other.sends({ text: 'Привіт', messageId: 1, service: 'instagram' });
  await one.hears();
  expect([await stored(one), await stored(other)].map(({ length }) => length)).toEqual([1, 2]);
});

test('a timer that the queue delivers again and again makes one reply', async () => {
  const client = chat(cloud, 'again-timer');
  await cloud.duplicate('*', { rate: 1, times: 1_000 });
  try {
    await client.says('Запишіть мене на стрижку', 'завтра о 9:00', 'до Elena');
    const heard = await client.hears();
    expect(heard).toHaveLength(1);
    expect(codeIn(heard[0] ?? '')).not.toBe('');
    expect(await client.hears()).toEqual([]);
  } finally {
    await cloud.duplicate('*', { times: 0 });
  }
  const bookings = (await rows(cloud, 'Booking')).filter(
    ({ clientName }) => clientName === 'Олена',
  );
  expect(bookings).toHaveLength(1);
});

test('an older message that arrives after the answer is answered too', async () => {
  const client = chat(cloud, 'late-older');
  const now = Date.parse(await cloud.clock.now());
  await client.sends({ text: 'Скільки коштує масаж?', date: new Date(now) });
  expect((await client.hears())[0]).toContain('800');
  await client.sends({ text: 'How much is a haircut?', date: new Date(now - 45 * 60_000) });
  const heard = await client.hears();
  expect(heard).toHaveLength(1);
  expect(heard[0]).toContain('450');
  const turns = await turnsOf(cloud, client);
  expect(turns.map(({ answered }) => answered.length)).toEqual([1, 1]);
});
