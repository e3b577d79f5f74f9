import { LANGUAGES, type Language } from './project.ts';

/** The language in which code itself speaks to someone of `tag` (BCP 47): the product's own, else English. */
export function spokenLanguage(tag: string): Language {
  const primary = tag.split(/[-_]/, 1)[0]?.toLowerCase();
  return LANGUAGES.find((known) => known === primary) ?? 'en';
}
