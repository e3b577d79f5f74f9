import type { CellValue } from './api.ts';

const DAY_MS = 86_400_000;
const DAY_MINUTES = 1440;
/** The day that Sheets counts from. */
const EPOCH = Date.UTC(1899, 11, 30);
/** Numbers that are days of our time: 2000 to 2099. Others are amounts, or a "24.11" that was read as a number. */
const FIRST_DAY = 36_526;
const LAST_DAY = 73_050;

const POINTED_DAY = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;
const ISO_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^(\d{1,2})[:.](\d{2})(?::00)?$/;

/** What stands in a cell, as text; nothing for a cell that is not there. */
export function textOf(cell: CellValue | undefined): string {
  return cell === undefined ? '' : String(cell).trim();
}

/**
 * The day in a cell, `YYYY-MM-DD`: a date of the sheet, `DD.MM.YYYY` or `YYYY-MM-DD`. `undefined` when it is no day, or
 * more than one could be meant.
 */
export function dayOf(cell: CellValue | undefined): string | undefined {
  if (typeof cell === 'number') {
    if (cell < FIRST_DAY || cell >= LAST_DAY) return undefined;
    return new Date(EPOCH + Math.floor(cell) * DAY_MS).toISOString().slice(0, 10);
  }
  const text = textOf(cell);
  const [, day, month, year] = POINTED_DAY.exec(text) ?? [];
  if (year !== undefined) return realDay(Number(year), Number(month), Number(day));
  const [, isoYear, isoMonth, isoDay] = ISO_DAY.exec(text) ?? [];
  if (isoYear === undefined) return undefined;
  return realDay(Number(isoYear), Number(isoMonth), Number(isoDay));
}

function realDay(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day));
  const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day && year >= 2000;
  return isReal ? date.toISOString().slice(0, 10) : undefined;
}

/** The minute of the day in a cell: a time of the sheet, `HH:MM` or `HH.MM`. */
export function minuteOf(cell: CellValue | undefined): number | undefined {
  if (typeof cell === 'number') {
    return cell >= 0 && cell < 1 ? Math.round(cell * DAY_MINUTES) % DAY_MINUTES : undefined;
  }
  const [, hours, minutes] = CLOCK.exec(textOf(cell)) ?? [];
  if (hours === undefined || Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return Number(hours) * 60 + Number(minutes);
}

/** `HH:MM` of a minute of the day. */
export function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}
