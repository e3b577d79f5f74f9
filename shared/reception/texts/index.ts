import { type Language, spokenLanguage } from '../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { ReceptionTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, ReceptionTexts>> = { uk, en, ru };

/** What the reception bot says in `language`. */
export function receptionTexts(language: Language): ReceptionTexts {
  return TEXTS[language];
}

/**
 * A ready reason in the language of whoever reads it: as the client's, when `language` is hers (BCP 47; English for
 * one we have no texts in). `undefined` when there is none of this number, counted from 1.
 */
export function readyReason(number: number, language: string): string | undefined {
  return TEXTS[spokenLanguage(language)].reasons[number - 1];
}

/** A reason as staff read it: a ready one, in whichever language it was given, in `language`; any other as it is. */
export function reasonFor(reason: string, language: Language): string {
  for (const { reasons } of Object.values(TEXTS)) {
    const ready = TEXTS[language].reasons[reasons.indexOf(reason)];
    if (ready !== undefined) return ready;
  }
  return reason;
}
