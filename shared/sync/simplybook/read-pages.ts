import type { AccountResult } from '../../platform/oauth/index.ts';
import type { SimplyBookPage } from './api.ts';

type Read<Item> = (page: number) => Promise<AccountResult<SimplyBookPage<Item>>>;

/** So many appointments are no calendar of one business. */
const MOST_PAGES = 60;
/** No page is begun after this. */
const DEADLINE_MS = 25_000;

/**
 * Reads a list to its end, each entry once. What people change while the pages are read can push an entry over to a page
 * that was read already: a list that is shorter than it says is read a second time.
 */
export async function readPages<Item extends { readonly id: string }>(
  read: Read<Item>,
): Promise<AccountResult<readonly Item[]>> {
  const until = performance.now() + DEADLINE_MS;
  const first = await readOnce(read, until);
  if (first.kind !== 'ok' || first.value.isWhole) return itemsOf(first);
  return itemsOf(await readOnce(read, until));
}

interface Listed<Item> {
  readonly items: readonly Item[];
  readonly isWhole: boolean;
}

async function readOnce<Item extends { readonly id: string }>(
  read: Read<Item>,
  until: number,
): Promise<AccountResult<Listed<Item>>> {
  const byId = new Map<string, Item>();
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    if (page > 1 && performance.now() > until) {
      return { kind: 'not_now', why: 'no time was left to read all of it', untouched: true };
    }
    const answered = await read(page);
    if (answered.kind !== 'ok') return answered;
    const { items, pageCount, itemCount } = answered.value;
    const before = byId.size;
    for (const item of items) byId.set(item.id, item);
    // A list that does not say how long it is ends with a page on which nothing is new.
    const isLast = pageCount === undefined ? byId.size === before : page >= pageCount;
    if (isLast) {
      const isWhole = itemCount === undefined || byId.size >= itemCount;
      return { kind: 'ok', value: { items: [...byId.values()], isWhole } };
    }
  }
  return { kind: 'refused', why: `the list has more than ${MOST_PAGES} pages` };
}

const itemsOf = <Item>(listed: AccountResult<Listed<Item>>): AccountResult<readonly Item[]> =>
  listed.kind === 'ok' ? { kind: 'ok', value: listed.value.items } : listed;
