import type { Booking } from '../../bookings/index.ts';
import { PassingFault } from '../../platform/errors.ts';
import { bookingIdSchema } from '../../platform/id-schemas.ts';
import { googleConnection, type Project } from '../../projects/index.ts';
import type { Destination, RemoteBooking, SyncItem } from '../destination.ts';
import type { GoogleAccount, GoogleAccountOf } from '../google-account.ts';
import type { GoogleApiFor } from '../google-api.ts';
import type { GoogleFailure } from '../google-result.ts';
import { forgetStrays } from './forget-strays.ts';
import { type FoundRow, rowsOf } from './match.ts';
import { GOOGLE_SHEETS } from './name.ts';
import { failed, sentenceOf } from './outcome.ts';
import { readSheets } from './read-sheets.ts';
import { fingerprintOf, hasRow, isExactly, rowOf } from './row.ts';
import type { SheetOwner } from './worksheets.ts';
import { writeSheets } from './write-sheets.ts';

/** What the destination needs from outside. */
export interface SheetsOptions {
  readonly api: GoogleApiFor;
  /** Unless told: the project's own, else the installation's. */
  readonly connectionOf?: GoogleAccountOf;
}

/**
 * Bookings as rows of a spreadsheet, a worksheet for each specialist. Everything that is to be written is written by
 * one call after two that read, however many bookings it is about. A place is the spreadsheet.
 */
export function sheetsDestination({
  api,
  connectionOf = googleConnection,
}: SheetsOptions): Destination {
  const sheetOf = async (project: Project): Promise<string | undefined> => {
    const { googleSheetId } = project;
    if (googleSheetId === undefined) return undefined;
    const known = project.googleAccount !== undefined || project.connected?.includes(GOOGLE_SHEETS);
    return known || (await connectionOf(project)) ? googleSheetId : undefined;
  };
  const accountOf = async (project: Project, place: string): Promise<GoogleAccount> => {
    const account = await connectionOf(project);
    if (!account || project.googleSheetId !== place) {
      throw new Error('The project is not connected to this spreadsheet.');
    }
    return account;
  };
  return {
    name: GOOGLE_SHEETS,
    places: async (project) => {
      const sheet = await sheetOf(project);
      return sheet === undefined ? [] : [sheet];
    },
    placeOf: sheetOf,
    holds: hasRow,

    async write({ project, place, items }) {
      const account = await connectionOf(project);
      if (!account || project.googleSheetId !== place) {
        return failed(items, { kind: 'refused', why: 'the project is not connected to it' });
      }
      const owners = ownersOf(project, items);
      return writeSheets({ sheets: api(account).sheets, account, project, place, owners }, items);
    },

    async removeStrays({ project, place, bookingIds }) {
      const account = await accountOf(project, place);
      const { sheets } = api(account);
      const done = await forgetStrays(sheets, place, project.specialists, bookingIds);
      if (done.kind !== 'ok') throw notNow(done, account);
    },

    async read({ project, place }) {
      const account = await accountOf(project, place);
      const read = await readSheets(api(account).sheets, place, project.specialists);
      if (read.kind !== 'ok') throw notNow(read, account);
      return read.value.flatMap(({ worksheet, grid }) =>
        rowsOf(worksheet.specialistId, grid).flatMap(remoteOf),
      );
    },
  };
}

function notNow(failure: GoogleFailure, { clientEmail }: GoogleAccount): PassingFault {
  const { retryAfterSeconds = undefined } = failure.kind === 'not_now' ? failure : {};
  return new PassingFault(
    sentenceOf(failure, clientEmail),
    retryAfterSeconds === undefined ? {} : { retryAfterSeconds },
  );
}

/** The specialists of the project, and those of these bookings who left it. */
function ownersOf(project: Project, items: readonly SyncItem[]): SheetOwner[] {
  const owners = new Map<string, SheetOwner>();
  for (const { specialistId, name } of project.specialists) {
    owners.set(specialistId, { specialistId, name });
  }
  for (const { booking } of items) {
    const { specialistId, specialistName: name } = booking;
    if (!owners.has(specialistId)) owners.set(specialistId, { specialistId, name });
  }
  return [...owners.values()];
}

/** Rows without an id of ours were typed by people: they are nobody's booking. */
function remoteOf({ specialistId, id, cells }: FoundRow): RemoteBooking[] {
  const { success, data: bookingId } = bookingIdSchema.safeParse(id);
  if (!success) return [];
  const shows = (booking: Booking) =>
    booking.specialistId === specialistId && isExactly(cells, rowOf(booking));
  return [{ id, bookingId, fingerprint: fingerprintOf(specialistId, cells), shows }];
}
