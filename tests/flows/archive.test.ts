import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Client, chat, modelCalls, morning, rows } from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';

const HOUR = 3600;
let cloud: TestCloud;

beforeAll(async () => {
  cloud = await startCloud();
});
beforeEach(async () => {
  await morning(cloud);
  await cloud.providers.clear('anthropic');
});
afterAll(() => cloud?.stop());

const rowOf = async (client: Client, entity: string) => {
  const all = await rows(cloud);
  const { conversationId } =
    all.find((row) => row.entity === 'Message' && row.contactId === client.contactId) ?? {};
  return all.find((row) => row.entity === entity && row.conversationId === conversationId);
};
/** Requests that asked for a summary: small ones that carry a whole dialogue. */
const compressions = async () =>
  (await modelCalls(cloud)).filter(({ text }) => text.includes('<client_dialogue>'));

test('two silences of a day are compressed one after the other, and the next words build on them', async () => {
  const client = chat(cloud, 'archive-cycles');
  await client.asks('Скільки коштує масаж? Мене звати Дарина');
  await cloud.clock.advance(23 * HOUR);
  await cloud.runUntilIdle(60);
  expect(await compressions()).toHaveLength(0);
  await cloud.clock.advance(2 * HOUR);
  await cloud.runUntilIdle(60);
  expect(await compressions()).toHaveLength(1);
  expect(await rowOf(client, 'Conversation')).toMatchObject({ archives: 1 });
  expect((await rowOf(client, 'Summary'))?.text).toContain('Дарина');

  await cloud.providers.clear('anthropic');
  await client.asks('А манікюр скільки коштує?');
  const main = (await modelCalls(cloud)).find(({ kind }) => kind === 'main');
  expect(main?.last).toContain('<earlier_conversation>');
  expect(main?.last).toContain('Дарина');
  // Word by word only what was said since: this one message.
  expect(JSON.parse(main?.text ?? '[]')).toHaveLength(1);

  await cloud.clock.advance(25 * HOUR);
  await cloud.runUntilIdle(60);
  const [second, ...more] = await compressions();
  expect(more).toEqual([]);
  expect(second?.text).toContain('<earlier_summary>');
  expect(second?.text).toContain('манікюр');
  expect(await rowOf(client, 'Conversation')).toMatchObject({ archives: 2 });
});

test('a newer word moves the end of the silence', async () => {
  const client = chat(cloud, 'archive-newer');
  await client.asks('Скільки коштує масаж?');
  await cloud.clock.advance(20 * HOUR);
  await client.asks('А стрижка?');
  await cloud.clock.advance(5 * HOUR);
  await cloud.runUntilIdle(60);
  expect(await compressions()).toHaveLength(0);
  expect(await rowOf(client, 'Summary')).toHaveProperty('archiveAt');
  await cloud.clock.advance(20 * HOUR);
  await cloud.runUntilIdle(60);
  const [only, ...more] = await compressions();
  expect(more).toEqual([]);
  expect(only?.text).toContain('масаж');
  expect(only?.text).toContain('стрижка');
});

test('a timer that fires twice, over queues that deliver twice, archives once', async () => {
  const client = chat(cloud, 'archive-twice');
  await cloud.api('POST', '/_local/scheduler', { body: { fireTwice: true } });
  await client.asks('Скільки коштує масаж?');
  await cloud.duplicate('*', { rate: 1, times: 1_000 });
  await cloud.clock.advance(25 * HOUR);
  await cloud.runUntilIdle(600);
  await cloud.duplicate('*', { times: 0 });
  await cloud.api('POST', '/_local/scheduler', { body: { fireTwice: false } });
  expect(await rowOf(client, 'Conversation')).toMatchObject({ archives: 1 });
  expect(await rowOf(client, 'Summary')).not.toHaveProperty('archiveAt');
});

test('an outage of Claude at the end of a silence only delays it', async () => {
  const client = chat(cloud, 'archive-outage');
  await client.asks('Скільки коштує масаж?');
  await cloud.providers.fail('anthropic', { status: 529, times: 1_000 });
  await cloud.clock.advance(25 * HOUR);
  await cloud.runUntilIdle(60);
  expect(await rowOf(client, 'Summary')).not.toHaveProperty('text');
  await cloud.api('DELETE', '/_local/providers/anthropic/fail');
  await cloud.clock.advance(HOUR);
  await cloud.runUntilIdle(1_200);
  expect(await rowOf(client, 'Conversation')).toMatchObject({ archives: 1 });
});
