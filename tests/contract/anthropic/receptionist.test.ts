import { describe, expect, it } from 'vitest';
import { Salon } from './salon.ts';

const booked = (salon: Salon) =>
  salon.bookings.map(({ date, time, service }) => `${service} ${date} ${time}`);

describe('books at once when service, day and hour are named', () => {
  it.each([
    [
      'Доброго дня! Хочу записатися на манікюр завтра о 15:00',
      'Manicure 2026-11-21 15:00',
      /^✅ Записала/,
    ],
    ['запишіть на стрижку в п’ятницю о 10', 'Haircut 2026-11-20 10:00', /^✅ Записала/],
    ['Манікюр наступного вівторка о третій', 'Manicure 2026-11-24 15:00', /^✅ Записала/],
    ['Можна на масаж 24 листопада на 11:00?', 'Massage 2026-11-24 11:00', /^✅ Записала/],
    ['Потрібне фарбування післязавтра, о 9 ранку', 'Coloring 2026-11-22 09:00', /^✅ Записала/],
    ["I'd like a haircut tomorrow at 3pm please", 'Haircut 2026-11-21 15:00', /^✅ You are booked/],
    ['Book me a manicure on Friday at 15:00', 'Manicure 2026-11-20 15:00', /^✅ You are booked/],
    ['massage on 24 November at noon', 'Massage 2026-11-24 12:00', /^✅ You are booked/],
    [
      'Здравствуйте, запишите меня на маникюр завтра в 15:00',
      'Manicure 2026-11-21 15:00',
      /^✅ Записала вас.*\n?.*Ждём/,
    ],
    ['Хочу подстричься в среду в 10 утра', 'Haircut 2026-11-25 10:00', /Ждём/],
    ['Можно на окрашивание 24.11 в 14:00?', 'Coloring 2026-11-24 14:00', /Ждём/],
  ])('%s', async (said, booking, answer) => {
    const salon = new Salon();
    expect(await salon.say(said)).toMatch(answer);
    expect(booked(salon)).toEqual([booking]);
    expect(salon.calls.map(({ name }) => name)).toEqual(['find_slots', 'create_booking']);
  });

  it('with the specialist the client wants', async () => {
    const salon = new Salon();
    await salon.say('Хочу до Марії на манікюр завтра о 12:00');
    expect(salon.bookings[0]).toMatchObject({ specialist: 'Maria', time: '12:00' });
    const other = new Salon();
    await other.say('manicure with Maria tomorrow at 12');
    expect(other.bookings[0]).toMatchObject({ specialist: 'Maria' });
  });
});

describe('asks for what is missing', () => {
  it('service, day, then a choice by its number', async () => {
    const salon = new Salon();
    expect(await salon.say('Привіт! Хочу записатися')).toMatch(
      /Haircut, Coloring, Manicure, Massage/,
    );
    expect(await salon.say('манікюр')).toMatch(/на який день/);
    expect(await salon.say('завтра після обіду')).toMatch(/1\. 12:00/);
    expect(await salon.say('перший')).toMatch(/^✅ Записала.*12:00/);
    expect(salon.bookings).toMatchObject([{ date: '2026-11-21', time: '12:00' }]);
  });

  it('and takes a choice by its hour, or "the last one"', async () => {
    const salon = new Salon();
    await salon.say('manicure tomorrow in the evening');
    expect(await salon.say('5 pm works')).toMatch(/^✅ You are booked.*17:00/);
    const other = new Salon();
    await other.say('Маникюр завтра утром');
    expect(await other.say('последний')).toMatch(/^✅ Записала.*11:00/);
  });

  it('and takes a choice that was first agreed to', async () => {
    const salon = new Salon();
    await salon.say('I want a massage tomorrow');
    expect(await salon.say('Yes, the second one')).toMatch(/^✅/);
    expect(salon.bookings).toHaveLength(1);
  });

  it('speaks of nothing it has not done', async () => {
    const salon = new Salon();
    for (const said of ['Hello', 'I need a haircut', 'tomorrow']) {
      expect(await salon.say(said)).not.toMatch(/✅|booked/);
    }
    expect(salon.bookings).toEqual([]);
  });
});

describe('lets the last word of a burst win', () => {
  it.each([
    [['манікюр завтра о 15', 'ой ні, краще у неділю'], 'Manicure 2026-11-22 15:00'],
    [['Haircut tomorrow at 10', 'sorry, make it 11:00'], 'Haircut 2026-11-21 11:00'],
    [
      ['Запишите на массаж', 'нет, лучше маникюр', 'завтра', 'в 16:00'],
      'Manicure 2026-11-21 16:00',
    ],
  ])('%j', async (burst, booking) => {
    const salon = new Salon();
    await salon.say(...burst);
    expect(booked(salon)).toEqual([booking]);
  });
});

describe('hears the whole message', () => {
  it.each([
    [
      'book a haircut tomorrow at 10, no wait, a massage, not a haircut',
      'Massage 2026-11-21 10:00',
    ],
    ['Мені масаж, а не стрижку, завтра о 15. Дякую', 'Massage 2026-11-21 15:00'],
  ])('takes back what is taken back: %s', async (said, booking) => {
    const salon = new Salon();
    await salon.say(said);
    expect(booked(salon)).toEqual([booking]);
  });

  it('books nothing that was only asked about', async () => {
    const salon = new Salon();
    await salon.say('Do you have anything on Monday afternoon for coloring?');
    expect(salon.bookings).toEqual([]);
    await salon.say('1 pm is perfect');
    expect(booked(salon)).toEqual(['Coloring 2026-11-23 13:00']);
  });

  it('goes on with the second service once the first is booked', async () => {
    const salon = new Salon();
    expect(await salon.say('манікюр і стрижку завтра о 12')).toMatch(/^✅.*Haircut.*Вільний час/s);
    await salon.say('14:00');
    expect(booked(salon)).toEqual(['Manicure 2026-11-21 12:00', 'Haircut 2026-11-21 14:00']);
  });

  it('answers the price beside the booking', async () => {
    const salon = new Salon();
    const answer = await salon.say('Хочу стрижку завтра о 15. Скільки це коштує?');
    expect(answer).toMatch(/^✅.*400/s);
  });

  it('moves by an hour', async () => {
    const salon = new Salon();
    await salon.say('Запишіть на стрижку завтра о 10:00');
    await salon.say('перенесіть на годину пізніше');
    await salon.say('can I come two hours later?');
    expect(salon.bookings).toMatchObject([{ time: '13:00' }]);
  });
});

describe('when the time is gone', () => {
  it('offers the nearest free times of the day', async () => {
    const salon = new Salon();
    for (const who of ['Anna', 'Maria']) salon.taken.add(`2026-11-21-15:00-${who}`);
    const answer = await salon.say('манікюр завтра о 15:00');
    expect(answer).toMatch(/На 15:00 вільного місця немає/);
    expect(answer).toMatch(/14:00/);
    expect(answer).toMatch(/16:00/);
    expect(salon.bookings).toEqual([]);
    expect(await salon.say('давайте о 16')).toMatch(/^✅.*16:00/);
  });

  it('offers the alternatives of a slot that was taken meanwhile, and claims nothing', async () => {
    const salon = new Salon();
    salon.stolen.add('2026-11-21-15:00-Anna');
    const answer = await salon.say('Manicure tomorrow at 15:00 please');
    expect(answer).toMatch(/just been taken/);
    expect(answer).not.toMatch(/✅/);
    expect(await salon.say('ok, the first')).toMatch(/^✅/);
    expect(salon.bookings).toHaveLength(1);
  });

  it('says so when the whole day is full', async () => {
    const salon = new Salon();
    for (let hour = 9; hour < 18; hour += 1) {
      for (const who of ['Anna', 'Maria'])
        salon.taken.add(`2026-11-21-${String(hour).padStart(2, '0')}:00-${who}`);
    }
    expect(await salon.say('маникюр завтра в 15:00')).toMatch(
      /свободного времени, к сожалению, нет/,
    );
    expect(await salon.say('а послезавтра в 15?')).toMatch(/^✅/);
  });
});

describe('bookings that exist', () => {
  const withOne = async () => {
    const salon = new Salon();
    await salon.say('Запишіть на манікюр завтра о 15:00');
    return salon;
  };

  it('are listed', async () => {
    const salon = await withOne();
    expect(await salon.say('На коли я записана?')).toMatch(/Manicure.*21 листопада.*15:00/);
    expect(await salon.say('what are my bookings?')).toMatch(/Your bookings:\n• Manicure/);
  });

  it('are moved when the new time is named', async () => {
    const salon = await withOne();
    expect(await salon.say('Перенесіть, будь ласка, на неділю о 12:00')).toMatch(
      /^✅ Перенесла.*12:00/,
    );
    expect(booked(salon)).toEqual(['Manicure 2026-11-22 12:00']);
  });

  it('are moved over two turns, and within their day when only an hour is named', async () => {
    const salon = await withOne();
    expect(await salon.say('I need to reschedule')).toMatch(/Which day and time/);
    expect(await salon.say('Sunday at 10am')).toMatch(/^✅ Your booking has been moved/);
    expect(await salon.say('Можно перенести на 17:00?')).toMatch(/^✅/);
    expect(booked(salon)).toEqual(['Manicure 2026-11-22 17:00']);
  });

  it('are cancelled', async () => {
    const salon = await withOne();
    expect(await salon.say('Скасуйте мій запис')).toMatch(/^✅ Запис скасовано/);
    expect(salon.bookings).toEqual([]);
    expect(await salon.say('Отмените мою запись')).toMatch(/нет предстоящих записей/);
  });

  it('are asked about when there are several', async () => {
    const salon = await withOne();
    await salon.say('І ще запишіть на стрижку в неділю о 10:00');
    expect(salon.bookings).toHaveLength(2);
    expect(await salon.say('хочу скасувати запис')).toMatch(/Який саме запис/);
    expect(salon.bookings).toHaveLength(2);
    expect(await salon.say('стрижку')).toMatch(/^✅ Запис скасовано: Haircut/);
    expect(booked(salon)).toEqual(['Manicure 2026-11-21 15:00']);
  });
});

describe('talk', () => {
  it.each([
    ['Поклич адміністратора', /Передаю розмову/],
    ['I want to talk to a real person', /passing this conversation/],
    ['Позовите администратора', /Передаю разговор/],
  ])('hands over: %s', async (said, answer) => {
    const salon = new Salon();
    expect(await salon.say(said)).toMatch(answer);
    expect(salon.calls.map(({ name }) => name)).toEqual(['hand_over']);
  });

  it.each([
    ['Привіт', /^Вітаю/],
    ['hello!', /^Hello/],
    ['Здравствуйте', /^Здравствуйте/],
    ['How much is a haircut?', /Haircut: 400 UAH/],
    ['Які у вас послуги?', /Manicure/],
    ['Когда вы работаете?', /09:00–18:00/],
    ['Дякую!', /Будь ласка/],
    ['🙂', /./],
    ['שלום', /./],
  ])('%s', async (said, answer) => {
    const salon = new Salon();
    expect(await salon.say(said)).toMatch(answer);
    expect(salon.calls).toEqual([]);
  });
});

describe('answers in the shape that is asked for', () => {
  const text = { type: 'string' };
  const format = {
    type: 'object',
    additionalProperties: false,
    required: ['text', 'claims'],
    properties: {
      text,
      claims: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'booking_code'],
          properties: {
            kind: { type: 'string', enum: ['booked', 'changed', 'cancelled'] },
            booking_code: text,
          },
        },
      },
    },
  };

  it('with a claim for what was done, and none for what was not', async () => {
    const salon = new Salon();
    salon.format = format;
    expect(JSON.parse(await salon.say('манікюр завтра'))).toEqual({
      text: expect.stringContaining('Вільний час'),
      claims: [],
    });
    expect(JSON.parse(await salon.say('о 15'))).toEqual({
      text: expect.stringMatching(/^✅/),
      claims: [{ kind: 'booked', booking_code: 'K100' }],
    });
  });

  it('understands Ukrainian names of services too', async () => {
    const salon = new Salon();
    salon.catalogue = ['Стрижка жіноча', 'Манікюр', 'Масаж спини'];
    await salon.say('I would like a manicure tomorrow at 10:00');
    expect(booked(salon)).toEqual(['Манікюр 2026-11-21 10:00']);
  });
});

describe('keeps the thread', () => {
  it.each([
    ['манікюр наступного тижня', 'четвер, о 14:00', 'Manicure 2026-11-26 14:00'],
    ['a massage next week please', 'Friday at 10:00', 'Massage 2026-11-27 10:00'],
  ])('a weekday after talk of the next week is of that week: %s', async (first, then, booking) => {
    const salon = new Salon();
    await salon.say(first);
    await salon.say(then);
    expect(booked(salon)).toEqual([booking]);
  });

  it.each([
    ['запишіть на масаж завтра о 12', 'а можна на годину пізніше?', 'Massage 2026-11-21 13:00'],
    ['haircut tomorrow at 12', 'could we make it 15:00?', 'Haircut 2026-11-21 15:00'],
    ['маникюр завтра в 12', 'лучше в 14:00', 'Manicure 2026-11-21 14:00'],
  ])('another hour after a booking moves it: %s', async (first, then, booking) => {
    const salon = new Salon();
    await salon.say(first);
    await salon.say(then);
    expect(booked(salon)).toEqual([booking]);
  });

  it('an hour for the second service is an hour of the day that was offered', async () => {
    const salon = new Salon();
    await salon.say('масаж і манікюр післязавтра о 9');
    await salon.say('манікюр о 15:00');
    expect(booked(salon)).toEqual(['Massage 2026-11-22 09:00', 'Manicure 2026-11-22 15:00']);
  });

  it('a price is a price, whatever stands between the words', async () => {
    for (const said of [
      'Скільки у вас тепер коштує стрижка?',
      'What do you charge for a haircut?',
    ]) {
      const salon = new Salon();
      expect(await salon.say(said)).toContain('400');
    }
  });
});
