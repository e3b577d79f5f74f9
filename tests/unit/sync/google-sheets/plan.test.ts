import { describe, expect, it } from 'vitest';
import type { Booking } from '../../../../shared/bookings/index.ts';
import type { BookingId, SpecialistId } from '../../../../shared/platform/ids.ts';
import { planSheets } from '../../../../shared/sync/google-sheets/plan.ts';
import { fingerprintOf, rowOf } from '../../../../shared/sync/google-sheets/row.ts';
import {
  rangeOf,
  sheetIdOf,
  worksheetsOf,
} from '../../../../shared/sync/google-sheets/worksheets.ts';
import type { CellValue, SyncItem } from '../../../../shared/sync/index.ts';
import { aBooking } from './a-booking.ts';
import { SheetModel } from './sheet-model.ts';

const owner = (id: string, name: string) => ({ specialistId: id as SpecialistId, name });
const OWNERS = [owner('S1', 'Анна'), owner('S2', 'Борис')];
const first = aBooking();
const other = aBooking({
  bookingId: 'BOOKING0000000000002' as BookingId,
  startsAt: '2026-11-22T08:00:00.000Z',
});

/** A spreadsheet whose worksheets have these rows below their heads; all bookings of before were written. */
function spreadsheet(rows: Readonly<Record<string, readonly CellValue[][]>>, rowCount = 100) {
  const sheet = new SheetModel();
  sheet.tabs = OWNERS.map(({ specialistId, name }) => ({
    sheetId: sheetIdOf(specialistId),
    title: name,
    rowCount,
    columnCount: 12,
    hidden: new Set([6]),
    rows: [
      ['Дата', '', '', '', '', '', 'ID'],
      ...(rows[specialistId] ?? []).map((row) => [...row]),
    ],
  }));
  const plan = (...items: SyncItem[]) => {
    const sheets = worksheetsOf(OWNERS, sheet.tabs).map((worksheet) => ({
      worksheet,
      grid: sheet.grid(worksheet.sheetId),
    }));
    const planned = planSheets(sheets, items, 'uk');
    sheet.apply(planned.requests);
    return planned;
  };
  const shown = (specialistId: string) =>
    sheet.grid(sheetIdOf(specialistId as SpecialistId)).slice(1);
  return { sheet, plan, shown };
}
const written = (booking: Booking): CellValue[] => [...rowOf(booking), booking.bookingId];
const known = (booking: Booking, now: Partial<Booking> = {}): SyncItem => ({
  booking: { ...booking, ...now },
  remote: {
    id: booking.bookingId,
    version: 1,
    fingerprint: fingerprintOf(booking.specialistId, rowOf(booking)),
  },
});

describe('the rows of a worksheet', () => {
  it('give up a cancelled booking by what they say, when the hidden column was left behind', () => {
    const { plan, shown } = spreadsheet({
      S1: [
        [...rowOf(other), first.bookingId],
        [...rowOf(first), other.bookingId],
      ],
    });
    plan(known(first, { status: 'CANCELLED' }));
    expect(shown('S1')).toEqual([[...rowOf(other)]]);
    plan(known(other));
    expect(shown('S1')).toEqual([written(other)]);
  });

  it('are not taken from another specialist, although they say the same', () => {
    const { plan, shown } = spreadsheet({ S2: [[...rowOf(first)]] });
    plan({ booking: first });
    expect(shown('S1')).toEqual([written(first)]);
    expect(shown('S2')).toEqual([[...rowOf(first)]]);
  });

  it('are found again when somebody emptied the id, or retyped the day as a date', () => {
    const [short, , ...rest] = rowOf(first);
    const { plan, shown } = spreadsheet({
      S1: [
        [46_347, 46_347, ...rest],
        ['', '', '', 'note'],
      ],
    });
    expect(short).toBe('21.11');
    plan(known(first));
    expect(shown('S1')).toEqual([written(first), ['', '', '', 'note']]);
  });

  it('are made right when somebody edited them, and removed when the booking left them', () => {
    const edited = [...written(first).slice(0, 2), '18:45', ...written(first).slice(3)];
    const { plan, shown } = spreadsheet({ S1: [edited] });
    plan(known(first));
    expect(shown('S1')).toEqual([written(first)]);
    plan({ ...known(first), remove: true });
    expect(shown('S1')).toEqual([]);
  });

  it('of a copy stay with who made it: only the id is taken from it', () => {
    const copy = [...written(first).slice(0, 2), '18:45', ...written(first).slice(3)];
    const { plan, shown } = spreadsheet({ S1: [copy, written(first)] });
    plan(known(first));
    expect(shown('S1')).toEqual([copy.slice(0, 6), written(first)]);
  });

  it('can all go: one always stays, since Google lets nobody delete the last', () => {
    const { plan, shown, sheet } = spreadsheet({ S1: [written(first)] }, 2);
    plan(known(first, { status: 'REJECTED' }));
    expect(shown('S1')).toEqual([]);
    expect(sheet.tabs[0]?.rowCount).toBeGreaterThan(1);
  });
});

describe('the worksheet of a specialist', () => {
  const tab = (sheetId: number, title: string) => ({
    sheetId,
    title,
    rowCount: 10,
    columnCount: 5,
  });
  it('is the one made for her, then one with her name, then a new one; never that of another', () => {
    const made = sheetIdOf('S1' as SpecialistId);
    const found = worksheetsOf(
      [owner('S1', 'Анна'), owner('S2', 'борис'), owner('S3', 'БОРИС'), owner('S4', 'Анна')],
      [tab(0, 'Sheet1'), tab(made, 'перейменовано'), tab(7, 'Борис ')],
    );
    expect(found.map(({ sheetId, title, grid }) => [sheetId, title, grid !== undefined])).toEqual([
      [made, 'перейменовано', true],
      [7, 'Борис ', true],
      [sheetIdOf('S3' as SpecialistId), 'БОРИС (S3)', false],
      [sheetIdOf('S4' as SpecialistId), 'Анна', false],
    ]);
  });

  it('gets another title when somebody has hers already', () => {
    const [one, two] = worksheetsOf([owner('S1', 'Анна'), owner('S2', 'анна')], []);
    expect([one?.title, two?.title]).toEqual(['Анна', 'анна (S2)']);
  });

  it('is asked for by its title in quotes, no wider than it is', () => {
    const [one] = worksheetsOf([owner('S1', "D'Arcy")], [tab(3, "D'Arcy")]);
    expect(one && rangeOf(one)).toBe("'D''Arcy'!A1:E10");
  });
});
