import { Temporal } from 'temporal-polyfill';
import type { Language } from './dialogue.ts';

/** Where every business of the evaluation is. */
export const TIME_ZONE = 'Europe/Kyiv';

const LOCALES: Record<Language, string> = { uk: 'uk-UA', en: 'en-GB', ru: 'ru-RU' };

/** The next Monday at eight in the morning, wall clock. */
export function nextMonday(now: string): Temporal.ZonedDateTime {
  const wall = Temporal.Instant.from(now).toZonedDateTimeISO(TIME_ZONE);
  const monday = wall.add({ days: 8 - wall.dayOfWeek }).withPlainTime('08:00');
  return monday;
}

/** The instant of `HH:MM`, `day` days after `monday`. */
export function instantOf(monday: Temporal.ZonedDateTime, day: number, time: string): string {
  const start = monday.add({ days: day }).withPlainTime(time).toInstant();
  return new Date(start.epochMilliseconds).toISOString();
}

/** Day and `HH:MM` of an instant, counted from `monday`. */
export function momentOf(
  monday: Temporal.ZonedDateTime,
  instant: string,
): { day: number; time: string } {
  const wall = Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE);
  const { days } = monday.toPlainDate().until(wall.toPlainDate(), { largestUnit: 'days' });
  return { day: days, time: wall.toPlainTime().toString({ smallestUnit: 'minute' }) };
}

/** A text with its dates written out: `{day+10}` is «3 грудня», `{numeric+10}` is 03.12. */
export function written(text: string, monday: Temporal.ZonedDateTime, language: Language): string {
  return text.replace(/\{(day|numeric)\+(\d+)\}/g, (_, form: string, days: string) => {
    const date = monday.add({ days: Number(days) }).toPlainDate();
    if (form === 'numeric') {
      return [date.day, date.month].map((part) => String(part).padStart(2, '0')).join('.');
    }
    return new Intl.DateTimeFormat(LOCALES[language], {
      day: 'numeric',
      month: 'long',
      timeZone: 'UTC',
    }).format(new Date(`${date}T12:00:00Z`));
  });
}
