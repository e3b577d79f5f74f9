import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type Client, chat, morning, rows, turnsOf } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

let cloud: TestCloud;
const SEND = '/telegram/contacts/send';
/** Longer than all the growing delays of a reply that is tried some times. */
const A_WHILE = 30 * 60;

beforeAll(async () => {
  cloud = await startCloud();
  await morning(cloud);
});
afterEach(() => cloud.api('DELETE', '/_local/providers/sendpulse/fail'));
afterAll(() => cloud?.stop());

/** Every try to send to this client, taken or not, oldest first. */
async function tries(client: Client): Promise<{ text: string; status: number | null }[]> {
  return (await cloud.providers.requests('sendpulse')).flatMap(({ path, body, status }) => {
    const { contact_id, message } = (body ?? {}) as {
      contact_id?: string;
      message?: { text: string };
    };
    return path === SEND && contact_id === client.contactId
      ? [{ text: message?.text ?? '', status }]
      : [];
  });
}

const metric = async (name: string, client: Client): Promise<number> => {
  const turns = await turnsOf(cloud, client);
  const lines = await cloud.logs('conversations-answer');
  return lines.filter(
    (line) => line.includes(`"${name}"`) && line.includes(turns[0]?.conversationId ?? 'none'),
  ).length;
};

async function nothingIsParked(): Promise<void> {
  const counts = Object.entries(await cloud.queues());
  expect(counts.length).toBeGreaterThan(4);
  const parked = counts.filter(
    ([id, { visible, delayed, inFlight }]) =>
      /dead|dlq|parked/i.test(id) && visible + delayed + inFlight > 0,
  );
  expect(parked).toEqual([]);
}

test('a reply whose sending fails twice is delivered once, with the words that were decided', async () => {
  const client = chat(cloud, 'down-500');
  await cloud.providers.fail('sendpulse', { status: 500, times: 2, path: SEND });
  await client.says('Скільки коштує масаж?');
  await cloud.runUntilIdle(A_WHILE);
  const sent = await tries(client);
  expect(sent.map(({ status }) => status)).toEqual([500, 500, 200]);
  expect(new Set(sent.map(({ text }) => text)).size).toBe(1);
  expect(await client.hears()).toHaveLength(1);
  const turns = await turnsOf(cloud, client);
  expect(turns.map(({ parts }) => parts)).toEqual([[sent[0]?.text]]);
  await nothingIsParked();
});

test('limits of SendPulse only delay the reply', async () => {
  const client = chat(cloud, 'down-429');
  await cloud.providers.fail('sendpulse', { status: 429, times: 3, path: SEND });
  await client.says('Скільки коштує стрижка?');
  await cloud.runUntilIdle(A_WHILE);
  expect(await client.hears()).toHaveLength(1);
  // It surely did not arrive, so nothing can have been repeated.
  expect(await metric('ReplyPartMayRepeat', client)).toBe(0);
});

test('a send that was taken and then failed is repeated once at most, and a metric says so', async () => {
  const client = chat(cloud, 'down-taken');
  await cloud.providers.fail('sendpulse', { status: 500, applyThenFail: true, path: SEND });
  await client.says('Скільки коштує манікюр?');
  await cloud.runUntilIdle(A_WHILE);
  const heard = await client.hears();
  expect(heard.length).toBeLessThanOrEqual(2);
  expect(new Set(heard).size).toBe(1);
  expect(await metric('ReplyPartMayRepeat', client)).toBe(1);
  expect(await turnsOf(cloud, client)).toHaveLength(1);
});

test.each([
  [2, 'has unsubscribed'],
  [3, 'is disabled'],
  [4, 'has blocked the bot'],
])('a client with status %i (%s) is not written to again and again', async (status, _why) => {
  const client = chat(cloud, `gone-${status}`);
  await cloud.api('POST', '/_local/providers/sendpulse/contacts', {
    body: { id: client.contactId, status },
  });
  await client.says('Скільки коштує масаж?');
  await cloud.runUntilIdle(24 * 3600);
  expect((await tries(client)).map(({ status: answer }) => answer)).toEqual([400]);
  expect(await client.hears()).toEqual([]);
  await nothingIsParked();

  // She comes back, and is answered as ever.
  await cloud.api('POST', '/_local/providers/sendpulse/contacts', {
    body: { id: client.contactId, status: 1 },
  });
  expect(await client.asks('Я повернулася. Скільки коштує стрижка?')).toContain('450');
});

/** Makes Claude's next words long: three parts of what SendPulse takes at once. */
async function speakAtLength(): Promise<string[]> {
  const paragraphs = ['Перше', 'Друге', 'Третє'].map((word) =>
    `${word}: ${'масаж '.repeat(140)}`.trim(),
  );
  const text = JSON.stringify({ text: paragraphs.join('\n\n'), claims: [] });
  const answer = await cloud.api('POST', '/_local/providers/anthropic/script', {
    body: { for: 'main', turns: [[{ type: 'text', text }]] },
  });
  expect(answer.status).toBe(200);
  return paragraphs;
}

test('a long reply comes in parts, each within the limit, in order', async () => {
  const client = chat(cloud, 'parts');
  const paragraphs = await speakAtLength();
  await client.says('Розкажіть про масаж');
  expect(await client.hears()).toEqual(paragraphs);
});

test('a long reply that is interrupted goes on where it stopped', async () => {
  const client = chat(cloud, 'parts-interrupted');
  const paragraphs = await speakAtLength();
  await cloud.providers.fail('sendpulse', { delayMs: 1, path: SEND });
  await cloud.providers.fail('sendpulse', { status: 429, times: 2, path: SEND });
  await client.says('Розкажіть про масаж');
  await cloud.runUntilIdle(A_WHILE);
  expect(await client.hears()).toEqual(paragraphs);
});

test.each([
  ['before it sends the second part', 'before-call', 2, 3],
  ['after SendPulse took the second part', 'after-call', 2, 4],
] as const)('a worker that dies %s does not begin again', async (what, when, nth, most) => {
  const client = chat(cloud, `parts-${when}`);
  const paragraphs = await speakAtLength();
  await cloud.kill('conversations-answer', { when, nth, action: `sendpulse.POST ${SEND}` });
  await client.says('Розкажіть про масаж');
  await cloud.runUntilIdle(A_WHILE);
  const heard = await client.hears();
  expect(heard.length, what).toBeLessThanOrEqual(most);
  // A part may come twice, right after itself; none is missing and none comes out of order.
  expect(heard.filter((text, index) => text !== heard[index - 1])).toEqual(paragraphs);
});

test('a token that SendPulse has forgotten is made anew, once', async () => {
  const client = chat(cloud, 'down-token');
  await client.asks('Скільки коштує масаж?');
  await cloud.providers.clear('sendpulse');
  await cloud.providers.fail('sendpulse', { status: 401, path: SEND });
  expect(await client.asks('А стрижка скільки коштує?')).toContain('450');
  const paths = (await cloud.providers.requests('sendpulse')).map(({ path }) => path);
  expect(paths).toEqual([SEND, '/oauth/access_token', SEND]);
});

test('a booking made while SendPulse is down is told when it is up again', async () => {
  const client = chat(cloud, 'down-booking');
  await cloud.providers.fail('sendpulse', { status: 503, times: 4, path: SEND });
  await client.says('Запишіть мене на масаж до Anna завтра о 12:00');
  await cloud.clock.advance(10);
  // Impatient, she asks again while nothing can reach her.
  await client.says('То ви мене записали?');
  await cloud.runUntilIdle(A_WHILE);
  const heard = await client.received();
  expect(heard[0]).toMatch(/Код запису: /);
  expect(heard.filter((text) => /запит на запис прийнято/.test(text))).toHaveLength(1);
  expect((await rows(cloud, 'Booking')).length).toBe(1);
  const answered = (await turnsOf(cloud, client)).flatMap((turn) => turn.answered);
  expect(new Set(answered).size).toBe(2);
  expect(answered).toHaveLength(2);
});
