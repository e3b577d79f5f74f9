import { describe, expect, it } from 'vitest';
import type { AltegioRecord } from '../../../../shared/sync/altegio/api.ts';
import { takenTimes } from '../../../../shared/sync/altegio/taken-times.ts';
import { spansOfPeople } from '../../../../shared/sync/busy-times/spans-of-people.ts';
import { matchPeople } from '../../../../shared/sync/index.ts';
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
const SPAN = { from: '2026-01-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' };
const read = (
  records: readonly AltegioRecord[],
  { zone = 'Europe/Kyiv', project = salon() } = {},
) => spansOfPeople(takenTimes(records, zone), SPAN, matchPeople(project, 'altegio'));
const spans = (records: readonly AltegioRecord[], zone = 'Europe/Kyiv') =>
  read(records, { zone }).busy.map(
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
    const said = read(all);
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
    const said = read(
      [
        record({ staff: { id: '77', name: 'Somebody' } }),
        record({ staff: { id: '78', name: ' MARIA ' } }),
        record({ staff: inna }),
        record({ staff: { id: '79', name: 'Elena' }, deleted: true }),
        record({ staff: { id: '80', name: 'Anna' } }),
        record({ staff: { id: '81', name: 'Oksana' }, attendance: -1 }),
      ],
      { project },
    );
    expect(said.busy.map(({ specialistId }) => specialistId)).toEqual([ANNA, MARIA]);
    expect(said.unmatched).toEqual([inna, { id: '80', name: 'Anna' }]);
  });
});
