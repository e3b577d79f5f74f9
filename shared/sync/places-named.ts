import { isDeepStrictEqual } from 'node:util';
import type { Project } from '../projects/index.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

/** What of a project's configuration names the places of each destination, and opens them. */
const NAMED: Readonly<Record<string, (project: Project) => readonly unknown[] | undefined>> = {
  appsheet: ({ appSheet }) => appSheet && [appSheet],
  'google-sheets': ({ googleSheetId, googleAccount, connected }) =>
    googleSheetId === undefined
      ? undefined
      : [googleSheetId, googleAccount, connected?.includes('google-sheets') ?? false],
  'google-calendar': ({ specialists, googleAccount, connected }) => {
    const calendars = specialists.flatMap(({ specialistId, googleCalendarId }) =>
      googleCalendarId === undefined ? [] : [[specialistId, googleCalendarId]],
    );
    const isSignedIn = connected?.includes('google-calendar') ?? false;
    return calendars.length === 0 ? undefined : [calendars, googleAccount, isSignedIn];
  },
  zoom: ({ services, connected }) => {
    const online = services.flatMap((one) => (one.online === true ? [one.serviceId] : []));
    return connected?.includes('zoom') && online.length > 0 ? online : undefined;
  },
};

/**
 * The messages of upkeep by which bookings get to places that a configuration names newly, or otherwise than before. A
 * project that begins with places has no bookings yet.
 *
 * @param old the configuration before; `undefined` when the project is new
 */
export function placesNamed(project: Project, old: Project | undefined): readonly UpkeepMessage[] {
  if (old === undefined) return [];
  const { projectId } = project;
  return Object.entries(NAMED).flatMap(([destination, named]) => {
    const present = named(project);
    if (present === undefined || isDeepStrictEqual(present, named(old))) return [];
    return [{ projectId, task: 'reconcile', destination, attempt: 0 } as const];
  });
}
