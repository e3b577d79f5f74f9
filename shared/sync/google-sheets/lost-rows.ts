import type { SpecialistId } from '../../platform/ids.ts';
import type { CellValue } from './api.ts';
import { clockOf, dayOf, minuteOf, textOf } from './cells.ts';
import { type FoundRow, rowsOf } from './match.ts';
import { placeOf, type SheetPlan } from './plan.ts';
import type { ReadSheet } from './read-sheets.ts';
import { ID_COLUMN } from './row.ts';

/**
 * The rows of a worksheet that were there before a write, that it did not mean, and that are gone: people moved rows
 * meanwhile, so that it hit others than it named. As texts of columns A to G, to be put back. A row that somebody
 * edited meanwhile is not gone.
 *
 * @param before as it was read when the write was planned
 * @param after as it was right after the write
 */
export function lostRows(
  { steps }: SheetPlan,
  before: ReadSheet,
  after: ReadSheet,
): readonly (readonly string[])[] {
  const { specialistId } = before.worksheet;
  const own = steps.filter((step) => placeOf(step) === specialistId);
  const meant = new Set(
    own.flatMap((step) =>
      step.kind === 'rewrite' || step.kind === 'delete' ? [step.row.index] : [],
    ),
  );
  const were = seenRows(specialistId, before);
  const are = seenRows(specialistId, after);
  const written = own.map(({ wish }) => seen(wish.row));
  const lost = without(
    were.filter(({ row }) => !meant.has(row.index)),
    are.map(({ text }) => text),
  );
  const come = without(are, [...were.map(({ text }) => text), ...written]);
  for (const { cells } of come) {
    const edited = lost.findIndex((one) => isAlike(one.cells, cells));
    if (edited >= 0) lost.splice(edited, 1);
  }
  return lost.map(({ row }) => [...COLUMNS.map((column) => asText(row.cells, column)), row.id]);
}

const COLUMNS = Array.from({ length: ID_COLUMN }, (_, column) => column);

/** A row and what people see of it: the hidden column stays where it is when they sort the others. */
interface SeenRow {
  readonly row: FoundRow;
  readonly cells: readonly string[];
  readonly text: string;
}

function seenRows(specialistId: SpecialistId, { grid }: ReadSheet): SeenRow[] {
  return rowsOf(specialistId, grid).flatMap((row) => {
    const cells = COLUMNS.map((column) => textOf(row.cells[column]));
    return cells.some((cell) => cell !== '') ? [{ row, cells, text: seen(cells) }] : [];
  });
}

const seen = (cells: readonly string[]): string => JSON.stringify(cells);

/** Those of `rows` that are left when each of `texts` takes one away that looks like it. */
function without(rows: readonly SeenRow[], texts: readonly string[]): SeenRow[] {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return rows.filter(({ text }) => {
    const count = counts.get(text) ?? 0;
    counts.set(text, count - 1);
    return count <= 0;
  });
}

/** More of their cells are the same than not. */
function isAlike(one: readonly string[], other: readonly string[]): boolean {
  const filled = COLUMNS.filter((column) => one[column] !== '' || other[column] !== '');
  return filled.filter((column) => one[column] === other[column]).length * 2 > filled.length;
}

/** Days and times of the sheet come as numbers, and would be put back as such. */
function asText(cells: readonly CellValue[], column: number): string {
  const cell = cells[column];
  if (typeof cell !== 'number') return cell === undefined ? '' : String(cell);
  const [year, month, day] = column < 2 ? (dayOf(cell)?.split('-') ?? []) : [];
  if (year !== undefined) return column === 0 ? `${day}.${month}` : `${day}.${month}.${year}`;
  const minute = column === 2 ? minuteOf(cell) : undefined;
  return minute === undefined ? String(cell) : clockOf(minute);
}
