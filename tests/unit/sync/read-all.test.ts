import { describe, expect, it } from 'vitest';
import type { AccountResult } from '../../../shared/platform/oauth/index.ts';
import type { Page } from '../../../shared/sync/index.ts';
import { readAll } from '../../../shared/sync/read-all.ts';

const pages =
  (...given: readonly AccountResult<Page<number>>[]) =>
  async (next = '0'): Promise<AccountResult<Page<number>>> =>
    given[Number(next)] ?? { kind: 'refused', why: `no page ${next}` };
const page = (items: number[], next?: string): AccountResult<Page<number>> => ({
  kind: 'ok',
  value: { items, ...(next === undefined ? {} : { next }) },
});

describe('a list in pages', () => {
  it('is read to its end', async () => {
    const all = await readAll(pages(page([1, 2], '1'), page([], '2'), page([3])));
    expect(all).toEqual({ kind: 'ok', value: [1, 2, 3] });
  });

  it('of which one page fails is not read at all', async () => {
    const failed = { kind: 'not_now', why: 'away', untouched: true } as const;
    expect(await readAll(pages(page([1], '1'), failed))).toEqual(failed);
  });

  it('that never ends is given up', async () => {
    let asked = 0;
    const endless = async (): Promise<AccountResult<Page<number>>> => {
      asked += 1;
      return page([asked], 'again');
    };
    expect(await readAll(endless)).toMatchObject({ kind: 'not_now' });
    expect(asked).toBe(100);
  });
});
