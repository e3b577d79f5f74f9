import type { Language } from '../../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { ChoiceTexts } from './texts.ts';
import { uk } from './uk.ts';

export { type ChoiceTexts, WORDS, type Word } from './texts.ts';

/** What the numbered choices say, in the product's languages. */
export const CHOICE_TEXTS: Readonly<Record<Language, ChoiceTexts>> = { uk, en, ru };
