import { createHash } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import { type Booking, majorAmount, sessionMinutes } from '../../bookings/index.ts';
import type { Project } from '../../projects/index.ts';
import type { AppSheetRow, AppSheetShape } from './api.ts';

/** The columns of a booking, named by who asked for them, in their order. */
export const COLUMNS = [
  'BookingID',
  'ModelName',
  'ClientName',
  'ClientEmail',
  'ClientPhone',
  'Date',
  'Time',
  'Duration',
  'Location',
  'LocationType',
  'TotalAmount',
  'Status',
  'ConfirmationCode',
] as const;
export type ColumnName = (typeof COLUMNS)[number];

export const SHAPE: AppSheetShape = { key: 'BookingID', dates: ['Date'] };

/** Columns that people fill in themselves while we know nothing to put there. */
const THEIRS: readonly ColumnName[] = ['ClientEmail', 'ClientPhone'];

/** What a table over a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** A booking as its row: wall-clock day (`YYYY-MM-DD`) and time, minutes, an amount in major units. */
export function rowOf(
  booking: Booking,
  project: Pick<Project, 'specialists' | 'location'>,
): Record<ColumnName, string | number> {
  const { startsAt, timeZone, price } = booking;
  const starts = Temporal.Instant.from(startsAt).toZonedDateTimeISO(timeZone);
  return {
    BookingID: booking.bookingId,
    ModelName: plain(booking.specialistName),
    ClientName: plain(booking.clientName),
    ClientEmail: '',
    ClientPhone: booking.clientPhone ?? '',
    Date: starts.toPlainDate().toString(),
    Time: starts.toPlainTime().toString({ smallestUnit: 'minute' }),
    Duration: sessionMinutes(booking).planned,
    ...placeOf(booking, project),
    TotalAmount: price === undefined ? '' : majorAmount(booking, price),
    Status: booking.status,
    ConfirmationCode: booking.code,
  };
}

/** The row without the columns that belong to people for now: an Edit leaves those as they are. */
export function ownColumns(row: Readonly<Record<ColumnName, string | number>>): AppSheetRow {
  const cells = COLUMNS.filter((name) => row[name] !== '' || !THEIRS.includes(name));
  return Object.fromEntries(cells.map((name) => [name, row[name]]));
}

/**
 * The columns in which a row of the app is not what it should be. What only looks different is not: seconds of a time,
 * the digits of an amount, the spelling of a phone number, or a blank cell that is left out.
 *
 * @param wanted as {@link ownColumns} gives it
 */
export function differencesOf(wanted: AppSheetRow, found: AppSheetRow): ColumnName[] {
  return COLUMNS.filter((name) => {
    const cell = wanted[name];
    return cell !== undefined && normal(name, cell) !== normal(name, found[name] ?? '');
  });
}

/**
 * Of a row as it stands in the table, or as it shall stand there: what {@link differencesOf} takes for the same has the
 * same. The e-mail is the app's own for as long as no booking carries one.
 */
export function fingerprintOf(row: AppSheetRow): string {
  const cells = COLUMNS.filter((name) => name !== 'ClientEmail').map((name) =>
    normal(name, row[name] ?? ''),
  );
  return createHash('sha256').update(JSON.stringify(cells)).digest('base64url').slice(0, 22);
}

/** Where it takes place: the specialist's own place before the business's. */
function placeOf(
  { specialistId }: Booking,
  { specialists, location }: Pick<Project, 'specialists' | 'location'>,
): Pick<Record<ColumnName, string>, 'Location' | 'LocationType'> {
  const own = specialists.find((one) => one.specialistId === specialistId)?.location;
  if (own) return { Location: plain(own), LocationType: 'SPECIALIST' };
  if (location) return { Location: plain(location), LocationType: 'BUSINESS' };
  return { Location: '', LocationType: '' };
}

/** A text of somebody's that no spreadsheet below the app computes: an apostrophe makes it text there. */
const plain = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);

function normal(name: ColumnName, cell: string | number): string {
  const text = String(cell).trim();
  switch (name) {
    case 'Time':
      return timeOf(text);
    case 'Duration':
    case 'TotalAmount':
      return numberOf(text);
    case 'ClientPhone':
      return text.replace(/\D/g, '');
    default:
      return text.replace(/^'/, '');
  }
}

function timeOf(text: string): string {
  const [, hours, minutes, half] =
    /^(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([AP])M)?$/i.exec(text) ?? [];
  if (hours === undefined) return text;
  const noon = half === undefined ? 0 : half.toUpperCase() === 'P' ? 12 : 0;
  const hour = half === undefined ? Number(hours) : (Number(hours) % 12) + noon;
  return `${String(hour).padStart(2, '0')}:${minutes}`;
}

function numberOf(text: string): string {
  const digits = text.replace(/[^\d.-]/g, '');
  return digits === '' || Number.isNaN(Number(digits)) ? text : String(Number(digits));
}
