import { googleConnection, type Language } from '../../projects/index.ts';
import type { BusySource } from '../busy-times/busy-source.ts';
import { unanswered } from '../busy-times/failed-reading.ts';
import type { SheetsOptions } from './destination.ts';
import { sentenceOf } from './outcome.ts';
import { sheetPlaces } from './places.ts';
import { readTypedRows } from './read-typed-rows.ts';
import { sheetTexts } from './texts/index.ts';
import { typedByPeople } from './typed-by-people.ts';

/**
 * Rows that people typed into the worksheets of specialists, below those of bookings. Sheets knows no cursor, so all of
 * it is read each time: two calls, whatever the number of specialists.
 */
export function sheetsBusySource({
  api,
  connectionOf = googleConnection,
}: SheetsOptions): BusySource {
  return {
    ...sheetPlaces,
    async read({ project, place, from, now }) {
      const account = await connectionOf(project);
      if (!account) return { kind: 'failed', why: 'The project has no account at Google.' };
      const { sheets } = api(account);
      const request = { api: sheets, project, spreadsheetId: place, from };
      // Whose row is whose is told below: it takes a look at the bookings, which are read after the rows.
      const read = await readTypedRows({ ...request, isOurs: () => false });
      if (read.kind !== 'ok') return unanswered(read, sentenceOf(read, account.clientEmail));
      const { titles } = read.value;
      const { busy, unreadable } = await typedByPeople(project, read.value, { from, now });
      return {
        kind: 'read',
        busy: busy.map(({ specialistId, startsAt, endsAt }) => ({
          specialistId,
          startsAt,
          endsAt,
        })),
        unreadable: unreadable.map(({ specialistId, row, why }) => ({
          specialistId,
          where: rowIn(project.language, titles.get(specialistId) ?? specialistId, row),
          why,
        })),
      };
    },
  };
}

const rowIn = (language: Language, title: string, row: number): string =>
  sheetTexts(language).row(title, row);
