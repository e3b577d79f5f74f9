import type { Language } from '../../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { AlertTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, AlertTexts>> = { uk, en, ru };

/** How alerts are worded in `language`. */
export function alertTexts(language: Language): AlertTexts {
  return TEXTS[language];
}
