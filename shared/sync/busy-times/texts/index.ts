import type { Language } from '../../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { BusyTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, BusyTexts>> = { uk, en, ru };

/** What is said of busy times elsewhere in `language`. */
export function busyTexts(language: Language): BusyTexts {
  return TEXTS[language];
}
