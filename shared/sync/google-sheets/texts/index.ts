import type { Language } from '../../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { SheetTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, SheetTexts>> = { uk, en, ru };

/** What stands in the first row of a worksheet in `language`. */
export function sheetTexts(language: Language): SheetTexts {
  return TEXTS[language];
}
