import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import type { Booking, BookingStatus } from '../../bookings/index.ts';
import type { SpecialistId } from '../../platform/ids.ts';
import type { CellValue } from './api.ts';
import { clockOf, dayOf, minuteOf, textOf } from './cells.ts';

/** The column with the booking's id, hidden from people: G. */
export const ID_COLUMN = 6;
export const COLUMN_COUNT = 7;

const LONGEST_TEXT = 500;

/** Columns A to F: `DD.MM`, `DD.MM.YYYY`, `HH:MM`, client id, client name, service. */
export type Row = readonly [string, string, string, string, string, string];

/** A booking that is not there any more has no row; one that took place, or was missed, keeps its. */
const WITHOUT_ROW: ReadonlySet<BookingStatus> = new Set(['CANCELLED', 'REJECTED']);

/** Whether the sheet shows a booking of this status. */
export const hasRow = ({ status }: Pick<Booking, 'status'>): boolean => !WITHOUT_ROW.has(status);

/** Columns A to F of a booking, by the wall clock of its zone. */
export function rowOf(booking: Booking): Row {
  const { startsAt, timeZone, clientId, clientName, serviceName } = booking;
  const starts = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone);
  const [year = '', month, day] = starts.toPlainDate().toString().split('-');
  return [
    `${day}.${month}`,
    `${day}.${month}.${year}`,
    starts.toPlainTime().toString({ smallestUnit: 'minute' }),
    oneLine(clientId),
    oneLine(clientName),
    oneLine(serviceName),
  ];
}

const oneLine = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT)
    .toWellFormed();

/**
 * What tells whose visit a row is when its id is lost or wrong: day, time and client. `undefined` when the row does not
 * say all three.
 */
export function keyOf(cells: readonly (CellValue | undefined)[]): string | undefined {
  const [, date, time, client] = cells;
  const [day, minute, clientId] = [dayOf(date), minuteOf(time), textOf(client)];
  if (day === undefined || minute === undefined || clientId === '') return undefined;
  return JSON.stringify([day, clockOf(minute), clientId]);
}

/** Whether A to F are letter by letter what they should be. */
export function isExactly(cells: readonly (CellValue | undefined)[], row: Row): boolean {
  return row.every((text, column) => (cells[column] ?? '') === text);
}

/**
 * What was written, for the memory of it: in whose worksheet, day, time and client as they are, names and all else as a
 * digest.
 */
export function fingerprintOf(
  specialistId: SpecialistId,
  cells: readonly (CellValue | undefined)[],
): string {
  const texts = Array.from({ length: ID_COLUMN }, (_, column) => String(cells[column] ?? ''));
  const digest = createHash('sha256').update(JSON.stringify(texts)).digest('base64url');
  return JSON.stringify([specialistId, keyOf(cells) ?? '', digest.slice(0, 16)]);
}

/** The worksheet and the key of what was written; `undefined` when nothing is known of it. */
export function readFingerprint(
  fingerprint: string | undefined,
): { readonly specialistId: SpecialistId; readonly key: string } | undefined {
  if (!fingerprint) return undefined;
  const [specialistId, key] = JSON.parse(fingerprint) as [SpecialistId, string];
  return { specialistId, key };
}
