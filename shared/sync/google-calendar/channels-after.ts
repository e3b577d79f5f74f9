import { isDeepStrictEqual } from 'node:util';
import type { Project } from '../../projects/index.ts';
import type { UpkeepMessage } from '../upkeep-message.ts';
import { GOOGLE_CALENDAR } from './name.ts';

/**
 * The look at channels that a written configuration needs: when it names other calendars than before, or another account
 * opens them. What it names no more is then told of no longer.
 *
 * @param old the configuration before; `undefined` when the project is new
 */
export function channelsAfter(row: Project, old: Project | undefined): UpkeepMessage | undefined {
  if (isDeepStrictEqual(calendarsIn(row), old === undefined ? [] : calendarsIn(old))) {
    return undefined;
  }
  return { projectId: row.projectId, task: 'channels', attempt: 0 };
}

function calendarsIn({
  specialists,
  googleAccount,
  connected,
}: Pick<Project, 'specialists' | 'googleAccount' | 'connected'>): readonly unknown[] {
  const calendars = new Set(specialists.flatMap((one) => one.googleCalendarId ?? []));
  const isSignedIn = connected?.includes(GOOGLE_CALENDAR) ?? false;
  return calendars.size === 0 ? [] : [googleAccount, isSignedIn, ...[...calendars].sort()];
}
