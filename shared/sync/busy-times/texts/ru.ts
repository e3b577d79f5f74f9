import type { BusyTexts } from './shape.ts';

export const ru: BusyTexts = {
  places: {
    'google-sheets': 'Google Sheets',
    'google-calendar': 'Google Calendar',
    altegio: 'Altegio',
    simplybook: 'SimplyBook.me',
    square: 'Square Appointments',
    calendly: 'Calendly',
  },
  unreadable: (place) =>
    `${place}: эти записи не занимают времени, так как их не удалось прочитать.`,
  why: {
    no_date: 'В колонках A и B нет даты.',
    bad_date: 'Дату не удалось прочитать: напишите её так: 24.11.2026.',
    no_year: 'Не указан год: напишите полную дату в колонке B, например 24.11.2026.',
    dates_disagree: 'Даты в колонках A и B разные.',
    no_time: 'В колонке C нет времени.',
    bad_time: 'Время не удалось прочитать: напишите 10:00 или 10:00-11:30.',
    no_such_time: 'Такого времени не бывает: конец раньше начала, или в эту ночь переводят часы.',
    unclear_record:
      'Время или длительность записи не удалось прочитать: откройте её в журнале и сохраните снова.',
  },
  collisions: (place) => `${place}: время этих записей занято и там.`,
  booking: (code, specialist, when) => `${code}, ${specialist}, ${when}`,
  more: (count) => `… и ещё ${count}.`,
};
