import type { Project } from '../../projects/index.ts';
import type { UpkeepMessage } from '../upkeep-message.ts';

/**
 * The import that a written configuration needs: when it names another spreadsheet, other calendars or other people in
 * them than before. What
 * a place that it names no more has blocked is free then.
 *
 * @param old the configuration before; `undefined` when the project is new
 */
export function importAfter(row: Project, old: Project | undefined): UpkeepMessage | undefined {
  if (placesIn(row) === (old === undefined ? placesIn() : placesIn(old))) return undefined;
  return { projectId: row.projectId, task: 'import', attempt: 0 };
}

function placesIn(
  project?: Pick<Project, 'googleSheetId' | 'googleAccount' | 'connected' | 'specialists'>,
) {
  const { googleSheetId, googleAccount, connected = [], specialists = [] } = project ?? {};
  const people = specialists.flatMap(({ specialistId, googleCalendarId, externalIds }) =>
    googleCalendarId === undefined && externalIds === undefined
      ? []
      : [[specialistId, googleCalendarId, externalIds]],
  );
  const hasPlaces = googleSheetId !== undefined || people.length > 0 || connected.length > 0;
  return JSON.stringify(hasPlaces ? [googleSheetId, googleAccount, connected, people] : []);
}
