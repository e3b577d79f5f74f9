import type { Language } from '../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { Texts } from './texts.ts';
import { uk } from './uk.ts';

export type { Spoken, Texts } from './texts.ts';

/** What code says to clients, in the product's languages. */
export const TEXTS: Readonly<Record<Language, Texts>> = { uk, en, ru };
