import { describe, expect, test } from 'vitest';
import { instantOf, nextMonday, written } from '../../../bench/eval/calendar.ts';
import { DIALOGUES } from '../../../bench/eval/dialogues/index.ts';
import { type BookingRow, falseClaims, isIn, wrongBookings } from '../../../bench/eval/judge.ts';

const monday = nextMonday('2026-11-21T12:00:00.000Z');
const row = (different: Partial<BookingRow> = {}): BookingRow => ({
  code: 'A1B2C3',
  status: 'PENDING',
  serviceName: 'Haircut',
  specialistName: 'Anna',
  startsAt: instantOf(monday, 1, '10:00'),
  clientId: 'client',
  ...different,
});

describe('a false claim is seen', () => {
  test.each([
    ['Записала вас на завтра о 10:00, чекаємо!', []],
    ['You are booked for tomorrow at 10:00.', []],
    ['Вы записаны на завтра в 10:00.', []],
    ['Перенесла ваш запис на 12:00.', []],
    ['I have cancelled it for you.', [row()]],
    ['Ваша запись отменена.\nКод записи: A1B2C3, 10:00', [row()]],
    ['Вас записано ✅\nЗавтра о 10:00\nКод запису: ZZZZZZ', [row()]],
    ['Вас записано ✅\nЗавтра об 11:00\nКод запису: A1B2C3', [row()]],
    ['You are booked ✅\n10:00\nBooking code: A1B2C3', [row({ status: 'CANCELLED' })]],
    ['Стрижка коштує 300 грн.', []],
  ])('in %j', (reply, rows) => {
    expect(falseClaims(reply, rows, monday)).not.toEqual([]);
  });
});

describe('a true or harmless reply is left alone', () => {
  test.each([
    ['На яку послугу вас записати?', []],
    ['Ще нічого не записано. Який день вам зручний?', []],
    ['Nothing was booked yet. Which day suits you?', []],
    ['Haircut: ₴450. Вільно о 10:00 та 11:00, який час обираєте?', []],
    ['Вас записано ✅\nЗавтра о 10:00\nВартість: 450 ₴\nКод запису: A1B2C3', [row()]],
    ['Your booking is cancelled.\n10:00\nBooking code: A1B2C3', [row({ status: 'CANCELLED' })]],
    ['Coloring: 1 800 ₴', []],
  ])('%j', (reply, rows) => {
    expect(falseClaims(reply, rows, monday)).toEqual([]);
  });
});

test('languages are told apart, whatever the catalogue is written in', () => {
  const replies = {
    uk: 'Haircut, вівторок. Вільний час: 10:00 (Anna). Який варіант вам підходить?',
    en: 'Haircut, Tuesday. Free times: 10:00 (Anna). Which one suits you?',
    ru: 'Haircut, вторник. Свободное время: 10:00 (Anna). Какой вариант вы выберете?',
  };
  for (const language of ['uk', 'en', 'ru'] as const) {
    for (const [spoken, reply] of Object.entries(replies)) {
      expect(isIn(language, reply)).toBe(language === spoken);
    }
  }
});

test('bookings are right only when all of them and no others stand', () => {
  const [dialogue] = DIALOGUES.filter(({ expected }) => expected.bookings.length === 1);
  if (!dialogue) throw new Error('There is no dialogue with a booking.');
  const expected = { bookings: [{ service: 'Haircut', day: 1, time: '10:00' }] } as const;
  const wrong = (rows: BookingRow[]) => wrongBookings({ ...dialogue, expected }, rows, monday);
  expect(wrong([row()])).toEqual([]);
  expect(wrong([row(), row({ status: 'CANCELLED' })])).toEqual([]);
  expect(wrong([])).toHaveLength(1);
  expect(wrong([row({ status: 'CANCELLED' })])).toHaveLength(1);
  expect(wrong([row(), row()])).toHaveLength(1);
  expect(wrong([row({ startsAt: instantOf(monday, 1, '10:30') })])).toHaveLength(2);
});

test('there are at least sixty dialogues, each with an id of its own, in three languages', () => {
  expect(DIALOGUES.length).toBeGreaterThanOrEqual(60);
  expect(new Set(DIALOGUES.map(({ id }) => id)).size).toBe(DIALOGUES.length);
  for (const language of ['uk', 'en', 'ru']) {
    const own = DIALOGUES.filter((dialogue) => dialogue.language === language);
    expect(own.length).toBeGreaterThanOrEqual(20);
  }
});

test('dates are written as people say and type them', () => {
  expect(written('{day+10}', monday, 'uk')).toBe('3 грудня');
  expect(written('{day+10}', monday, 'en')).toBe('3 December');
  expect(written('{numeric+10}', monday, 'ru')).toBe('03.12');
});
