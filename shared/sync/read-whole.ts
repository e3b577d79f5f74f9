import type { AccountFailure, AccountResult } from '../platform/oauth/index.ts';

/** No page is begun after this. */
const DEADLINE_MS = 25_000;
/** A list that changed while its pages were read is read anew, so often. */
const TRIES = 2;

/** A page of a list whose pages are numbered. */
export interface NumberedPage<Item> {
  readonly items: readonly Item[];
  /** Pages and entries of all of it, when the service says so. */
  readonly pageCount?: number;
  readonly itemCount?: number;
}

/** What the pages of a list said, one after the other. */
interface Listed<Item> {
  readonly items: readonly Item[];
  /** As many as there are said to be, and nothing else was said meanwhile. */
  readonly isWhole: boolean;
}

/**
 * Every entry of a list, each once. Pages are cut anew with each call, and their order is not promised: a list that
 * changed meanwhile may have hidden one, so it is read again. What two readings say alike is so, whatever is counted
 * there.
 *
 * @param ask one page; the first one is 1
 * @param mostPages more than a business has; a list that goes on behind them is refused
 */
export async function readWhole<Item extends { readonly id: string }, Failure = AccountFailure>(
  ask: (page: number) => Promise<AccountResult<NumberedPage<Item>, Failure>>,
  mostPages: number,
): Promise<AccountResult<readonly Item[], Failure | AccountFailure>> {
  const until = performance.now() + DEADLINE_MS;
  let before: string | undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const read = await readOnce(ask, mostPages, until);
    if (!isRead(read)) return read;
    const { items, isWhole } = read.value;
    const said = items
      .map(({ id }) => id)
      .sort()
      .join(' ');
    if (isWhole || said === before) return { kind: 'ok', value: items };
    before = said;
  }
  return { kind: 'not_now', why: 'the list changes while it is read', untouched: true };
}

async function readOnce<Item extends { readonly id: string }, Failure>(
  ask: (page: number) => Promise<AccountResult<NumberedPage<Item>, Failure>>,
  mostPages: number,
  until: number,
): Promise<AccountResult<Listed<Item>, Failure | AccountFailure>> {
  const found = new Map<string, Item>();
  const counts = new Set<number>();
  for (let page = 1; page <= mostPages; page += 1) {
    if (page > 1 && performance.now() > until) {
      return { kind: 'not_now', why: 'no time was left to read all of it', untouched: true };
    }
    const answered = await ask(page);
    if (!isRead(answered)) return answered;
    const { items, pageCount, itemCount } = answered.value;
    const before = found.size;
    for (const item of items) found.set(item.id, item);
    if (itemCount !== undefined) counts.add(itemCount);
    // How many entries a page has is the service's own choice: what it counts tells, else that nothing new comes.
    const nothingNew = itemCount === undefined ? found.size === before : items.length === 0;
    const isAll = itemCount !== undefined && found.size >= itemCount;
    if (pageCount === undefined ? !nothingNew && !isAll : page < pageCount) continue;
    const isWhole = counts.size <= 1 && found.size >= Math.max(0, ...counts);
    return { kind: 'ok', value: { items: [...found.values()], isWhole } };
  }
  return { kind: 'refused', why: `the list has more than ${mostPages} pages` };
}

const isRead = <Value, Failure>(
  answer: AccountResult<Value, Failure>,
): answer is { readonly kind: 'ok'; readonly value: Value } =>
  (answer as { kind?: unknown }).kind === 'ok';
