import type { BusyTexts } from './shape.ts';

export const en: BusyTexts = {
  places: {
    'google-sheets': 'Google Sheets',
    'google-calendar': 'Google Calendar',
    altegio: 'Altegio',
    simplybook: 'SimplyBook.me',
    square: 'Square Appointments',
    calendly: 'Calendly',
  },
  unreadable: (place) => `${place}: these entries block no time, because they cannot be read.`,
  why: {
    no_date: 'There is no date in columns A and B.',
    bad_date: 'The date cannot be read: write it as 24.11.2026.',
    no_year: 'The year is missing: write the whole date in column B, 24.11.2026.',
    dates_disagree: 'The dates in columns A and B are different.',
    no_time: 'There is no time in column C.',
    bad_time: 'The time cannot be read: write 10:00, or 10:00-11:30.',
    no_such_time: 'There is no such time: it ends before it begins, or the clocks skip it.',
    unclear_record: 'Its time or length cannot be read: open it in the journal and save it anew.',
  },
  collisions: (place) => `${place}: the time of these bookings is taken there as well.`,
  booking: (code, specialist, when) => `${code}, ${specialist}, ${when}`,
  more: (count) => `… and ${count} more.`,
};
