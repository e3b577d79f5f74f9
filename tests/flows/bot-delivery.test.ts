import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  chat,
  codeIn,
  kyiv,
  morning,
  type Reception,
  type Row,
  reception,
  rows,
} from '../steps/chat.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { createRival, OTHER_BOTS } from '../steps/project.ts';
import { type ChatMessage, demoPhones, telegram } from '../steps/telegram.ts';

/** What becomes of messages that Telegram does not take at once, and of updates that nobody should have sent. */

let cloud: TestCloud;
let desk: Reception;
let phones: Awaited<ReturnType<typeof demoPhones>>;

const DIVA = 'diva_reception_bot';
const KESHA = 'kesha_zerogap_bot';
const HOUR = 3_600;

beforeAll(async () => {
  cloud = await startCloud();
  phones = await demoPhones(cloud);
});
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
  for (const phone of Object.values(phones)) await phone.hears();
});
afterEach(async () => {
  await cloud.clearFailures();
  await cloud.api('DELETE', '/_local/providers/telegram/fail');
  await cloud.clock.advance(26 * HOUR);
});
afterAll(() => cloud?.stop());

const call = (method: string, path: string, body?: object): Promise<ApiAnswer> =>
  cloud.api(method, `/projects/demo-salon${path}`, { token: desk.token, ...(body && { body }) });
const current = async ({ booking_id: id }: Row): Promise<Row> =>
  (await call('GET', `/bookings/${id}`)).body;
const texts = (messages: readonly ChatMessage[]): string[] => messages.map(({ text }) => text);
const headline = (message: ChatMessage | undefined): string => message?.text.split('\n')[0] ?? '';

/** A booking that a member took on the phone; where answers are needed, reception is asked as for any other. */
async function booked(time: string, days = 1): Promise<Row> {
  const { services, specialists } = await desk.config();
  const id = (list: Row[], wanted: string) => list.find((one) => one.name === wanted)?.id;
  const answer = await call('POST', '/bookings', {
    ...{ service_id: id(services, 'Haircut'), specialist_id: id(specialists, 'Anna') },
    ...{ starts_at: await kyiv(cloud, days, time), client: { name: 'Олена <b>&' } },
  });
  expect(answer.status).toBe(201);
  await cloud.settle();
  return answer.body;
}

const alertsOf = async (kind: string): Promise<string[]> =>
  (await rows(cloud, 'Alert')).filter((row) => row.kind === kind).map(({ subject }) => subject);
const unreachable = async (): Promise<number[]> =>
  (await rows(cloud, 'BotChat')).map(({ chatId }) => chatId);
const recordOf = async ({ booking_id: id }: Row, chatId: number): Promise<Row | undefined> =>
  (await rows(cloud, 'Notification')).find(
    ({ about, recipient }) => about === id && recipient === String(chatId),
  );

describe('a receptionist', () => {
  test('who blocked the bot is marked and reported, the others get theirs; unblocked, he is told again', async () => {
    const { lukas, sasha } = phones;
    await lukas.blocks();
    await cloud.settle();
    expect(await unreachable()).toEqual([lukas.id]);
    expect(await alertsOf('unreachable_chat')).toEqual([`reception:${lukas.id}`]);
    const first = await booked('10:00');
    expect(await sasha.hears()).toHaveLength(1);
    expect(await lukas.hears()).toEqual([]);
    expect(await recordOf(first, lukas.id)).toMatchObject({
      ...{ status: 'FAILED', reason: expect.stringContaining('blocked by the user') },
    });
    // Nobody waits for him: the queue is empty.
    await cloud.runUntilIdle(300);
    await lukas.unblocks();
    await cloud.settle();
    expect(await unreachable()).toEqual([]);
    await booked('11:00');
    expect(await lukas.hears()).toHaveLength(1);
    expect(await sasha.hears()).toHaveLength(1);
    // What he missed is not lost either: he may decide about it like anybody else.
    const { notice } = await lukas.taps({ data: `confirm_${first.booking_id}_1` });
    expect(notice?.text).toMatch(/^✅ Підтверджено/);
  });

  test('whom a send finds gone is marked by that, until he writes again', async () => {
    const { sasha, lukas } = phones;
    await sasha.fails({ status: 403, description: 'Forbidden: user is deactivated' });
    await booked('10:00');
    await cloud.settle();
    expect(await unreachable()).toEqual([sasha.id]);
    expect(await alertsOf('unreachable_chat')).toContain(`reception:${sasha.id}`);
    expect(await lukas.hears()).toHaveLength(1);
    await cloud.clock.advance(61);
    await sasha.says('Я тут');
    await cloud.settle();
    expect(await unreachable()).toEqual([]);
  });

  test('for whom Telegram wants patience is told after it; the others at once, and no function waits', async () => {
    const { sasha, lukas } = phones;
    await sasha.fails({ status: 429, retryAfter: 45 });
    const began = performance.now();
    const booking = await booked('10:00');
    expect(await lukas.hears()).toHaveLength(1);
    expect(performance.now() - began).toBeLessThan(20_000);
    expect(await sasha.hears()).toEqual([]);
    expect((await cloud.queues())['reception-notification']).toMatchObject({
      ...{ visible: 0, delayed: 1, inFlight: 0 },
    });
    await cloud.clock.advance(30);
    expect(await sasha.hears()).toEqual([]);
    await cloud.clock.advance(16);
    expect(await sasha.hears()).toHaveLength(1);

    // The same for a change of what stands there.
    await sasha.fails({ status: 429, retryAfter: 45, method: 'editMessageText' });
    await lukas.taps('Підтвердити');
    await cloud.settle();
    expect(headline(await lukas.last())).toMatch(/^✅ Підтверджено — Lukas/);
    expect(headline(await sasha.last())).toBe('🔔 Новий запис');
    await cloud.clock.advance(46);
    expect(headline(await sasha.last())).toMatch(/^✅ Підтверджено — Lukas/);
    expect(await current(booking)).toMatchObject({ status: 'CONFIRMED', version: 2 });
  });

  test('gets plain text when Telegram does not take the markup', async () => {
    const { sasha } = phones;
    const description = "Bad Request: can't parse entities: Unsupported start tag";
    await sasha.fails({ status: 400, description });
    await booked('10:00');
    const [alert, ...more] = await sasha.hears();
    expect(more).toEqual([]);
    expect(alert?.text).toMatch(/^🔔 Новий запис\n/);
    expect(alert?.text).toContain('🙋 Клієнт: Олена <b>&\n');
    expect(alert?.entities.filter(({ type }) => type === 'bold')).toEqual([]);
    await sasha.taps('Підтвердити');
    await cloud.settle();
    expect(headline(await sasha.last())).toMatch(/^✅ Підтверджено — Sasha/);
  });

  test('reads the same at most twice when Telegram took it and its answer got lost', async () => {
    const { lukas, sasha } = phones;
    // One answer never comes (the client gives up after ten seconds), the other one is an error.
    await sasha.fails({ hang: true, applyThenFail: true });
    await lukas.fails({ status: 500, applyThenFail: true, description: 'Internal Server Error' });
    const booking = await booked('10:00');
    await cloud.settle();
    for (const phone of [lukas, sasha]) {
      expect(texts(await phone.hears())).toHaveLength(1);
      // Nobody knows whether it arrived: the claim has to run out before it is said again.
      expect(await recordOf(booking, phone.id)).toMatchObject({ status: 'CLAIMED' });
    }
    await cloud.runUntilIdle(300);
    for (const phone of [lukas, sasha]) {
      expect(texts(await phone.hears())).toHaveLength(1);
      expect(await recordOf(booking, phone.id)).toMatchObject({ status: 'SENT', claims: 2 });
    }
    expect((await cloud.logs('notifications-reception')).join('\n')).toContain(
      'NotificationMayRepeat',
    );
    await lukas.taps('Підтвердити');
    await cloud.settle();
    // The copy that nobody has a record of tells the truth as soon as somebody taps it.
    const [unrecorded] = (await sasha.messages()).filter(({ text }) =>
      text.includes(booking.booking_id),
    );
    const { notice } = await sasha.taps('Відхилити', unrecorded);
    expect(notice?.text).toMatch(/^Цей запис уже підтверджено — Lukas/);
    for (const { text } of (await sasha.messages()).slice(-2)) {
      expect(text).toMatch(/^✅ Підтверджено — Lukas/);
    }
  });

  test('hears nothing of a bot that is disabled, and the project does', async () => {
    for (const phone of [phones.lukas, phones.sasha]) {
      await phone.fails({ status: 401, description: 'Unauthorized', times: 2 });
    }
    await booked('10:00');
    await cloud.settle();
    expect(await alertsOf('bot_disabled')).toEqual(['reception']);
    await cloud.runUntilIdle(300);
  });
});

describe('a webhook call', () => {
  /** An update as Telegram would send it, of a person of the demo. */
  const textOf = (id: number, text: string, updateId = 900_000_000) => ({
    update_id: updateId,
    message: {
      ...{ message_id: 1, date: 1, text },
      from: { id, is_bot: false, first_name: 'X' },
      chat: { id, type: 'private', first_name: 'X' },
    },
  });
  const tapOf = (id: number, data: string, updateId = 900_000_001) => ({
    update_id: updateId,
    callback_query: {
      ...{ id: '1', data, chat_instance: '1' },
      from: { id, is_bot: false, first_name: 'X' },
    },
  });

  test('without the secret of that very bot is a 401 and costs no call', async () => {
    await createRival(cloud, {
      owner: 'owner@rival.example',
      people: { reception: 31_001, specialist: 31_002 },
    });
    const booking = await booked('10:00');
    const { posts } = telegram(cloud);
    // The containers know the platform's secret by now.
    for (const bot of [DIVA, KESHA]) await posts(textOf(1, 'x'), { bot });
    await cloud.settle();
    await cloud.clearCalls();
    const confirm = tapOf(phones.lukas.id, `confirm_${booking.booking_id}_1`);
    for (const bot of [DIVA, KESHA]) {
      const others = [bot === DIVA ? KESHA : DIVA];
      others.push(bot === DIVA ? OTHER_BOTS.specialist : OTHER_BOTS.reception);
      for (const secretOf of others) {
        expect([bot, secretOf, (await posts(confirm, { bot, secretOf })).status]).toEqual([
          ...[bot, secretOf, 401],
        ]);
      }
      for (const secret of [
        null,
        'wrong',
        'A'.repeat(256),
        Buffer.from('demo-salon').toString('base64url'),
      ]) {
        const answer = await posts(confirm, { bot, secret });
        expect([secret, answer.status]).toEqual([secret, 401]);
        expect(JSON.parse(answer.body).error.code).toBe('unauthorized');
      }
    }
    await cloud.settle();
    expect(await cloud.calls()).toEqual({});
    // The secret of another business's reception bot is genuine, and reaches that business only.
    const rival = OTHER_BOTS.reception;
    expect((await posts(confirm, { bot: DIVA, secretOf: rival })).status).toBe(200);
    await cloud.settle();
    expect(await current(booking)).toEqual(booking);
  });

  test('of an unknown kind, of a group or without a text is acknowledged and nothing more', async () => {
    const { posts, calls } = telegram(cloud);
    await cloud.providers.clear('telegram');
    const update = textOf(phones.lukas.id, '/help');
    const group = { id: -100, type: 'supergroup', title: 'G' };
    for (const body of [
      { update_id: 1 },
      { update_id: 2, poll: { id: '1', question: '?' } },
      { update_id: 3, edited_message: update.message },
      { update_id: 4, message: { ...update.message, chat: group } },
      { update_id: 5, message: { ...update.message, text: undefined, sticker: {} } },
      { update_id: 6, message_reaction: { chat: group } },
      { update_id: 7, something_of_next_year: [1] },
    ]) {
      for (const bot of [DIVA, KESHA]) {
        expect([body.update_id, (await posts(body, { bot })).status]).toEqual([
          body.update_id,
          200,
        ]);
      }
    }
    await cloud.settle();
    expect(await calls()).toEqual([]);
    const depths = Object.values(await cloud.queues());
    expect(depths.some(({ visible, delayed, inFlight }) => visible + delayed + inFlight > 0)).toBe(
      false,
    );
  });

  test('that cannot be read is acknowledged, parked where a person sees it, and holds up nobody', async () => {
    const { posts } = telegram(cloud);
    const malformed = [
      'not json',
      '[]',
      { update_id: 'one' },
      { update_id: 8, message: { text: 5 } },
    ];
    for (const body of malformed) expect((await posts(body, { bot: DIVA })).status).toBe(200);
    const booking = await booked('10:00');
    expect(await phones.sasha.hears()).toHaveLength(1);
    expect((await phones.sasha.taps('Підтвердити')).notice?.text).toMatch(/^✅/);
    // It is tried again and again, and then given up.
    await cloud.runUntilIdle(2 * HOUR);
    const { parked } = (await call('GET', '/parked')).body;
    expect(parked).toHaveLength(malformed.length);
    for (const one of parked) expect(one).toMatchObject({ queue: 'bot-update', status: 'waiting' });
    const bodies = await Promise.all(
      parked.map(async (one: Row) => (await call('GET', `/parked/${one.parked_id}`)).body.body),
    );
    expect(bodies).toContainEqual(expect.objectContaining({ role: 'reception', raw: 'not json' }));
    expect(bodies).toContainEqual(
      expect.objectContaining({ update: { update_id: 8, message: { text: 5 } } }),
    );
    expect(await current(booking)).toMatchObject({ status: 'CONFIRMED' });
  });

  test('that we fail to work on is answered 200, given up, shown, and done when it is replayed', async () => {
    const booking = await booked('10:00');
    const before = new Set(
      (await call('GET', '/parked')).body.parked.map((one: Row) => one.parked_id),
    );
    for (const name of ['inbound-reception-bot', 'inbound-bot-update']) {
      await cloud.failAws({
        ...{
          function: name,
          action: 'dynamodb.TransactWriteItems',
          error: 'AccessDeniedException',
          times: 1_000,
        },
      });
    }
    const { progress, last, notice } = await phones.sasha.taps('Підтвердити');
    expect([progress, last]).toEqual(['delivered', 200]);
    expect(notice?.text).toBe('Хвилинку, будь ласка: я працюю над цим.');
    await cloud.runUntilIdle(2 * HOUR);
    expect(await current(booking)).toMatchObject({ status: 'PENDING' });
    await cloud.clearFailures();
    const { parked } = (await call('GET', '/parked')).body;
    const fresh = parked.filter((one: Row) => !before.has(one.parked_id));
    expect(fresh).toMatchObject([{ queue: 'bot-update', status: 'waiting' }]);
    const replayed = await call('POST', `/parked/${fresh[0].parked_id}/replay`);
    expect(replayed).toMatchObject({ status: 200, body: { status: 'replayed' } });
    await cloud.settle();
    expect(await current(booking)).toMatchObject({
      status: 'CONFIRMED',
      decision: { by: 'Sasha' },
    });
  });

  test('that comes again and again does its work once', async () => {
    const { redelivers } = telegram(cloud);
    const client = chat(cloud, 'again');
    const code = codeIn(await client.asks('Запишіть мене на стрижку до Anna завтра о 12:00'));
    const range = { from: await kyiv(cloud, 0, '00:00'), to: await kyiv(cloud, 3, '00:00') };
    const find = async (): Promise<Row | undefined> =>
      (await desk.bookings(range)).find((one) => one.code === code);
    await phones.lukas.hears();
    await phones.lukas.taps('Відхилити');
    for (const together of [true, false]) {
      expect(await redelivers({ bot: DIVA, times: 3, together })).toEqual([200, 200, 200]);
    }
    await cloud.settle();
    const rejected = await find();
    expect(rejected).toMatchObject({ status: 'REJECTED', version: 2 });
    await phones.lukas.says('Свято', { replyTo: await phones.lukas.last() });
    expect(await redelivers({ bot: DIVA, times: 3, together: true })).toEqual([200, 200, 200]);
    expect(texts(await phones.lukas.hears())).toEqual(['💬 Клієнт прочитає: Свято']);
    expect(await find()).toMatchObject({ reason: 'Свято', version: 3 });
    await cloud.clock.advance(21);
    expect(await client.hears()).toEqual([expect.stringContaining('Причина: Свято.')]);

    // The specialist's bot: a list is shown once, money is taken once.
    await call('POST', '/config', { auto_confirm: true });
    await cloud.clock.advance(61);
    const booking = await booked('10:00', 0);
    await phones.anna.hears();
    await phones.anna.says('/today');
    await redelivers({ bot: KESHA, times: 3, together: true });
    const [card, ...more] = await phones.anna.hears();
    expect(more).toEqual([]);
    for (const button of ['Почати', 'Завершити', 'Готівка']) {
      await phones.anna.taps(button, card);
      await redelivers({ bot: KESHA, times: 2, together: true });
    }
    await cloud.settle();
    expect(await current(booking)).toMatchObject({
      ...{ status: 'COMPLETED', payments: { paid: 450, received: [{ amount: 450 }] } },
    });
    await call('POST', '/config', { auto_confirm: false });
  });
});
