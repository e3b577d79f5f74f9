import type { Language, Project } from '../../projects/index.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { SpecialistTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, SpecialistTexts>> = { uk, en, ru };

/** The texts of a language. */
export const specialistTexts = (language: Language): SpecialistTexts => TEXTS[language];

/** The language of a chat: that of the person's Telegram (`uk`, `en-GB`) if we have it, else the project's. */
export function languageOf(
  { language }: Pick<Project, 'language'>,
  languageCode: string | undefined,
): Language {
  const own = languageCode?.slice(0, 2).toLowerCase() ?? '';
  return Object.hasOwn(TEXTS, own) ? (own as Language) : language;
}

export type { SpecialistTexts } from './shape.ts';
