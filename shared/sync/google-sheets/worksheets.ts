import { createHash } from 'node:crypto';
import type { SpecialistId } from '../../platform/ids.ts';
import type { Worksheet } from './api.ts';

const LONGEST_TITLE = 100;

/** Somebody who has a worksheet. */
export interface SheetOwner {
  readonly specialistId: SpecialistId;
  readonly name: string;
}

/** Where the rows of a specialist stand, or will stand. */
export interface OwnedWorksheet {
  readonly specialistId: SpecialistId;
  readonly sheetId: number;
  readonly title: string;
  /** Absent: there is none yet. */
  readonly grid?: Pick<Worksheet, 'rowCount' | 'columnCount'>;
}

/**
 * The worksheet of each specialist: the one that was made for her, whatever people call it now, else one with her name,
 * else one to be made. No worksheet belongs to two.
 *
 * @param worksheets all tabs of the spreadsheet
 */
export function worksheetsOf(
  owners: readonly SheetOwner[],
  worksheets: readonly Worksheet[],
): readonly OwnedWorksheet[] {
  const found = new Map<SpecialistId, Worksheet>();
  const free = new Map(worksheets.map((worksheet) => [worksheet.sheetId, worksheet]));
  const take = (owner: SheetOwner, worksheet: Worksheet | undefined) => {
    if (!worksheet) return;
    found.set(owner.specialistId, worksheet);
    free.delete(worksheet.sheetId);
  };
  for (const owner of owners) take(owner, free.get(sheetIdOf(owner.specialistId)));
  for (const owner of owners) {
    if (found.has(owner.specialistId)) continue;
    const same = (wanted: string) => (one: Worksheet) => plain(one.title) === wanted;
    take(owner, [...free.values()].find(same(plain(titleOf(owner)))));
  }
  const titles = new Set(worksheets.map(({ title }) => plain(title)));
  return owners.map((owner) => {
    const { specialistId } = owner;
    const known = found.get(specialistId);
    if (known) {
      const { sheetId, title, rowCount, columnCount } = known;
      return { specialistId, sheetId, title, grid: { rowCount, columnCount } };
    }
    const title = titles.has(plain(titleOf(owner))) ? otherTitle(owner) : titleOf(owner);
    titles.add(plain(title));
    return { specialistId, sheetId: sheetIdOf(specialistId), title };
  });
}

/** The id of the worksheet made for a specialist: making it twice is refused, so there are never two. */
export function sheetIdOf(specialistId: SpecialistId): number {
  const digest = createHash('sha256').update(specialistId).digest();
  // 31 bits, and not 0: that is the first tab of every spreadsheet.
  return digest.readUInt32BE(0) & 0x7f_ff_ff_ff || 1;
}

const titleOf = ({ name }: SheetOwner): string => name.trim().slice(0, LONGEST_TITLE);

const otherTitle = ({ name, specialistId }: SheetOwner): string => {
  const suffix = ` (${specialistId})`;
  return name.trim().slice(0, LONGEST_TITLE - suffix.length) + suffix;
};

/** Titles are told apart without regard to case. */
const plain = (title: string): string => title.trim().normalize('NFC').toLowerCase();

/** Columns A to G of a worksheet in A1 notation. */
export function rangeOf({ title, grid }: OwnedWorksheet): string {
  const last = 'ABCDEFG'.charAt(Math.min(grid?.columnCount ?? 7, 7) - 1);
  return `${quoted(title)}!A1:${last}${grid?.rowCount ?? 1}`;
}

/** The same, however many rows there are by then. */
export const columnsOf = ({ title }: OwnedWorksheet): string => `${quoted(title)}!A:G`;

const quoted = (title: string): string => `'${title.replaceAll("'", "''")}'`;
