import { LANGUAGES, type Language } from '../projects/index.ts';

/**
 * The language of a text by its letters, when they tell: і, ї, є, ґ are Ukrainian, ы, э, ъ, ё Russian; letters that
 * both share tell nothing.
 */
export function languageByLetters(text: string): Language | undefined {
  if (/[іїєґ]/i.test(text)) return 'uk';
  if (/[ыэъё]/i.test(text)) return 'ru';
  if (/\p{Script=Cyrillic}/u.test(text)) return undefined;
  return /\b(the|and|you|is|are|i|my|for|can|please|hi|hello|want|book|when|what|how)\b/i.test(text)
    ? 'en'
    : undefined;
}

/** A BCP 47 tag as it may be kept: the primary subtag, lower case; `undefined` when it is none. */
export function languageTag(tag: string | undefined): string | undefined {
  return /^([a-z]{2,3})(?:[-_].*)?$/i.exec(tag ?? '')?.[1]?.toLowerCase();
}

/** The language in which code itself speaks to someone of `language`: the product's own, else English. */
export function spokenLanguage(language: string): Language {
  return LANGUAGES.find((known) => known === language) ?? 'en';
}
