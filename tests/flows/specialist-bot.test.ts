import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { kyiv, morning, type Reception, type Row, reception } from '../steps/chat.ts';
import { type ApiAnswer, startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { createRival, OTHER_BOTS } from '../steps/project.ts';
import { type ChatMessage, type Phone, telegram } from '../steps/telegram.ts';

/** Specialists of the demo salon in their bot. Bookings are confirmed as they are made: reception is another story. */

let cloud: TestCloud;
let desk: Reception;
/** The one the configuration names, and one whose Telegram speaks English. */
let anna: Phone;
let maria: Phone;
let ids: Readonly<Record<string, string>>;

const KESHA = 'kesha_zerogap_bot';
const DAY = 24 * 3_600;

beforeAll(async () => {
  cloud = await startCloud();
  const { user } = telegram(cloud);
  const { people = [] } = cloud.cloud.demo?.telegram ?? {};
  const known = people.find(({ name }) => name === 'Anna')?.chatId ?? 0;
  anna = await user(known, { bot: KESHA, language: 'uk' });
  maria = await user(60_001, { bot: KESHA, name: 'Maria', language: 'en' });
  desk = await reception(cloud);
  ids = named((await configure({ auto_confirm: true, minimum_notice_minutes: 0 })).specialists);
});
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
  await anna.hears();
  await maria.hears();
});
afterAll(() => cloud?.stop());

const named = (entries: { id: string; name: string }[]): Record<string, string> =>
  Object.fromEntries(entries.map(({ id, name }) => [name, id]));

const call = (method: string, path: string, body?: object): Promise<ApiAnswer> =>
  cloud.api(method, `/projects/demo-salon${path}`, { token: desk.token, ...(body && { body }) });

async function configure(body: object): Promise<Row> {
  const answer = await call('POST', '/config', body);
  expect(answer.status).toBe(200);
  // A project is remembered for a minute.
  await cloud.clock.advance(61);
  return answer.body;
}

/** A booking that a member made on the phone; `time` of today unless `days` says otherwise. */
async function booked(
  specialist: string,
  time: string,
  { days = 0, service = 'Haircut', name = 'Олена <b>&' } = {},
): Promise<Row> {
  const services = named((await desk.config()).services);
  const answer = await call('POST', '/bookings', {
    service_id: services[service],
    specialist_id: ids[specialist],
    starts_at: await kyiv(cloud, days, time),
    client: { name, phone: '+380501234567' },
  });
  expect(answer).toMatchObject({ status: 201, body: { status: 'CONFIRMED' } });
  return answer.body;
}

const current = async ({ booking_id: id }: Row): Promise<Row> =>
  (await call('GET', `/bookings/${id}`)).body;
const change = async ({ booking_id: id }: Row, body: object): Promise<void> => {
  expect((await call('PATCH', `/bookings/${id}`, body)).status).toBe(200);
};
const codeFor = async (specialist: string): Promise<Row> => {
  const answer = await call('POST', `/specialists/${ids[specialist]}/telegram-code`);
  expect(answer.status).toBe(201);
  return answer.body;
};
const linkOf = async (specialist: string): Promise<Row> =>
  (await call('GET', '/specialists')).body.specialists.find(
    ({ name }: { name: string }) => name === specialist,
  );
const texts = (messages: readonly ChatMessage[]): string[] => messages.map(({ text }) => text);
const labels = ({ keyboard }: ChatMessage): string[] => keyboard.flat().map(({ text }) => text);
/** What she hears after she wrote this. */
async function answers(phone: Phone, text: string): Promise<ChatMessage[]> {
  await phone.hears();
  await phone.says(text);
  return phone.hears();
}
async function onlyAnswer(phone: Phone, text: string): Promise<ChatMessage> {
  const [first, ...more] = await answers(phone, text);
  if (!first || more.length > 0)
    throw new Error(`${text}: ${texts(more).join(' | ') || 'nothing'}`);
  return first;
}

describe('a chat', () => {
  test('is linked by a one-time code, once, for a day, in its own project only; and unlinked', async () => {
    const { user } = telegram(cloud);
    const stranger = await user(60_002, { bot: KESHA, language: 'en' });
    const rival = await createRival(cloud, {
      owner: 'owner@rival.example',
      people: { reception: 31_001, specialist: 31_002 },
    });
    const elsewhere = await user(60_001, { bot: OTHER_BOTS.specialist, language: 'en' });
    const invalid = /^This code is wrong, expired or already used\..*\/start CODE$/;

    const { code, link, expires_at: expires } = await codeFor('Maria');
    expect(link).toBe(`https://t.me/${KESHA}?start=${code}`);
    const lasts = Date.parse(expires) - Date.parse(await cloud.clock.now());
    expect(lasts / 1000).toBeGreaterThan(DAY - 60);
    expect(await linkOf('Maria')).toMatchObject({ linked: false });

    await elsewhere.starts(code);
    expect(texts(await elsewhere.hears())).toEqual([expect.stringMatching(invalid)]);
    await maria.starts(code);
    const [welcome, ...more] = await maria.hears();
    expect(more).toEqual([]);
    expect(welcome?.text).toMatch(/^Welcome, Maria! This chat is linked with Demo Salon\./);
    expect(welcome?.text).toContain('/today');
    expect(await linkOf('Maria')).toMatchObject({ linked: true, via: 'code' });

    await stranger.starts(code);
    expect(texts(await stranger.hears())).toEqual([expect.stringMatching(invalid)]);
    const [{ code: old }, foreign] = [
      await codeFor('Elena'),
      await cloud.api('POST', '/api/accounts/login', {
        body: { email: rival.email, password: rival.password },
      }),
    ];
    const zoe = await cloud.api('GET', '/projects/rival/specialists', {
      token: foreign.body.idToken,
    });
    const path = `/projects/rival/specialists/${zoe.body.specialists[0].specialist_id}/telegram-code`;
    const offered = await cloud.api('POST', path, { token: foreign.body.idToken });
    await stranger.starts(offered.body.code);
    expect(texts(await stranger.hears())).toEqual([expect.stringMatching(invalid)]);
    await cloud.clock.advance(DAY + 1);
    await stranger.starts(old);
    expect(texts(await stranger.hears())).toEqual([expect.stringMatching(invalid)]);
    desk = await reception(cloud);
    expect(await linkOf('Elena')).toMatchObject({ linked: false });
    expect(await linkOf('Maria')).toMatchObject({ linked: true });

    // What was linked can be taken back, and linked anew.
    expect((await call('DELETE', `/specialists/${ids.Maria}/telegram`)).status).toBe(200);
    expect((await onlyAnswer(maria, '/today')).text).toMatch(/^This bot is for the specialists/);
    await maria.starts((await codeFor('Maria')).code);
    expect((await maria.last()).text).toMatch(/^Welcome, Maria!/);
  });

  test('that the configuration names is known at once, and no more when it is taken out', async () => {
    expect(await linkOf('Anna')).toMatchObject({ linked: true, via: 'config' });
    const elena = await telegram(cloud).user(60_003, { bot: KESHA, language: 'ru' });
    const { specialists } = await desk.config();
    const chatOfElena = (chat: object) =>
      configure({
        specialists: specialists.map((one: Row) =>
          one.name === 'Elena' ? { ...one, ...chat } : one,
        ),
      });
    await chatOfElena({ telegram_chat_id: elena.id });
    expect((await onlyAnswer(elena, '/today')).text).toBe('На сегодня записей нет.');
    await chatOfElena({});
    expect((await onlyAnswer(elena, '/today')).text).toMatch(
      /^Этот бот – для специалистов Demo Salon\./,
    );
  });

  test('of a stranger is told politely, once a day, how to be linked; his taps change nothing', async () => {
    const booking = await booked('Anna', '10:00');
    const stranger = await telegram(cloud).user(60_004, { bot: KESHA, language: 'uk' });
    await stranger.starts();
    await stranger.says('/today');
    await stranger.says('Пустіть мене');
    const said = texts(await stranger.hears());
    expect(said).toEqual([
      expect.stringMatching(/^Цей бот – для спеціалістів Demo Salon\..*\/start КОД$/),
    ]);
    const { notice } = await stranger.taps({ data: `start_${booking.booking_id}` });
    expect(notice).toMatchObject({
      text: expect.stringMatching(/^Ці кнопки – лише для/),
      alert: true,
    });
    expect(await current(booking)).toEqual(booking);
  });
});

describe('a day', () => {
  test('runs from /today over start, complete and a partly paid price to nothing left', async () => {
    const booking = await booked('Anna', '09:00', { service: 'Coloring' });
    expect(booking.code).toEqual(expect.any(String));
    const card = await onlyAnswer(anna, '/today');
    expect(card.text).toContain('🙋 Клієнт: Олена <b>&');
    expect(card.text).toContain('📞 Телефон: +380501234567');
    expect(labels(card)).toEqual(['▶️ Почати сеанс']);
    await anna.taps('Почати', card);
    await cloud.clock.advance(80 * 60);
    await anna.taps('Завершити', card);
    expect(await anna.buttons()).toEqual([
      ...['💵 Готівка 1 800 ₴', '💳 Картка 1 800 ₴', '✂️ Сплачено частково'],
    ]);

    // She names a part of it, in a reply; what cannot be read or is too much changes nothing.
    await anna.hears();
    await anna.taps('частково', card);
    const [question] = await anna.hears();
    expect(question?.text).toMatch(
      /^Скільки сплачено за запис #.*\? Залишилося сплатити: 1 800 ₴\./,
    );
    expect(question?.force_reply).toBe(true);
    const reply = async (text: string): Promise<string> => {
      await anna.says(text, { replyTo: question as ChatMessage });
      return texts(await anna.hears()).join('\n');
    };
    expect(await reply('скоро')).toMatch(/^Не можу прочитати цю суму\./);
    expect(await reply('5000')).toContain('Це більше, ніж залишилося сплатити (1 800 ₴)');
    expect((await current(booking)).payments).toMatchObject({ paid: 0, received: [] });
    const half = await reply('1 000,50 картка');
    expect(half).toContain('Оплату записано: 1 000,50 ₴.');
    expect(half).toContain('❗️ Залишилося сплатити: 799,50 ₴');
    const { text } = await anna.last();
    expect(text).toContain('✔️ Сплачено: 1 000,50 ₴ (картка)');
    await anna.taps('Готівка 799,50 ₴');
    await cloud.settle();
    expect(await current(booking)).toMatchObject({
      status: 'COMPLETED',
      session: { planned_minutes: 90, actual_minutes: 80 },
      payments: {
        ...{ due: 1800, paid: 1800, outstanding: 0 },
        received: [
          { amount: 1000.5, method: 'card', by: 'Anna' },
          { amount: 799.5, method: 'cash', by: 'Anna' },
        ],
      },
    });
    expect((await onlyAnswer(anna, '/today')).text).toBe('На сьогодні записів немає.');
    // The buttons of an older card find nothing left to pay.
    const paid = await anna.taps({ data: `paid_${booking.booking_id}_cash` }, card);
    expect(paid.notice).toMatchObject({ text: 'Усе вже сплачено.', alert: true });
  });

  test('is completed by /complete, with the code of the card or the id of the booking', async () => {
    const [first, second] = [await booked('Anna', '09:00'), await booked('Anna', '09:30')];
    const cards = await answers(anna, '/today');
    expect(cards).toHaveLength(2);
    const early = await onlyAnswer(anna, `/complete ${first.code}`);
    expect(early.text).toContain('Неможливо: стан запису – «підтверджено». Нічого не змінено.');
    for (const card of cards) await anna.taps('Почати', card);
    const done = await onlyAnswer(anna, `/complete #${first.code.toLowerCase()}`);
    expect(done.text).toMatch(/^Сеанс завершено\./);
    expect(labels(done)).toContain('💵 Готівка 450 ₴');
    expect((await onlyAnswer(anna, `/complete ${second.booking_id}`)).text).toMatch(
      /^Сеанс завершено\./,
    );
    expect((await onlyAnswer(anna, '/complete')).text).toMatch(/^Який запис\?/);
    expect((await onlyAnswer(anna, '/complete ZZZZ99')).text).toMatch(/^У вас немає такого запису/);
    expect(await current(first)).toMatchObject({ status: 'COMPLETED' });
    expect(await current(second)).toMatchObject({ status: 'COMPLETED' });
  });

  test('knows a client who did not come, from the start on', async () => {
    const booking = await booked('Anna', '09:00');
    const early = await anna.taps({ data: `noshow_${booking.booking_id}` });
    expect(early.notice).toMatchObject({
      text: expect.stringMatching(/^Ще зарано: можна з 09:00/),
    });
    expect(await current(booking)).toEqual(booking);
    await cloud.clock.advance(65 * 60);
    const card = await onlyAnswer(anna, '/today');
    expect((await anna.taps('Не прийшов', card)).notice?.text).toBe(
      'Позначено: клієнт не прийшов.',
    );
    expect(await current(booking)).toMatchObject({ status: 'NO_SHOW' });
    expect(
      (await anna.messages()).find(({ text }) => text.includes('клієнт не прийшов')),
    ).toBeDefined();
    const late = await anna.taps({ data: `start_${booking.booking_id}` });
    expect(late.notice).toMatchObject({ alert: true });
  });

  test('is planned by /upcoming, day by day', async () => {
    const today = await booked('Anna', '17:00', { name: 'Сьогодні' });
    const later = await booked('Anna', '09:00', { days: 2, name: 'Згодом <i>' });
    await booked('Anna', '09:00', { days: 9, name: 'Далеко' });
    await booked('Elena', '12:00', { days: 1, name: 'Не її' });
    const { text } = await onlyAnswer(anna, '/upcoming');
    const lines = text.split('\n');
    expect(lines[0]).toBe('🗓 Найближчі записи');
    expect(lines.filter((line) => line.includes('#'))).toEqual([
      `17:00–17:30 Haircut · Сьогодні · #${today.code}`,
      `09:00–09:30 Haircut · Згодом <i> · #${later.code}`,
    ]);
    expect((await onlyAnswer(anna, '/help')).text).toContain('/complete ID');
  });

  test('is nobody else’s: foreign, forged and stale buttons get a clear answer and change nothing', async () => {
    const [hers, own] = [await booked('Elena', '09:00'), await booked('Anna', '10:30')];
    const refused = async (data: string, words: RegExp, phone = anna) => {
      const { answered, notice } = await phone.taps({ data });
      expect([data, answered, notice?.alert]).toEqual([data, true, true]);
      expect(notice?.text).toMatch(words);
    };
    for (const data of [
      ...[`start_${hers.booking_id}`, `complete_${hers.booking_id}`, `noshow_${hers.booking_id}`],
      ...[`paid_${hers.booking_id}_cash`, `part_${hers.booking_id}`, `start_${'Z'.repeat(20)}`],
    ]) {
      await refused(data, /^У вас немає такого запису\. Нічого не змінено\.$/);
    }
    for (const data of ['start_', 'drop table', `start_${own.booking_id}_1`, 'ї'.repeat(32)]) {
      await refused(data, /^Я не знаю цієї кнопки/);
    }
    await refused(`paid_${own.booking_id}_gold`, /^Я не знаю цієї кнопки/);
    await refused(`complete_${own.booking_id}`, /^Неможливо: стан запису – «підтверджено»/);
    await refused(`paid_${own.booking_id}_cash`, /^Неможливо: стан запису – «підтверджено»/);
    await refused(`start_${own.booking_id}`, /^Ще зарано: можна з 08:30/);
    expect(await current(hers)).toEqual(hers);
    expect(await current(own)).toEqual(own);
    expect((await onlyAnswer(anna, `/complete ${hers.code}`)).text).toMatch(/^У вас немає такого/);

    // A card whose booking was cancelled meanwhile: the tap says so, and the button goes.
    const card = await onlyAnswer(anna, '/today');
    await change(own, { status: 'CANCELLED' });
    await cloud.settle();
    const { notice } = await anna.taps('Почати', card);
    expect(notice).toMatchObject({ text: expect.stringContaining('скасовано'), alert: true });
    const shown = (await anna.messages()).find(({ message_id }) => message_id === card.message_id);
    expect(shown?.keyboard).toEqual([]);
    expect(await current(own)).toMatchObject({ status: 'CANCELLED' });
  });
});

test('a specialist hears of what is new, moved, given away or cancelled, once each, in her language', async () => {
  const head = (message: ChatMessage | undefined): string => message?.text.split('\n')[0] ?? '';
  await cloud.duplicate('*', { rate: 1, times: 100 });
  const booking = await booked('Anna', '12:00', { days: 1 });
  const [fresh, ...none] = await anna.hears();
  expect([head(fresh), none]).toEqual(['🆕 У вас новий запис.', []]);
  expect(fresh?.text).toContain('12:00–12:30');

  await change(booking, { starts_at: await kyiv(cloud, 1, '15:00') });
  const [moved, ...noMore] = await anna.hears();
  expect([head(moved), noMore]).toEqual(['🔁 Ваш запис перенесено. Ось його новий час.', []]);
  expect(moved?.text).toContain('15:00–15:30');

  await change(booking, {
    starts_at: await kyiv(cloud, 1, '15:00'),
    specialist_id: ids.Maria,
  });
  const [[taken, ...rest], [given, ...others]] = [await anna.hears(), await maria.hears()];
  expect([head(taken), rest]).toEqual(['↪️ Цей запис тепер в іншого спеціаліста.', []]);
  expect([head(given), others]).toEqual(['🆕 A booking was passed on to you.', []]);
  expect(given?.text).toContain('🙋 Client: Олена <b>&');
  // What is not hers any more shows nobody's name.
  expect(taken?.text).not.toContain('Олена');

  await change(booking, { status: 'CANCELLED' });
  expect(await anna.hears()).toEqual([]);
  const [cancelled, ...last] = await maria.hears();
  expect([head(cancelled), last]).toEqual(['❌ Your booking was cancelled.', []]);
  expect(cancelled?.keyboard).toEqual([]);
  await cloud.duplicate('*', { times: 0 });
});
