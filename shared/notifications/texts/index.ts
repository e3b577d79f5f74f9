import type { Language } from '../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { NewsTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, NewsTexts>> = { uk, en, ru };

/** The texts of `language`. */
export function newsTexts(language: Language): NewsTexts {
  return TEXTS[language];
}
