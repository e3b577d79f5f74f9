import { isGoogleConnected } from '../../projects/index.ts';
import type { BusyPlaces } from '../busy-times/busy-source.ts';
import { GOOGLE_CALENDAR } from './name.ts';

/** The calendars of a project's specialists, each once. */
export const calendarPlaces: BusyPlaces = {
  name: GOOGLE_CALENDAR,
  places: async (project) => {
    const ids = new Set(project.specialists.flatMap((one) => one.googleCalendarId ?? []));
    return ids.size > 0 && (await isGoogleConnected(project, GOOGLE_CALENDAR)) ? [...ids] : [];
  },
};
