import { type WorkingHours, workingHoursOf } from '../integrations/index.ts';
import type { Project } from '../projects/index.ts';
import { entitlementsOf } from './entitlements.ts';

/** The types of the catalogue that may have working hours, by what channels call their messengers. */
const TYPES = {
  telegram: 'telegram',
  instagram: 'instagram',
  facebook: 'facebook-messenger',
  messenger: 'facebook-messenger',
} as const;

/**
 * When the AI works in a messenger, as far as the project's package has such hours; `undefined`: always.
 *
 * @param service the messenger behind the channel, as an address names it
 */
export async function hoursOfMessenger(
  project: Project,
  service: string,
): Promise<WorkingHours | undefined> {
  if (project.hasWorkingHours !== true || !entitlementsOf(project).workingHours) return undefined;
  if (!Object.hasOwn(TYPES, service)) return undefined;
  return workingHoursOf(project, TYPES[service as keyof typeof TYPES]);
}
