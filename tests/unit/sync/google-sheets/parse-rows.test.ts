import { describe, expect, it, test } from 'vitest';
import type { SpecialistId } from '../../../../shared/platform/ids.ts';
import type { Project } from '../../../../shared/projects/index.ts';
import { parseRows } from '../../../../shared/sync/google-sheets/parse-rows.ts';
import type { CellValue } from '../../../../shared/sync/index.ts';

const PROJECT = {
  timeZone: 'Europe/Kyiv',
  slotMinutes: 30,
  services: [{ serviceId: 'haircut', name: 'Стрижка', slots: 3 }],
} as unknown as Project;
const FROM = '2026-11-20T10:00:00.000Z';
const specialistId = 'S1' as SpecialistId;
const HEADS = ['Дата', 'Повна дата', 'Час'];
/** 24 November 2026 as Sheets counts days. */
const DAY = 46_350;

const parse = (...rows: CellValue[][]) =>
  parseRows(PROJECT, [{ specialistId, grid: [HEADS, ...rows] }], FROM);
const span = (...cells: CellValue[]) => {
  const { busy, unreadable } = parse(cells);
  return busy[0]
    ? [busy[0].startsAt.slice(0, 16), busy[0].endsAt.slice(0, 16)]
    : (unreadable[0]?.why ?? 'nothing');
};

describe('a row that somebody typed', () => {
  test.each<[string, CellValue[]]>([
    ['texts', ['24.11', '24.11.2026', '15:00', '', '', 'Стрижка']],
    ['what Sheets makes of them', [DAY, DAY, 0.625, '', '', ' стрижка ']],
    ['a day that knows its year', ['', DAY, '15:00', '', '', 'СТРИЖКА']],
    ['the first column alone', [DAY, '', 0.625, '', '', 'Стрижка']],
    ['other spellings', ['24.11.2026', '2026-11-24', '15.00', '', '', 'Стрижка']],
  ])('takes its time as long as its service lasts: %s', (_, cells) => {
    expect(span(...cells)).toEqual(['2026-11-24T13:00', '2026-11-24T14:30']);
  });

  it('takes as long as it says, or one slot when nobody knows its service', () => {
    expect(span('', DAY, '15:00 - 17:15', '', '', 'Стрижка')[1]).toBe('2026-11-24T15:15');
    expect(span('', DAY, '15:00')[1]).toBe('2026-11-24T13:30');
    expect(parse(['', DAY, '15:00', '', '', 'Манікюр']).busy).toMatchObject([
      { endsAt: '2026-11-24T13:30:00.000Z', unknownService: true, row: 2 },
    ]);
  });

  it('that is long over is nobody’s matter any more, whatever is wrong with it', () => {
    expect(parse(['', DAY - 6, 'після обіду']).unreadable).toEqual([]);
    expect(parse(['', DAY - 6, '']).unreadable).toEqual([]);
    expect(parse(['', DAY - 4, '']).unreadable).toMatchObject([{ why: 'no_time' }]);
  });

  test.each<[string, CellValue[]]>([
    ['no_date', ['', '', '15:00', '', 'Марія']],
    ['no_date', ['', '', '', '', 'Марія']],
    ['no_year', ['24.11', '', '15:00']],
    // January, typed in a sheet in November: it got the year that ends.
    ['no_year', [DAY - 300, '', '15:00']],
    ['bad_date', ['завтра', '', '15:00']],
    ['bad_date', ['', '31.11.2026', '15:00']],
    ['bad_date', ['', '11/24/2026', '15:00']],
    // "24.11" where people write points for decimals.
    ['no_year', [24.11, '', '15:00']],
    ['dates_disagree', ['25.11', '24.11.2026', '15:00']],
    ['dates_disagree', [DAY + 1, DAY, '15:00']],
    ['no_time', ['', DAY, '']],
    ['bad_time', ['', DAY, 'після обіду']],
    ['bad_time', ['', DAY, '25:00']],
    ['bad_time', ['', DAY, 15]],
    ['no_such_time', ['', DAY, '15:00-14:00']],
    ['no_such_time', ['', '28.03.2027', '03:30']],
  ])('is told, never guessed: %s', (why, cells) => {
    expect(span(...cells)).toBe(why);
  });

  it('blocks both hours when the clock shows its time twice', () => {
    expect(span('', '31.10.2027', '03:30')).toEqual(['2027-10-31T00:30', '2027-10-31T02:00']);
  });

  it('does not matter when it is past, empty, or a heading', () => {
    expect(span('19.11', '19.11.2026', '15:00')).toBe('nothing');
    expect(span('', '', '', '', '', '')).toBe('nothing');
    expect(parse().unreadable).toEqual([]);
    expect(parse(['Замітки']).unreadable).toMatchObject([{ row: 2, why: 'bad_date' }]);
  });
});

describe('a row with the id of a booking', () => {
  const row = (id: string, time = '15:00') => ['24.11', '24.11.2026', time, 'c', 'n', 's', id];

  it('is that booking; a copy of it was made by somebody, and so was one with a word for an id', () => {
    const { busy } = parse(
      row('BOOKING00001'),
      row('BOOKING00001', '16:00'),
      row('оплачено', '18:00'),
    );
    expect(busy.map(({ row: at }) => at)).toEqual([3, 4]);
  });

  it('is told from its copy by whoever knows the booking', () => {
    const grid = [HEADS, row('BOOKING00001', '16:00'), row('BOOKING00001')];
    const isOurs = (_: string, { key }: { key: string | undefined }) => /15:00/.test(key ?? '');
    const { busy } = parseRows(PROJECT, [{ specialistId, grid }], FROM, isOurs);
    expect(busy).toMatchObject([{ row: 2, startsAt: '2026-11-24T14:00:00.000Z' }]);
  });
});
