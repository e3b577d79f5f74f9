import type { BotCommand } from '../bots/index.ts';
import type { Language } from '../projects/index.ts';
import { specialistTexts } from './texts/index.ts';

/** The specialist bot's menu in a language. */
export function specialistCommands(language: Language): BotCommand[] {
  return Object.entries(specialistTexts(language).commands).map(([name, description]) => ({
    name,
    description,
  }));
}
