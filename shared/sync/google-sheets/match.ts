import type { BookingId, SpecialistId } from '../../platform/ids.ts';
import type { SyncItem } from '../destination.ts';
import type { CellValue, Grid } from './api.ts';
import { textOf } from './cells.ts';
import {
  fingerprintOf,
  hasRow,
  ID_COLUMN,
  isExactly,
  keyOf,
  type Row,
  readFingerprint,
  rowOf,
} from './row.ts';

/** A row that is there: something stands in its columns A to G. */
export interface FoundRow {
  readonly specialistId: SpecialistId;
  /** From 0. */
  readonly index: number;
  readonly cells: readonly CellValue[];
  /** What stands in column G. */
  readonly id: string;
  readonly key: string | undefined;
}

/** A booking and what the sheet should show of it. */
export interface Wish {
  readonly item: SyncItem;
  readonly bookingId: BookingId;
  readonly specialistId: SpecialistId;
  readonly row: Row;
  readonly key: string | undefined;
  /** What was written last, when that is known. */
  readonly last: { readonly specialistId: SpecialistId; readonly key: string } | undefined;
  /** False: no row at all. */
  readonly shown: boolean;
}

/** What is to be done with one row, or for one booking. */
export type Step =
  | { readonly kind: 'keep'; readonly wish: Wish; readonly row: FoundRow }
  | { readonly kind: 'rewrite'; readonly wish: Wish; readonly row: FoundRow }
  | { readonly kind: 'add'; readonly wish: Wish }
  | { readonly kind: 'delete'; readonly wish: Wish; readonly row: FoundRow }
  /** The row is somebody's own: it only carries an id that is not its. */
  | { readonly kind: 'forget id'; readonly wish: Wish; readonly row: FoundRow };

/** The rows of a worksheet that are not empty. */
export function rowsOf(specialistId: SpecialistId, grid: Grid): FoundRow[] {
  return grid.flatMap((cells, index) => {
    if (cells.slice(0, ID_COLUMN + 1).every((cell) => textOf(cell) === '')) return [];
    return [{ specialistId, index, cells, id: textOf(cells[ID_COLUMN]), key: keyOf(cells) }];
  });
}

export function wishOf(item: SyncItem): Wish {
  const { booking, remove } = item;
  const { bookingId, specialistId } = booking;
  const row = rowOf(booking);
  const shown = remove !== true && hasRow(booking);
  const last = readFingerprint(writtenLast(item));
  return { item, bookingId, specialistId, row, key: keyOf(row), last, shown };
}

/**
 * Which row is whose, and what becomes of it. Column G counts where day, time and client say the same; where they say
 * something else, those decide: people sort the visible columns and leave the hidden one behind.
 *
 * @param again rows were just written while people moved them: what still says letter by letter what a booking's row
 *   said before is its old row, whatever id stands beside it
 */
export function matchRows(
  rows: readonly FoundRow[],
  wishes: readonly Wish[],
  again = false,
): Step[] {
  const free = new Set(rows);
  const claimed = new Map<Wish, FoundRow>();
  const shown = wishes.filter((wish) => wish.shown);
  const claim = (fits: (row: FoundRow, wish: Wish) => boolean): void => {
    for (const wish of shown) {
      if (claimed.has(wish)) continue;
      const fitting = [...free].filter((row) => fits(row, wish));
      const row = fitting.find(({ cells }) => isExactly(cells, wish.row)) ?? fitting[0];
      if (!row) continue;
      claimed.set(wish, row);
      free.delete(row);
    }
  };
  const carries = (row: FoundRow, wish: Wish) => row.id === wish.bookingId;
  const saysNow = (row: FoundRow, wish: Wish) =>
    row.key !== undefined && row.key === wish.key && row.specialistId === wish.specialistId;
  const saidLast = (row: FoundRow, { last }: Wish) =>
    row.key !== undefined && row.key === last?.key && row.specialistId === last.specialistId;
  // Its id stands in another row: the hidden column was left behind when the others were sorted.
  const isScrambled = (row: FoundRow, wish: Wish) =>
    row.id === '' || [...free].some((other) => other !== row && carries(other, wish));

  claim((row, wish) => carries(row, wish) && saysNow(row, wish));
  claim(saysNow);
  claim((row, wish) => carries(row, wish) && saidLast(row, wish));
  claim((row, wish) => saidLast(row, wish) && isScrambled(row, wish));
  claim((row, wish) => carries(row, wish) && row.specialistId === wish.specialistId);
  claim(carries);

  const steps = shown.flatMap((wish): Step[] => stepsOf(wish, claimed.get(wish)));
  const take = (kind: 'delete' | 'forget id', wish: Wish, taken: readonly FoundRow[]): void => {
    for (const row of taken) {
      free.delete(row);
      steps.push({ kind, wish, row });
    }
  };
  const ids = new Set<string>(wishes.map(({ bookingId }) => bookingId));
  const gone = wishes.filter((wish) => !wish.shown);
  const carriedBy = (wish: Wish) => [...free].filter((row) => carries(row, wish));
  const isSure = (row: FoundRow, wish: Wish) => saysNow(row, wish) || saidLast(row, wish);
  // First by what the rows say, so that no id that was left behind takes the row of another booking.
  const found = new Set<Wish>();
  for (const wish of gone) {
    const carrying = carriedBy(wish);
    const sure = carrying.filter((row) => isSure(row, wish));
    const isLeftBehind = sure.length === 0 && carrying.length > 0;
    const others = [...free].filter((row) => {
      if (carries(row, wish) || !saidLast(row, wish)) return false;
      const isNobodys = again || row.id === '' || ids.has(row.id);
      return isLeftBehind || (isNobodys && isAsWritten(row, wish));
    });
    take('delete', wish, [...sure, ...others]);
    if (sure.length + others.length > 0) found.add(wish);
  }
  for (const wish of gone) {
    // Somebody edited the only row of it: it is the booking's all the same.
    take(found.has(wish) ? 'forget id' : 'delete', wish, carriedBy(wish));
  }
  for (const wish of shown) {
    const copies = [...free].filter((row) => row.id === '' && saysNow(row, wish));
    take('delete', wish, [
      ...copies.filter(({ cells }) => isExactly(cells, wish.row)),
      ...carriedBy(wish).filter((row) => isSure(row, wish)),
    ]);
    if (again) {
      take(
        'delete',
        wish,
        [...free].filter((row) => isAsWritten(row, wish)),
      );
    }
    take('forget id', wish, carriedBy(wish));
  }
  return steps;
}

/** Whether the row is letter by letter what we wrote last. */
const isAsWritten = ({ specialistId, cells }: FoundRow, { item }: Wish): boolean =>
  fingerprintOf(specialistId, cells) === writtenLast(item);

/** Also what may not be there any more: whether it is, its row says. */
const writtenLast = ({ remote }: SyncItem): string | undefined =>
  remote?.fingerprint || remote?.doubted;

function stepsOf(wish: Wish, row: FoundRow | undefined): Step[] {
  if (!row) return [{ kind: 'add', wish }];
  if (row.specialistId !== wish.specialistId) {
    return [
      { kind: 'delete', wish, row },
      { kind: 'add', wish },
    ];
  }
  const isRight = row.id === wish.bookingId && isExactly(row.cells, wish.row);
  return [{ kind: isRight ? 'keep' : 'rewrite', wish, row }];
}
