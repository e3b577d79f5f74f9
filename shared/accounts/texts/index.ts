import type { Language } from '../../contracts/languages.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { AccountTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, AccountTexts>> = { uk, en, ru };

/** The mails about accounts in `language`. */
export function accountTexts(language: Language): AccountTexts {
  return TEXTS[language];
}
