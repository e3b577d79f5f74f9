import type { Project } from '../projects/index.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

/**
 * The import that a written configuration needs: when it names another spreadsheet or other calendars than before. What
 * a place that it names no more has blocked is free then.
 *
 * @param old the configuration before; `undefined` when the project is new
 */
export function importAfter(row: Project, old: Project | undefined): UpkeepMessage | undefined {
  if (placesIn(row) === (old === undefined ? placesIn() : placesIn(old))) return undefined;
  return { projectId: row.projectId, task: 'import', attempt: 0 };
}

function placesIn(
  project?: Pick<Project, 'googleSheetId' | 'googleAccount' | 'signIns' | 'specialists'>,
) {
  const { googleSheetId, googleAccount, signIns = [], specialists = [] } = project ?? {};
  const calendars = specialists.flatMap(({ specialistId, googleCalendarId }) =>
    googleCalendarId === undefined ? [] : [[specialistId, googleCalendarId]],
  );
  const hasPlaces = googleSheetId !== undefined || calendars.length > 0;
  return JSON.stringify(hasPlaces ? [googleSheetId, googleAccount, signIns, calendars] : []);
}
