import { en, enConsent } from './en.ts';
import { ru, ruConsent } from './ru.ts';
import type { ConsentTexts, PageTexts } from './shape.ts';
import { uk, ukConsent } from './uk.ts';

const TEXTS: Readonly<Record<string, PageTexts>> = { uk, en, ru };

/** What the page says, in a language; in English when it is another one. */
export const pageTexts = (language: string): PageTexts => TEXTS[language] ?? en;

const CONSENT: Readonly<Record<string, ConsentTexts>> = {
  uk: ukConsent,
  en: enConsent,
  ru: ruConsent,
};

/** The same of the page before the way to a provider. */
export const consentTexts = (language: string): ConsentTexts => CONSENT[language] ?? enConsent;
