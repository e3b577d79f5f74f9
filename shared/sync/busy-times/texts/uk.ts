import type { BusyTexts } from './shape.ts';

export const uk: BusyTexts = {
  places: {
    'google-sheets': 'Google Sheets',
    'google-calendar': 'Google Calendar',
    altegio: 'Altegio',
    simplybook: 'SimplyBook.me',
    square: 'Square Appointments',
    calendly: 'Calendly',
  },
  unreadable: (place) => `${place}: ці записи не займають часу, бо їх не вдалося прочитати.`,
  why: {
    no_date: 'У колонках A і B немає дати.',
    bad_date: 'Дату не вдалося прочитати: напишіть її так: 24.11.2026.',
    no_year: 'Не вказано рік: напишіть повну дату в колонці B, наприклад 24.11.2026.',
    dates_disagree: 'Дати в колонках A і B різні.',
    no_time: 'У колонці C немає часу.',
    bad_time: 'Час не вдалося прочитати: напишіть 10:00 або 10:00-11:30.',
    no_such_time:
      'Такого часу не буває: кінець раніше за початок, або в цю ніч переводять годинники.',
    unclear_record:
      'Час або тривалість запису не вдалося прочитати: відкрийте його в журналі та збережіть знову.',
  },
  collisions: (place) => `${place}: час цих записів зайнятий і там.`,
  booking: (code, specialist, when) => `${code}, ${specialist}, ${when}`,
  more: (count) => `… і ще ${count}.`,
};
