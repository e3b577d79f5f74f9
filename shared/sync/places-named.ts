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
  'google-calendar': ({ specialists, services, googleAccount, connected = [] }) => {
    const calendars = specialists.flatMap(({ specialistId, googleCalendarId }) =>
      googleCalendarId === undefined ? [] : [[specialistId, googleCalendarId]],
    );
    const isSignedIn = connected.includes('google-calendar');
    const online = connected.includes('google-meet') ? onlineOf(services) : [];
    if (calendars.length === 0 && online.length === 0) return undefined;
    // Who makes the links decides what stands in the calendar that is there for them.
    const calls = online.length === 0 ? [] : [online, connected.includes('zoom')];
    return [calendars, googleAccount, isSignedIn, calls];
  },
  zoom: ({ services, connected }) => {
    const online = connected?.includes('zoom') ? onlineOf(services) : [];
    return online.length === 0 ? undefined : online;
  },
};

const onlineOf = (services: Project['services']) =>
  services.flatMap((one) => (one.online === true ? [one.serviceId] : []));

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
