import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  type Client,
  chat,
  modelCalls,
  morning,
  type Reception,
  reception,
  rows,
  turnsOf,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { telegram } from '../steps/telegram.ts';

/** At reception of the demo salon, whose people are spoken to in Ukrainian. */
const LUKAS = 123_456_789;
let cloud: TestCloud;
let desk: Reception;

beforeAll(async () => {
  cloud = await startCloud();
});
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
});
afterAll(() => cloud?.stop());

const idOf = async (client: Client): Promise<string> =>
  (await rows(cloud, 'Message')).find(({ contactId }) => contactId === client.contactId)
    ?.conversationId;
const patch = async (client: Client, body: object) =>
  cloud.api('PATCH', `/projects/demo-salon/conversations/${await idOf(client)}`, {
    token: desk.token,
    body,
  });

test.each([
  ['Ukrainian', 'Покличте, будь ласка, адміністратора', /адміністратор/],
  ['English', 'I want to talk to a human, please', /colleague/],
  ['Russian', 'Позовите администратора, пожалуйста', /администратор/],
])(
  'a client who asks for a person hears one sentence, and the people are alerted, in %s',
  async (language, asks, hears) => {
    const client = chat(cloud, `person-${language}`);
    const reply = await client.asks(asks);
    expect(reply).toMatch(hears);
    expect(reply.split('\n')).toHaveLength(1);
    const alerts = (await rows(cloud, 'Alert')).filter(({ kind }) => kind === 'hand_over');
    expect(alerts.map(({ subject }) => subject)).toContain(await idOf(client));
    const told = await (await telegram(cloud).user(LUKAS, { bot: 'diva_reception_bot' })).last();
    expect(told.text).toContain('прохання покликати людину');
  },
);

test('what she writes meanwhile is stored, not answered, and known to the AI when it is back', async () => {
  const client = chat(cloud, 'person-meanwhile');
  await client.asks('Покличте, будь ласка, адміністратора');
  await cloud.providers.clear('anthropic');
  await client.says('У мене алергія на лаванду');
  expect(await client.hears()).toEqual([]);
  expect(await modelCalls(cloud)).toEqual([]);
  expect((await turnsOf(cloud, client)).map(({ kind }) => kind)).toEqual(['hand_over', 'silent']);
  expect((await patch(client, { handed_over: false })).status).toBe(200);
  expect(await client.asks('Скільки коштує масаж?')).toContain('800');
  const main = (await modelCalls(cloud)).find(({ kind }) => kind === 'main');
  expect(main?.text).toContain('лаванду');
});

test('after twelve hours the AI answers again by itself', async () => {
  const client = chat(cloud, 'person-twelve');
  await client.asks('Покличте, будь ласка, адміністратора');
  await cloud.clock.advance(11.5 * 3_600);
  await client.says('Ви тут?');
  expect(await client.hears()).toEqual([]);
  await cloud.clock.advance(3_600);
  expect(await client.asks('Скільки коштує масаж?')).toContain('800');
});

test('a blocked client is stored and never answered until a member lets her in again', async () => {
  const client = chat(cloud, 'person-blocked');
  await client.asks('Скільки коштує масаж?');
  expect((await patch(client, { blocked: true })).status).toBe(200);
  await cloud.providers.clear('anthropic');
  expect(await client.says('Алло', 'Алло')).toEqual([200, 200]);
  expect(await client.hears()).toEqual([]);
  await cloud.clock.advance(13 * 3_600);
  expect(await client.hears()).toEqual([]);
  expect((await modelCalls(cloud)).filter(({ text }) => text.includes('Алло'))).toEqual([]);
  expect((await patch(client, { blocked: false })).status).toBe(200);
  expect(await client.asks('Скільки коштує масаж?')).toContain('800');
});
