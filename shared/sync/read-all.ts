import type { AccountResult } from '../platform/oauth/index.ts';

/** A service that gives page after page without an end is asked no further. */
const MOST_PAGES = 100;

/** A page of a list. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Asks for the next one; absent: there is none. */
  readonly next?: string;
}

/**
 * All pages of a list, one after the other.
 *
 * @param ask one page; without a text the first
 * @returns everything, or why one of the pages could not be read
 */
export async function readAll<Item>(
  ask: (next?: string) => Promise<AccountResult<Page<Item>>>,
): Promise<AccountResult<readonly Item[]>> {
  const items: Item[] = [];
  let next: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const page = next === undefined ? await ask() : await ask(next);
    if (page.kind !== 'ok') return page;
    items.push(...page.value.items);
    ({ next } = page.value);
    if (next === undefined) return { kind: 'ok', value: items };
  }
  return { kind: 'not_now', why: 'a list without an end', untouched: true };
}
