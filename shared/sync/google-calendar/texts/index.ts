import type { Language } from '../../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { CalendarTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, CalendarTexts>> = { uk, en, ru };

/** What the event of a booking says in `language`. */
export function calendarTexts(language: Language): CalendarTexts {
  return TEXTS[language];
}
