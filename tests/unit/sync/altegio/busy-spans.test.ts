import { describe, expect, it } from 'vitest';
import type { AltegioApi, AltegioRecord } from '../../../../shared/sync/altegio/api.ts';
import { busySpans } from '../../../../shared/sync/altegio/busy-spans.ts';
import { readJournal } from '../../../../shared/sync/altegio/read-journal.ts';
import { ANNA, MARIA, salon } from '../../../steps/salon.ts';

let made = 0;
const record = (more: Partial<AltegioRecord> & { readonly name?: string } = {}): AltegioRecord => {
  made += 1;
  const { name = 'Anna', ...rest } = more;
  return {
    ...{ id: String(made), staff: { id: '2000001', name }, wallTime: '2026-11-24 10:00:00' },
    ...{ seconds: 5400, deleted: false, confirmed: 1, attendance: 0 },
    ...rest,
  };
};
const spans = (records: readonly AltegioRecord[], zone = 'Europe/Kyiv') =>
  busySpans(records, salon(), zone).busy.map(
    ({ specialistId, startsAt, endsAt }) =>
      `${specialistId} ${startsAt.slice(5, 16)} ${endsAt.slice(5, 16)}`,
  );

describe('records of a journal', () => {
  it('take the time that the wall of the location shows', () => {
    expect(spans([record()])).toEqual(['anna 11-24T08:00 11-24T09:30']);
    expect(spans([record()], 'America/New_York')).toEqual(['anna 11-24T15:00 11-24T16:30']);
    expect(spans([record({ attendance: 1 }), record({ attendance: 2 })])).toHaveLength(2);
  });

  it('take none when they are cancelled, or nobody came', () => {
    expect(
      spans([record({ deleted: true }), record({ confirmed: 0 }), record({ attendance: -1 })]),
    ).toEqual([]);
  });

  it.each([
    ['before spring', '2026-03-29 02:30:00', '03-29T00:30 03-29T02:00'],
    ['that spring skips', '2026-03-29 03:30:00', '03-29T01:30 03-29T03:00'],
    ['after it', '2026-03-29 04:00:00', '03-29T01:00 03-29T02:30'],
    ['before autumn', '2026-10-25 02:30:00', '10-24T23:30 10-25T01:00'],
    ['that autumn has twice', '2026-10-25 03:30:00', '10-25T00:30 10-25T03:00'],
    ['after both', '2026-10-25 04:00:00', '10-25T02:00 10-25T03:30'],
  ])('at a time %s take every minute that could be meant', (_, wallTime, taken) => {
    expect(spans([record({ wallTime })])).toEqual([`anna ${taken}`]);
  });

  it('without a readable time or length are told, and take none', () => {
    const { wallTime: _, ...timeless } = record({ id: '7' });
    const { seconds: __, ...endless } = record({ id: '8' });
    const all = [timeless, endless, record({ id: '9', wallTime: '2026-13-40 10:00:00' })];
    const said = busySpans(all, salon(), 'Europe/Kyiv');
    expect(said.busy).toEqual([]);
    expect(said.unreadable).toEqual(
      ['7', '8', '9'].map((id) => ({
        ...{ specialistId: ANNA, where: `Anna, № ${id}`, why: 'unclear_record' },
      })),
    );
  });

  it('belong to whom the configuration names, else to her of that name', () => {
    const [anna, ...others] = salon().specialists;
    const project = salon({
      specialists: [{ ...anna, externalIds: { altegio: '77' } } as never, ...others],
    });
    const inna = { id: '55', name: 'Inna' };
    const said = busySpans(
      [
        record({ staff: { id: '77', name: 'Somebody' } }),
        record({ staff: { id: '78', name: ' MARIA ' } }),
        record({ staff: inna }),
        record({ staff: { id: '79', name: 'Elena' }, deleted: true }),
        record({ staff: { id: '80', name: 'Anna' } }),
        record({ staff: { id: '81', name: 'Oksana' }, attendance: -1 }),
      ],
      project,
      'Europe/Kyiv',
    );
    expect(said.busy.map(({ specialistId }) => specialistId)).toEqual([ANNA, MARIA]);
    expect(said.unmatched).toEqual([inna, { id: '80', name: 'Anna' }]);
  });
});

describe('a journal of many pages', () => {
  const DAYS = { from: '2026-11-23', to: '2027-01-22' };
  /** Answers the pages one after the other, whatever is asked; the last one for ever. */
  const pages = (...all: { ids: readonly number[]; total?: number }[]) => {
    let asked = 0;
    const api: Pick<AltegioApi, 'records'> = {
      records: async () => {
        const { ids = [], ...rest } = all[Math.min(asked, all.length - 1)] ?? {};
        asked += 1;
        return {
          kind: 'ok',
          value: { records: ids.map((id) => record({ id: `${id}` })), ...rest },
        };
      },
    };
    return { api: api as AltegioApi, asked: () => asked };
  };
  const ids = async (api: AltegioApi) => {
    const read = await readJournal(api, DAYS);
    return read.kind === 'ok' ? read.value.map(({ id }) => Number(id)) : read.kind;
  };

  it('is read to its end, however long a page is', async () => {
    const { api, asked } = pages(
      { ids: [1, 2], total: 5 },
      { ids: [3], total: 5 },
      { ids: [4, 5], total: 5 },
    );
    expect([await ids(api), asked()]).toEqual([[1, 2, 3, 4, 5], 3]);
  });

  it('of which nobody says how long it is, is read until a page is empty', async () => {
    const { api, asked } = pages({ ids: [1, 2] }, { ids: [3] }, { ids: [] });
    expect([await ids(api), asked()]).toEqual([[1, 2, 3], 3]);
  });

  it('that changes while it is read is read anew, once', async () => {
    const moved = pages(
      { ids: [1, 2], total: 4 },
      // A new record pushed one to the next page: 2 comes twice, and 4 is hidden.
      { ids: [2, 3], total: 5 },
      { ids: [], total: 5 },
      { ids: [9, 1, 2], total: 5 },
      { ids: [3, 4], total: 5 },
    );
    expect(await ids(moved.api)).toEqual([9, 1, 2, 3, 4]);
    const restless = pages(
      { ids: [1], total: 2 },
      { ids: [] },
      { ids: [3], total: 2 },
      { ids: [] },
    );
    expect(await ids(restless.api)).toBe('not_now');
  });

  it('that counts what it does not show is taken as it says twice', async () => {
    const { api, asked } = pages(
      { ids: [1], total: 2 },
      { ids: [] },
      { ids: [1], total: 2 },
      { ids: [] },
    );
    expect([await ids(api), asked()]).toEqual([[1], 4]);
  });

  it('without an end is given up', async () => {
    const { api, asked } = pages({ ids: [1], total: 1_000 });
    expect([await ids(api), asked()]).toEqual(['refused', 40]);
  });

  it('of which a page is refused is not known', async () => {
    const failing = { records: async () => ({ kind: 'forbidden', why: 'no' }) };
    expect(await ids(failing as unknown as AltegioApi)).toBe('forbidden');
  });
});
