import { isGoogleConnected } from '../../projects/index.ts';
import type { BusyPlaces } from '../busy-times/busy-source.ts';
import { GOOGLE_SHEETS } from './name.ts';

/** The spreadsheet in which people of a project type times. */
export const sheetPlaces: BusyPlaces = {
  name: GOOGLE_SHEETS,
  places: async (project) => {
    const { googleSheetId } = project;
    return googleSheetId !== undefined && (await isGoogleConnected(project, GOOGLE_SHEETS))
      ? [googleSheetId]
      : [];
  },
};
