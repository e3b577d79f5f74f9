import { en } from './en.ts';
import { ru } from './ru.ts';
import type { NewsTexts } from './shape.ts';
import { uk } from './uk.ts';

/** The texts of `language` (BCP 47); English for a language we have no texts in. */
export function newsTexts(language: string): NewsTexts {
  const texts: Readonly<Record<string, NewsTexts>> = { uk, en, ru };
  return texts[language.slice(0, 2)] ?? en;
}
