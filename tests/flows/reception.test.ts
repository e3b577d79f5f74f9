import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Client,
  chat,
  codeIn,
  kyiv,
  morning,
  type Reception,
  type Row,
  reception,
  rows,
} from '../steps/chat.ts';
import { startCloud, type TestCloud } from '../steps/local-cloud.ts';
import { createProject, createRival, OTHER_BOTS } from '../steps/project.ts';
import { demoPhones, type Phone, telegram } from '../steps/telegram.ts';

/** The reception of the demo salon, from a client's first word to the money, and whatever else people tap. */

let cloud: TestCloud;
let desk: Reception;
let phones: Awaited<ReturnType<typeof demoPhones>>;
/** A third receptionist, so that more than two can tap at once. */
let adam: Phone;

const ADAM = 456_789_123;
const STAFF = [
  { chat_id: 123_456_789, name: 'Lukas' },
  { chat_id: 987_654_321, name: 'Sasha' },
  { chat_id: ADAM, name: 'Adam' },
  { chat_id: 321_654_987, name: 'Tommy', escalation_contact: true },
];
const DIVA = 'diva_reception_bot';
const HALF_AN_HOUR = 1_805;

beforeAll(async () => {
  cloud = await startCloud();
  [phones, adam] = await Promise.all([
    demoPhones(cloud),
    telegram(cloud).user(ADAM, { bot: DIVA, name: 'Adam' }),
  ]);
  desk = await reception(cloud);
  await configure({ reception: { staff: STAFF } });
});
// Each story begins on a morning of its own, when everybody has read everything.
beforeEach(async () => {
  await morning(cloud);
  desk = await reception(cloud);
  for (const phone of [...Object.values(phones), adam]) await phone.hears();
});
afterEach(() => cloud.clock.advance(26 * 3_600));
afterAll(() => cloud?.stop());

/** Who decides, without the escalation contact. */
const team = (): Phone[] => [phones.lukas, phones.sasha, adam];

async function configure(body: object): Promise<void> {
  const { status } = await cloud.api('POST', '/projects/demo-salon/config', {
    token: desk.token,
    body,
  });
  expect(status).toBe(200);
  // A project is remembered for a minute.
  await cloud.clock.advance(61);
}

async function bookingOf(code: string): Promise<Row> {
  const range = { from: await kyiv(cloud, -2, '00:00'), to: await kyiv(cloud, 5, '00:00') };
  const booking = (await desk.bookings(range)).find((one) => one.code === code);
  if (!booking) throw new Error(`There is no booking ${code}.`);
  return booking;
}

/** A client who has just asked for a time tomorrow, and her booking. */
async function asked(
  id: string,
  words = 'Запишіть мене на манікюр до Anna завтра о 11:00',
): Promise<{ client: Client; code: string; booking: Row }> {
  const client = chat(cloud, id);
  const code = codeIn(await client.asks(words));
  return { client, code, booking: await bookingOf(code) };
}

const STORIES = [
  {
    language: 'uk',
    locale: 'uk',
    name: 'Олена <b>&',
    ask: 'Запишіть мене на манікюр до Anna завтра о 11:00',
    facts: (date: string, name: string, id: string, code: string) => `📅 Дата: ${date}
⏰ Час: 11:00
👤 Майстер: Anna
🙋 Клієнт: ${name}
🆔 ID запису: #${id}
💼 Послуга: Manicure
🔖 Код: ${code}`,
    alert: '🔔 Новий запис',
    question: 'Будь ласка, підтвердьте, що цей час можливий.',
    buttons: ['✅ Підтвердити', '❌ Відхилити'],
    reminder: '⏳ Нагадування: запис досі чекає на відповідь',
    escalation: (id: string) => `⚠️ ЕСКАЛАЦІЯ: запис #${id} чекає на підтвердження понад 60 хвилин!`,
    waiting: /^Ми про вас пам’ятаємо: .*можна просто зачекати.* вільно:\n(• .+\n?){3}$/s,
    waits: 'Добре, я зачекаю',
    patience: /ми напишемо/,
    done: '✅ Підтверджено. Скасувати можна протягом 5 хвилин.',
    confirmed: '✅ Підтверджено — Lukas, 09:01',
    undo: ['↩️ Скасувати відповідь'],
    told: /^✅ Ваш запис підтверджено: Manicure, Anna, .* о 11:00\./,
    booked: '🆕 У вас новий запис.',
    start: '▶️ Почати сеанс',
    complete: '✅ Завершити',
    cash: '💵 Готівка 600 ₴',
    notices: ['Сеанс розпочато.', 'Сеанс завершено.', 'Оплату записано: 600 ₴.'],
    lasted: 'за планом 60 хв, насправді 50 хв',
    paid: '✔️ Сплачено: 600 ₴ (готівка)',
    over: '🏁 Завершено',
  },
  {
    language: 'en',
    locale: 'en-GB',
    name: 'Emma <i>&',
    ask: 'Book me a manicure with Anna tomorrow at 11:00, please',
    facts: (date: string, name: string, id: string, code: string) => `📅 Date: ${date}
⏰ Time: 11:00
👤 Model: Anna
🙋 Client: ${name}
🆔 Booking ID: #${id}
💼 Service: Manicure
🔖 Code: ${code}`,
    alert: '🔔 New Booking Alert',
    question: 'Please confirm availability.',
    buttons: ['✅ Confirm', '❌ Reject'],
    reminder: '⏳ Reminder: this booking still waits',
    escalation: (id: string) => `⚠️ ESCALATION: Booking #${id} pending for 60+ minutes!`,
    waiting: /^We have not forgotten you: .*you can simply wait.* are free:\n(• .+\n?){3}$/s,
    waits: 'Okay, I will wait',
    patience: /We will write/,
    done: '✅ Confirmed. You can undo it for 5 minutes.',
    confirmed: '✅ Confirmed by Lukas at 09:01',
    undo: ['↩️ Undo'],
    told: /^✅ Your booking is confirmed: Manicure with Anna, .* at 11:00\./,
    booked: '🆕 You have a new booking.',
    start: '▶️ Start Session',
    complete: '✅ Complete',
    cash: '💵 Cash UAH 600',
    notices: [
      'The session has started.',
      'The session is completed.',
      'Payment recorded: UAH 600.',
    ],
    lasted: '60 min planned, 50 min actual',
    paid: '✔️ Paid: UAH 600 (cash)',
    over: '🏁 Completed',
  },
  {
    language: 'ru',
    locale: 'ru',
    name: 'Ирина <u>&',
    ask: 'Запишите меня на маникюр к Anna завтра в 11:00',
    facts: (date: string, name: string, id: string, code: string) => `📅 Дата: ${date}
⏰ Время: 11:00
👤 Мастер: Anna
🙋 Клиент: ${name}
🆔 ID записи: #${id}
💼 Услуга: Manicure
🔖 Код: ${code}`,
    alert: '🔔 Новая запись',
    question: 'Пожалуйста, подтвердите, что это время возможно.',
    buttons: ['✅ Подтвердить', '❌ Отклонить'],
    reminder: '⏳ Напоминание: запись всё ещё ждёт ответа',
    escalation: (id: string) => `⚠️ ЭСКАЛАЦИЯ: запись #${id} ждёт подтверждения более 60 минут!`,
    waiting: /^Мы о вас помним: .*можно просто подождать.* свободно:\n(• .+\n?){3}$/s,
    waits: 'Хорошо, я подожду',
    patience: /мы напишем/,
    done: '✅ Подтверждено. Отменить можно в течение 5 минут.',
    confirmed: '✅ Подтверждено — Lukas, 09:01',
    undo: ['↩️ Отменить ответ'],
    told: /^✅ Ваша запись подтверждена: Manicure, Anna, .* в 11:00\./,
    booked: '🆕 У вас новая запись.',
    start: '▶️ Начать сеанс',
    complete: '✅ Завершить',
    cash: '💵 Наличные 600 ₴',
    notices: ['Сеанс начат.', 'Сеанс завершён.', 'Оплата записана: 600 ₴.'],
    lasted: 'по плану 60 мин, на деле 50 мин',
    paid: '✔️ Оплачено: 600 ₴ (наличные)',
    over: '🏁 Завершено',
  },
] as const;

describe.each(STORIES)('the whole story in $language', (story) => {
  afterAll(() => configure({ language: 'uk' }));

  test('from the client’s request over reminder, escalation and answer to the session and the money', async () => {
    const { language, name } = story;
    await configure({ language });
    const bot = 'kesha_zerogap_bot';
    const anna = await telegram(cloud).user(phones.anna.id, { bot, language });
    await anna.hears();
    const client = chat(cloud, `story-${language}`, name);

    // Every receptionist is asked; the escalation contact is left in peace, and the specialist too.
    const code = codeIn(await client.asks(story.ask));
    const { booking_id: id, starts_at: startsAt } = await bookingOf(code);
    expect(startsAt).toBe(await kyiv(cloud, 1, '11:00'));
    const date = new Intl.DateTimeFormat(story.locale, {
      ...{ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'Europe/Kyiv' },
    } as const).format(new Date(startsAt));
    const facts = story.facts(date, name, id, code);
    const question = (headline: string) => `${headline}\n\n${facts}\n\n${story.question}`;
    for (const phone of team()) {
      expect(texts(await phone.hears())).toEqual([question(story.alert)]);
      expect(await phone.buttons()).toEqual(story.buttons);
    }
    expect(await phones.tommy.hears()).toEqual([]);

    await cloud.clock.advance(HALF_AN_HOUR);
    for (const phone of team()) {
      expect(texts(await phone.hears())).toEqual([question(story.reminder)]);
    }
    expect(await phones.tommy.hears()).toEqual([]);
    expect(await client.hears()).toEqual([]);

    await cloud.clock.advance(HALF_AN_HOUR);
    for (const phone of team()) {
      expect(texts(await phone.hears())).toEqual([question(story.reminder)]);
    }
    expect(texts(await phones.tommy.hears())).toEqual([question(story.escalation(id))]);
    expect(await phones.tommy.buttons()).toEqual(story.buttons);
    const waiting = await client.hears();
    expect(waiting).toEqual([expect.stringMatching(story.waiting)]);
    expect(waiting[0]).toContain(code);
    // She may simply wait.
    expect(await client.asks(story.waits)).toMatch(story.patience);

    // One tap, answered at once; all copies in all chats change, and no new message comes.
    const tapped = await phones.lukas.taps(story.buttons[0]);
    expect(tapped).toMatchObject({ progress: 'delivered', answered: true });
    expect(tapped.notice).toMatchObject({ text: story.done, alert: false });
    await cloud.settle();
    const decided = (await bookingOf(code)).decision;
    expect(decided).toEqual({ by: 'Lukas', at: expect.any(String) });
    const headline = story.confirmed.replace('09:01', kyivTime(decided.at));
    for (const [phone, copies] of [
      ...team().map((one) => [one, 3] as const),
      [phones.tommy, 1] as const,
    ]) {
      expect(await phone.hears()).toEqual([]);
      const about = (await phone.messages()).filter(({ text }) => text.includes(id));
      expect(texts(about)).toEqual(Array(copies).fill(`${headline}\n\n${facts}`));
      for (const { keyboard } of about) {
        expect(keyboard.flat().map(({ text }) => text)).toEqual(story.undo);
      }
    }

    // The client and the specialist hear of it when it can no longer be a slip of the thumb.
    await cloud.clock.advance(10);
    expect(await client.received()).toHaveLength(3);
    expect(await anna.hears()).toEqual([]);
    await cloud.clock.advance(11);
    expect(await client.hears()).toEqual([expect.stringMatching(story.told)]);
    const [news, ...more] = await anna.hears();
    expect(more).toEqual([]);
    expect(news?.text.split('\n')[0]).toBe(story.booked);
    for (const fact of [code, name, '11:00–12:00']) expect(news?.text).toContain(fact);

    // After five minutes nothing is left to tap.
    await cloud.clock.advance(301);
    for (const phone of [...team(), phones.tommy]) expect(await phone.buttons()).toEqual([]);

    await goTo(startsAt, 120);
    await anna.says('/today');
    const [card] = await anna.hears();
    expect(card?.text).toContain(`#${code}`);
    const done = [await anna.taps(story.start, card)];
    await cloud.clock.advance(50 * 60);
    done.push(await anna.taps(story.complete, card), await anna.taps(story.cash, card));
    expect(done.map(({ notice }) => notice?.text)).toEqual(story.notices);
    const ended = (await anna.messages()).find(({ message_id }) => message_id === card?.message_id);
    expect(ended?.text).toContain(story.lasted);
    expect(ended?.text).toContain(story.paid);
    expect(ended?.keyboard).toEqual([]);

    expect(await bookingOf(code)).toMatchObject({
      status: 'COMPLETED',
      client: { name },
      session: { planned_minutes: 60, actual_minutes: 50 },
      payments: {
        ...{ due: 600, paid: 600, outstanding: 0 },
        received: [{ amount: 600, method: 'cash', by: 'Anna' }],
      },
    });
    await cloud.settle();
    expect((await phones.sasha.last()).text.split('\n')[1]).toBe(story.over);
    // Nothing else was said to anybody.
    await cloud.clock.advance(4 * 3_600);
    for (const phone of [...team(), phones.tommy, anna]) expect(await phone.hears()).toEqual([]);
    expect(await client.hears()).toEqual([]);
    const records = (await rows(cloud, 'Notification')).filter(({ about }) => about === id);
    const sent = Map.groupBy(records, ({ kind }) => kind);
    expect(Object.fromEntries([...sent].map(([kind, list]) => [kind, list.length]))).toEqual({
      ...{ TELEGRAM_DIVA: 10, TELEGRAM_KESHA: 1 },
      ...{ CLIENT_STILL_WAITING: 1, CLIENT_CONFIRMED: 1 },
    });
    for (const record of sent.get('TELEGRAM_DIVA') ?? []) {
      expect(record).toMatchObject({
        ...{ status: 'SENT', sentAt: expect.any(String), providerMessageId: expect.any(String) },
        payload: { modelName: 'Anna', clientName: name, date, time: '11:00' },
      });
      expect(STAFF.map(({ chat_id }) => String(chat_id))).toContain(record.recipient);
    }
  });
});

const texts = (messages: readonly { text: string }[]): string[] => messages.map(({ text }) => text);

const kyivTime = (instant: string): string =>
  new Date(instant).toLocaleTimeString('uk', {
    ...{ hour: '2-digit', minute: '2-digit', timeZone: 'Europe/Kyiv' },
  } as const);

async function goTo(instant: string, after = 0): Promise<void> {
  const left = (Date.parse(instant) - Date.parse(await cloud.clock.now())) / 1000;
  await cloud.clock.advance(Math.ceil(left) + after);
}

/** A copy's first line, and the labels of its buttons. */
async function latest(phone: Phone): Promise<{ headline: string | undefined; buttons: string[] }> {
  const { text, keyboard } = await phone.last();
  return { headline: text.split('\n')[0], buttons: keyboard.flat().map((one) => one.text) };
}

describe('an answer', () => {
  test('of three who tap at once is one: all copies name the winner, the others hear who it was, the client hears it once', async () => {
    const { client, code } = await asked('three-at-once');
    const wishes = ['Підтвердити', 'Відхилити', 'Підтвердити'] as const;
    const taps = await Promise.all(team().map((phone, index) => phone.taps(wishes[index] ?? '')));
    await cloud.settle();
    const booking = await bookingOf(code);
    expect(booking.version).toBe(2);
    const { by, at } = booking.decision;
    const winner = STAFF.findIndex(({ name }) => name === by);
    expect(booking.status).toBe(winner === 1 ? 'REJECTED' : 'CONFIRMED');
    const verb = winner === 1 ? 'відхилено' : 'підтверджено';
    for (const [index, { answered, notice }] of taps.entries()) {
      expect(answered).toBe(true);
      expect(notice?.alert).toBe(index !== winner);
      expect(notice?.text).toContain(
        index === winner ? 'протягом 5 хвилин' : `уже ${verb} — ${by}, ${kyivTime(at)}`,
      );
    }
    for (const phone of team()) {
      const { headline } = await latest(phone);
      expect(headline?.toLowerCase()).toMatch(new RegExp(`${verb} — ${by}, ${kyivTime(at)}$`, 'i'));
      expect(await phone.hears()).toHaveLength(1);
    }
    expect(await client.received()).toHaveLength(1);
    await cloud.clock.advance(21);
    expect(await client.hears()).toEqual([
      expect.stringMatching(winner === 1 ? /не зможемо/ : /підтверджено/),
    ]);
    await cloud.clock.advance(2 * HALF_AN_HOUR);
    expect(await client.hears()).toEqual([]);
    expect(await phones.tommy.hears()).toEqual([]);
  });

  test('that rejects asks why; a typed reason reaches the client with other times, and she can take one', async () => {
    const { client, code, booking } = await asked('typed-reason');
    await phones.lukas.taps('Відхилити');
    await cloud.settle();
    const { headline, buttons } = await latest(phones.lukas);
    expect(headline).toMatch(/^❌ Відхилено — Lukas, \d\d:\d\d$/);
    expect(buttons).toHaveLength(5);
    expect(await latest(phones.sasha)).toEqual({ headline, buttons });

    // A colleague says why, in the words of a person.
    await phones.sasha.says('Майстер <захворіла> & вдома', { replyTo: await phones.sasha.last() });
    expect(texts(await phones.sasha.hears()).at(-1)).toBe(
      '💬 Клієнт прочитає: Майстер <захворіла> & вдома',
    );
    await cloud.settle();
    for (const phone of team()) {
      const copy = (await phone.messages()).find(({ text }) => text.includes(code));
      expect(copy?.text).toContain('💬 Причина: Майстер <захворіла> & вдома');
      expect(copy?.keyboard.flat().map(({ text }) => text)).toEqual(['↩️ Скасувати відповідь']);
    }
    expect(await client.received()).toHaveLength(1);
    await cloud.clock.advance(21);
    const [told = '', ...more] = await client.hears();
    expect(more).toEqual([]);
    expect(told).toContain('Причина: Майстер <захворіла> & вдома.');
    const offered = [...told.matchAll(/^• .* о (\d\d:\d\d), (\w+)$/gm)];
    expect(offered).toHaveLength(3);
    const [, time, specialist] = offered[0] ?? [];
    const receipt = await client.asks(`Так, давайте о ${time}`);
    const next = await bookingOf(codeIn(receipt));
    expect(next).toMatchObject({ status: 'PENDING', specialist_name: specialist });
    expect(next.booking_id).not.toBe(booking.booking_id);
    expect(next.starts_at).toBe(await kyiv(cloud, 1, time ?? ''));
  });

  test('that rejects tells her why also when the reason comes late, in her language when it is a ready one', async () => {
    const words = 'Book me a massage with Anna tomorrow at 12:00, please';
    const { client, code } = await asked('ready-reason', words);
    await phones.lukas.taps('Відхилити');
    await cloud.clock.advance(40);
    const [rejection = '', ...noMore] = await client.hears();
    expect(noMore).toEqual([]);
    expect(rejection).toMatch(/^Unfortunately we cannot take you for Massage, /);
    expect(rejection).not.toContain('Reason');
    const { notice } = await adam.taps('майстер у цей час недоступний');
    expect(notice?.text).toBe('💬 Клієнт прочитає цю причину.');
    await cloud.settle();
    expect((await adam.last()).text).toContain('💬 Причина: майстер у цей час недоступний');
    expect(await client.hears()).toEqual([
      expect.stringMatching(
        new RegExp(`^Why .* Massage, .* \\(code ${code}\\): the specialist is not available\\.$`),
      ),
    ]);
  });
});

describe('Undo', () => {
  test('within the grace: the client and the specialist hear nothing, the buttons come back, the timers start anew', async () => {
    const { client, code } = await asked('undo-in-grace');
    const question = await latest(phones.sasha);
    await cloud.clock.advance(600);
    await phones.lukas.taps('Підтвердити');
    await cloud.clock.advance(10);
    const { notice } = await phones.sasha.taps('Скасувати відповідь');
    expect(notice?.text).toBe('↩️ Відповідь скасовано: запис знову чекає.');
    await cloud.settle();
    for (const phone of team()) expect(await latest(phone)).toEqual(question);
    expect((await bookingOf(code)).decision).toBeUndefined();
    for (const phone of team()) await phone.hears();
    // The half hour of the first time is over; that of the second is not.
    await cloud.clock.advance(1_300);
    for (const phone of team()) expect(await phone.hears()).toEqual([]);
    await cloud.clock.advance(HALF_AN_HOUR - 1_300);
    for (const phone of team()) {
      expect(texts(await phone.hears())).toEqual([expect.stringMatching(/^⏳ Нагадування/)]);
    }
    expect(await client.hears()).toEqual([]);
    expect(await phones.anna.hears()).toEqual([]);
  });

  test('after the client was told: she and the specialist hear that it is open again', async () => {
    const { client, code } = await asked('undo-after-told');
    await phones.lukas.taps('Підтвердити');
    await cloud.clock.advance(60);
    expect(await client.hears()).toEqual([expect.stringContaining('Ваш запис підтверджено')]);
    expect(await phones.anna.hears()).toHaveLength(1);
    await phones.lukas.taps('Скасувати відповідь');
    expect(await client.hears()).toEqual([expect.stringMatching(/^Перепрошуємо, уточнення: /)]);
    const [reopened] = await phones.anna.hears();
    expect(reopened?.text).toMatch(/^⏳ Цей запис знову чекає на рішення рецепції/);
    expect(reopened?.keyboard).toEqual([]);
    expect(await bookingOf(code)).toMatchObject({ status: 'PENDING' });
    await phones.sasha.taps('Підтвердити');
    await cloud.clock.advance(21);
    expect(await client.hears()).toEqual([expect.stringContaining('Ваш запис підтверджено')]);
    expect(await phones.anna.hears()).toHaveLength(1);
  });

  test('after five minutes is refused, and the answer stands', async () => {
    const { client, code, booking } = await asked('undo-too-late');
    await phones.lukas.taps('Підтвердити');
    // What the tap sets off runs to its end before the clock jumps: a worker in its midst would count from after it.
    await cloud.settle();
    await cloud.clock.advance(310);
    const before = await bookingOf(code);
    expect(await phones.lukas.buttons()).toEqual([]);
    const { notice } = await phones.lukas.taps({ data: `undo_${booking.booking_id}_1` });
    expect(notice).toMatchObject({
      ...{ text: 'Запізно: відповідь можна скасувати протягом 5 хвилин.', alert: true },
    });
    expect(await bookingOf(code)).toEqual(before);
    expect(await client.hears()).toHaveLength(1);
  });
});

describe('whoever may not', () => {
  test('decide changes nothing: a stranger, another business’s staff, forged and stale buttons', async () => {
    const { user } = telegram(cloud);
    await createRival(cloud, {
      owner: 'owner@rival.example',
      people: { reception: 31_001, specialist: 31_002 },
    });
    const [stranger, rita, ritaHere] = [
      await user(40_404, { bot: DIVA, name: 'Nobody' }),
      await user(31_001, { bot: OTHER_BOTS.reception, name: 'Rita' }),
      await user(31_001, { bot: DIVA, name: 'Rita' }),
    ];
    const { client, code, booking } = await asked('nobody-may');
    const confirm = `confirm_${booking.booking_id}_1`;
    const refused = async (phone: Phone, data: string, words: RegExp) => {
      const { answered, notice } = await phone.taps({ data });
      expect([data, answered, notice?.alert]).toEqual([data, true, true]);
      expect(notice?.text).toMatch(words);
      expect(await bookingOf(code)).toEqual(booking);
    };
    await refused(stranger, confirm, /^Це може лише рецепція\. ID вашого чату: 40404\.$/);
    await refused(ritaHere, confirm, /^Це може лише рецепція\. ID вашого чату: 31001\.$/);
    await refused(rita, confirm, /немає|no such/);
    const unknown = `confirm_${'Z'.repeat(20)}_1`;
    await refused(phones.lukas, unknown, /^Такого запису тут немає\.$/);
    for (const data of [
      ...[`cancel_${booking.booking_id}_1`, `confirm_${booking.booking_id}_0`, 'confirm_', '{}'],
      ...[`${confirm}_1`, ` ${confirm}`, 'ї'.repeat(32), `confirm_${'A'.repeat(56)}`, '\u0000'],
      ...[`confirm_${booking.booking_id.toLowerCase()}_1`, `reason_${booking.booking_id}_99`],
    ]) {
      await refused(phones.lukas, data, /^Ця кнопка невідома\.$/);
    }
    // A reason for what is not rejected, an Undo of what was not answered.
    await refused(phones.lukas, `reason_${booking.booking_id}_1`, /не відхилено/);
    await refused(phones.lukas, `undo_${booking.booking_id}_1`, /^Запис уже чекає на відповідь\.$/);

    // Strangers are told once a day how to become known.
    await stranger.says('Добрий день');
    await stranger.says('Є хто?');
    expect(texts(await stranger.hears())).toEqual([
      expect.stringMatching(/^Цей бот — для рецепції «Demo Salon»\..*: 40404$/),
    ]);

    // A move makes a new request: what stands under the old one decides nothing any more.
    for (const phone of team()) await phone.hears();
    const [first] = await phones.lukas.messages().then((all) => all.slice(-1));
    await client.asks('Перенесіть, будь ласка, мій запис на 15:00');
    const moved = await bookingOf(code);
    expect(moved).toMatchObject({ status: 'PENDING', starts_at: await kyiv(cloud, 1, '15:00') });
    for (const phone of team()) {
      const [alert, ...more] = await phone.hears();
      expect([alert?.text.includes('⏰ Час: 15:00'), more]).toEqual([true, []]);
      expect(alert?.text).toMatch(/^🔔 Клієнт переніс запис\n/);
    }
    const old = (await phones.lukas.messages()).find((one) => one.message_id === first?.message_id);
    expect(old?.text).toMatch(/^🔁 Цей запит більше не діє: .* о 15:00\./);
    expect(old?.keyboard).toEqual([]);
    const stale = await phones.lukas.taps({ data: confirm });
    expect(stale.notice).toMatchObject({
      ...{ text: expect.stringMatching(/^Запис перенесено\./), alert: true },
    });
    expect(await bookingOf(code)).toEqual(moved);
    expect(await client.hears()).toEqual([]);

    // The form of the requirements, without a number, means the request of today.
    const plain = await phones.lukas.taps({ data: `confirm_${booking.booking_id}` });
    expect(plain.notice?.text).toMatch(/^✅ Підтверджено/);
  });
});

describe('POST /api/integrations/telegram/diva', () => {
  const ask = (token: string, body: object, headers = {}) =>
    cloud.api('POST', '/api/integrations/telegram/diva', { token, body, headers });

  test('asks reception once more about a booking that waits, and refuses what cannot be asked', async () => {
    const [{ code, booking }, several] = await Promise.all([
      asked('ask-again'),
      createProject(cloud, {
        ...{ id: 'second-of-mine', owner: 'two@salons.example', botId: 'second' },
      }),
    ]);
    const body = {
      ...{ bookingId: booking.booking_id, modelName: 'Anna', clientName: 'Somebody else' },
      ...{ date: '2026-01-01', time: '03:00' },
    };
    for (const phone of team()) await phone.hears();
    const key = { 'idempotency-key': 'again-1' };
    expect(await ask(desk.token, body, key)).toMatchObject({
      status: 200,
      body: { success: true },
    });
    expect(await ask(desk.token, body, key)).toMatchObject({
      status: 200,
      body: { success: true },
    });
    for (const phone of team()) {
      const [alert, ...more] = await phone.hears();
      expect(more).toEqual([]);
      expect(alert?.text).toContain(`🆔 ID запису: #${booking.booking_id}`);
      // What is said comes from the booking, not from whoever asks.
      expect(alert?.text).toContain('⏰ Час: 11:00');
      expect(alert?.text).not.toContain('Somebody else');
    }
    // The new copy decides as well as the first.
    await adam.taps('Підтвердити');
    await cloud.settle();
    for (const phone of team()) {
      const copies = (await phone.messages()).filter(({ text }) => text.includes(code));
      expect(copies).toHaveLength(2);
      for (const { text } of copies) expect(text).toMatch(/^✅ Підтверджено — Adam/);
    }
    expect(await ask(desk.token, body)).toMatchObject({
      ...{ status: 409, body: { error: { code: 'booking_not_pending' } } },
    });
    expect(await ask(desk.token, { ...body, bookingId: 'Z'.repeat(20) })).toMatchObject({
      ...{ status: 404, body: { error: { code: 'booking_not_found' } } },
    });
    expect((await ask(desk.token, { bookingId: booking.booking_id })).status).toBe(400);
    const session = await cloud.api('POST', '/api/accounts/login', {
      body: { email: several.email, password: several.password },
    });
    const other: string = session.body.idToken;
    const foreign = { 'x-project-id': 'demo-salon' };
    expect((await ask(other, body)).body.error.code).toBe('booking_not_found');
    expect(await ask(other, body, foreign)).toMatchObject({
      ...{ status: 404, body: { error: { code: 'project_not_found' } } },
    });
    await createProject(cloud, {
      ...{ id: 'third-of-mine', owner: several.email, botId: 'third' },
    });
    expect(await ask(other, body)).toMatchObject({
      ...{ status: 400, body: { error: { code: 'project_required' } } },
    });
    expect((await cloud.api('POST', '/api/integrations/telegram/diva', { body })).status).toBe(401);
  });
});
