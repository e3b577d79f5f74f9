import type { Menu } from '../../conversations/index.ts';
import { CHOICE_TEXTS, WORDS, type Word } from './texts/index.ts';

/** What a client's words mean to the choice she was left with. */
export type Choice =
  | { readonly kind: 'chosen'; readonly value: string }
  | { readonly kind: 'back' }
  | { readonly kind: 'more' }
  | { readonly kind: 'word'; readonly word: Word }
  /** Where she is asked for words of her own. */
  | { readonly kind: 'said'; readonly words: string }
  | { readonly kind: 'unclear' };

/** Between what a choice is called and what else is said of it. */
export const BESIDE = ' · ';

const PAGE = 9;
const TIMES = 24;
/** "3", "3.", "№ 3", "(3)" and the key cap 3️⃣, but not "10:30" or a telephone number. */
const NUMBER = /^[^\p{L}\p{N}]{0,3}(\d{1,3})[^\p{L}\p{N}]{0,3}$/u;

/** The part of a menu's choices that is shown, and whether there are more. */
export function shownOf(menu: Menu): { shown: Menu['options']; more: boolean } {
  const size = menu.step === 'time' ? TIMES : PAGE;
  const shown = menu.options.slice(menu.page * size, (menu.page + 1) * size);
  return { shown, more: menu.options.length > size };
}

/** The menu with its next part shown; after the last comes the first. */
export function nextPage(menu: Menu): Menu {
  const following = { ...menu, page: menu.page + 1 };
  return shownOf(following).shown.length > 0 ? following : { ...menu, page: 0 };
}

/**
 * Reads one message as an answer to a menu: a number, the words of a choice, or one of the words that are always
 * understood, in any of the product's languages. Pure.
 *
 * @param menu absent: she was not asked anything yet
 */
export function readChoice(menu: Menu | undefined, text: string): Choice {
  // The numero sign would be spelt out.
  const plain = text.replaceAll('№', '').normalize('NFKC').trim();
  const said = tidy(plain);
  if (menu !== undefined) {
    const { shown, more } = shownOf(menu);
    const labelled = menu.options.find(({ label }) => {
      return said !== '' && (tidy(label) === said || tidy(label.split(BESIDE)[0] ?? '') === said);
    });
    if (labelled !== undefined) return { kind: 'chosen', value: labelled.value };
    const number = NUMBER.exec(plain)?.[1];
    if (number !== undefined) {
      const place = Number(number);
      if (place === 0) return { kind: 'back' };
      if (more && place === shown.length + 1) return { kind: 'more' };
      const option = shown[place - 1];
      return option === undefined ? { kind: 'unclear' } : { kind: 'chosen', value: option.value };
    }
  }
  const word = wordOf(said);
  if (word !== undefined) return { kind: 'word', word };
  const isName =
    menu?.step === 'name' && plain.length <= 100 && (said.match(/\p{L}/gu) ?? []).length > 1;
  return isName ? { kind: 'said', words: plain.replaceAll(/\s+/g, ' ') } : { kind: 'unclear' };
}

function wordOf(said: string): Word | undefined {
  return WORDS.find((word) =>
    Object.values(CHOICE_TEXTS).some(({ words, start }) => {
      return words[word].includes(said) || (word !== 'menu' && tidy(start[word]) === said);
    }),
  );
}

/** Letters and numbers, lower case, one space between words; times keep their colon. */
function tidy(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/(?<=\d)\.(?=\d\d)/g, ':')
    .replaceAll(/[^\p{L}\p{N}:]+/gu, ' ')
    .trim();
}
