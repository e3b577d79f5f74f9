import { describe, expect, it } from 'vitest';
import type { AccountResult } from '../../../shared/platform/oauth/index.ts';
import type { NumberedPage } from '../../../shared/sync/index.ts';
import { readWhole } from '../../../shared/sync/read-whole.ts';

/** A list of a service that is cut into pages with numbers. */

type Entry = { readonly id: string };
type Answer = AccountResult<NumberedPage<Entry>>;
const MOST = 40;

const entries = (...ids: readonly number[]): Entry[] => ids.map((id) => ({ id: String(id) }));
const ok = (items: readonly Entry[], more: Omit<NumberedPage<Entry>, 'items'> = {}): Answer => ({
  ...{ kind: 'ok', value: { items, ...more } },
});
const ids = async (ask: (page: number) => Promise<Answer>) => {
  const all = await readWhole(ask, MOST);
  return all.kind === 'ok' ? all.value.map(({ id }) => Number(id)) : all;
};
/** Answers the pages one after the other, whatever is asked; the last one for ever. */
const pages = (...all: { readonly ids: readonly number[]; readonly itemCount?: number }[]) => {
  const asked: number[] = [];
  const ask = async (page: number): Promise<Answer> => {
    const { ids: said = [], ...more } = all[Math.min(asked.length, all.length - 1)] ?? {};
    asked.push(page);
    return ok(entries(...said), more);
  };
  return { ask, asked };
};

describe('a list', () => {
  it('that says how many pages it has is read to its end', async () => {
    const asked: number[] = [];
    const read = async (page: number) => {
      asked.push(page);
      return ok(entries(page * 10, page * 10 + 1), { pageCount: 3, itemCount: 6 });
    };
    expect(await ids(read)).toEqual([10, 11, 20, 21, 30, 31]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('that says how many entries it has is read until it has them, however long a page is', async () => {
    const itemCount = 5;
    const { ask, asked } = pages(
      { ids: [1, 2], itemCount },
      { ids: [3], itemCount },
      { ids: [4, 5], itemCount },
    );
    expect(await ids(ask)).toEqual([1, 2, 3, 4, 5]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('that does not say how long it is ends where nothing new comes', async () => {
    const { ask, asked } = pages({ ids: [1, 2] }, { ids: [3] }, { ids: [] });
    expect([await ids(ask), asked]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    // A service that does not know of pages gives the same each time.
    expect(await ids(pages({ ids: [1, 2] }).ask)).toEqual([1, 2]);
  });

  it('that changes while it is read is read anew, once', async () => {
    const moved = pages(
      { ids: [1, 2], itemCount: 4 },
      // A new entry pushed one to the next page: 2 comes twice, and 4 is hidden.
      { ids: [2, 3], itemCount: 5 },
      { ids: [], itemCount: 5 },
      { ids: [9, 1, 2], itemCount: 5 },
      { ids: [3, 4], itemCount: 5 },
    );
    expect(await ids(moved.ask)).toEqual([9, 1, 2, 3, 4]);
    const restless = pages(
      { ids: [1], itemCount: 2 },
      { ids: [] },
      { ids: [3], itemCount: 2 },
      { ids: [] },
    );
    expect(await ids(restless.ask)).toMatchObject({ kind: 'not_now' });
  });

  it('that loses an entry between two pages is read again, once', async () => {
    let round = 0;
    const read = async (page: number) => {
      if (page === 1) round += 1;
      // Entry 1 is cancelled while the first page is under way: 3 moves over to it.
      const both = round === 1 ? [entries(1, 2), entries(4)] : [entries(2, 3), entries(4)];
      return ok(both[page - 1] ?? [], { pageCount: 2, itemCount: round === 1 ? 4 : 3 });
    };
    expect(await ids(read)).toEqual([2, 3, 4]);
    expect(round).toBe(2);
  });

  it('that counts what it does not show is taken as it says twice', async () => {
    const { ask, asked } = pages(
      { ids: [1], itemCount: 2 },
      { ids: [] },
      { ids: [1], itemCount: 2 },
      { ids: [] },
    );
    expect([await ids(ask), asked]).toEqual([[1], [1, 2, 1, 2]]);
    expect(await ids(async () => ok(entries(1), { pageCount: 1, itemCount: 9 }))).toEqual([1]);
  });

  it('is nothing at all when one of its pages fails', async () => {
    const away = { kind: 'not_now', why: '503', untouched: false } as const;
    const read = async (page: number) => (page === 2 ? away : ok(entries(1), { pageCount: 3 }));
    expect(await ids(read)).toEqual(away);
  });

  it('without an end is given up', async () => {
    const { ask, asked } = pages({ ids: [1], itemCount: 1_000 });
    expect([await ids(ask), asked.length]).toMatchObject([{ kind: 'refused' }, MOST]);
    const counted = async (page: number) => ok(entries(page), { pageCount: 1_000 });
    expect(await ids(counted)).toMatchObject({ kind: 'refused' });
  });
});
