import { en } from './en.ts';
import { ru } from './ru.ts';
import type { PageTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<string, PageTexts>> = { uk, en, ru };

/** What the page says, in a language; in English when it is another one. */
export const pageTexts = (language: string): PageTexts => TEXTS[language] ?? en;
