import { describe, expect, it } from 'vitest';
import { readPages } from '../../../../shared/sync/simplybook/read-pages.ts';

/** A list of a service that is cut into pages. */

const entries = (...ids: readonly number[]) => ids.map((id) => ({ id: String(id) }));
const ids = async (read: Parameters<typeof readPages>[0]) => {
  const all = await readPages(read);
  return all.kind === 'ok' ? all.value.map(({ id }) => Number(id)) : all;
};
const ok = (items: readonly { id: string }[], more: object = {}) => ({
  ...{ kind: 'ok' as const, value: { items, ...more } },
});

describe('a list', () => {
  it('is read to its end', async () => {
    const asked: number[] = [];
    const read = async (page: number) => {
      asked.push(page);
      return ok(entries(page * 10, page * 10 + 1), { pageCount: 3, itemCount: 6 });
    };
    expect(await ids(read)).toEqual([10, 11, 20, 21, 30, 31]);
    expect(asked).toEqual([1, 2, 3]);
  });

  it('that does not say how long it is ends where nothing new comes', async () => {
    expect(await ids(async (page) => ok(page < 3 ? entries(page) : []))).toEqual([1, 2]);
    // A service that does not know of pages gives the same each time.
    expect(await ids(async () => ok(entries(1, 2)))).toEqual([1, 2]);
  });

  it('that loses an entry between two pages is read again, once', async () => {
    let round = 0;
    const read = async (page: number) => {
      if (page === 1) round += 1;
      // Entry 1 is cancelled while the first page is under way: 3 moves over to it.
      const pages = round === 1 ? [entries(1, 2), entries(4)] : [entries(2, 3), entries(4)];
      return ok(pages[page - 1] ?? [], { pageCount: 2, itemCount: round === 1 ? 4 : 3 });
    };
    expect(await ids(read)).toEqual([2, 3, 4]);
    expect(round).toBe(2);
    const liar = async () => ok(entries(1), { pageCount: 1, itemCount: 9 });
    expect(await ids(liar)).toEqual([1]);
  });

  it('is nothing at all when one of its pages fails', async () => {
    const away = { kind: 'not_now', why: '503', untouched: false } as const;
    const read = async (page: number) => (page === 2 ? away : ok(entries(1), { pageCount: 3 }));
    expect(await ids(read)).toEqual(away);
  });

  it('without an end is given up', async () => {
    const read = async (page: number) => ok(entries(page), { pageCount: 1_000 });
    expect(await ids(read)).toMatchObject({ kind: 'refused' });
  });
});
