import type { Language } from '../projects/index.ts';

/** Everyday words without a letter of their own. */
const UKRAINIAN_WORDS =
  /(?<!\p{L})(?:будь ласка|дякую|так|що|як|яка|яке|який|коли|чи|можна|треба|потр\p{L}+|запис|запису|запишу\p{L}*|скасу\p{L}+|мене|ще|цього|добрий|вечора|ранку)(?!\p{L})/giu;
const RUSSIAN_WORDS =
  /(?<!\p{L})(?:сколько|что|как|какая|какое|какой|какие|когда|где|или|нет|да|есть|можно|надо|нужно|спасибо|пожалуйста|привет|здравствуйте|хотел\p{L}*|стоит|запишите|запись|записать\p{L}*|отмените|отменить|перенесите|перенести|меня|мне|время|утром|вечером|сегодня|маникюр)(?!\p{L})/giu;

/** Words that no neighbour writes the same way: "i", "my", "is" and "want" are Polish or Dutch too. */
const ENGLISH_WORDS =
  /\b(?:the|and|you|are|please|hello|would|book|booking|appointment|when|what|how|can|for|thanks?|i['’]?(?: am|m|d| want| need| would)|tomorrow|today|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b/i;
/** Latin letters with signs, Cyrillic ones of other languages, and every other script. */
const OTHER_LETTERS =
  /[\u00c0-\u024f]|[ўәғқңөұүһјљњћђџќѓѕ]|(?!\p{Script=Latin}|\p{Script=Cyrillic})\p{L}/u;

/**
 * The language of a text by its letters, when they tell: і, ї, є, ґ are Ukrainian, ы, э, ъ, ё Russian; where all
 * letters are shared, by everyday words. Letters of another language tell that it is none of these.
 */
export function languageByLetters(text: string): Language | undefined {
  if (OTHER_LETTERS.test(text.toLowerCase())) return undefined;
  if (/[іїєґ]/i.test(text)) return 'uk';
  if (/[ыэъё]/i.test(text)) return 'ru';
  if (/\p{Script=Cyrillic}/u.test(text)) {
    const count = (words: RegExp) => text.match(words)?.length ?? 0;
    const more = count(RUSSIAN_WORDS) - count(UKRAINIAN_WORDS);
    if (more === 0) return undefined;
    return more > 0 ? 'ru' : 'uk';
  }
  return ENGLISH_WORDS.test(text) ? 'en' : undefined;
}

/** A BCP 47 tag as it may be kept: the primary subtag, lower case; `undefined` when it is none. */
export function languageTag(tag: string | undefined): string | undefined {
  return /^([a-z]{2,3})(?:[-_].*)?$/i.exec(tag ?? '')?.[1]?.toLowerCase();
}
