import type { Language } from '../../contracts/languages.ts';
import { en } from './en.ts';
import { ru } from './ru.ts';
import type { InvitationTexts } from './shape.ts';
import { uk } from './uk.ts';

const TEXTS: Readonly<Record<Language, InvitationTexts>> = { uk, en, ru };

/** The mail of an invitation in `language`. */
export function invitationTexts(language: Language): InvitationTexts {
  return TEXTS[language];
}
