import type { Language } from '../../contracts/languages.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { CatalogueTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, CatalogueTexts>> = { uk, en, ru };

/** The texts of a language. */
export const catalogueTexts = (language: Language): CatalogueTexts => TEXTS[language];
