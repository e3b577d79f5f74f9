import { isDeepStrictEqual } from 'node:util';
import type { ProjectConfig } from '../contracts/project-config.ts';
import { isRefusal, PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId } from '../platform/ids.ts';
import { applyConfig, type InvalidConfig } from './apply-config.ts';
import { appSheetEntries } from './appsheet-entries.ts';
import { botEntries } from './bot-entries.ts';
import { getProject } from './get-project.ts';
import { googleEntries } from './google-entries.ts';
import type { Project } from './project.ts';
import {
  removalBlockers,
  type UpcomingBooking,
  type UpcomingBookings,
} from './removal-blockers.ts';
import { writeProject } from './write-project.ts';

/** Writers that meet again and again are sent away after this many rounds. */
const ATTEMPTS = 6;

/** A booking that keeps its specialist or service from being removed, as the API names it. */
export interface BlockingBooking {
  readonly booking_id: string;
  readonly code: string;
  readonly specialist_id: string;
  readonly service_id: string;
  readonly starts_at: string;
}

export type ConfigRefusal =
  | InvalidConfig
  | Refusal<'project_not_found'>
  | Refusal<'version_conflict', { readonly version: number }>
  | Refusal<'has_future_bookings', { readonly bookings: readonly BlockingBooking[] }>;

/**
 * Changes the configuration of a project: sections that `config` names are replaced, the others stay. A configuration
 * that changes nothing writes nothing and keeps the version, so a repeated post is harmless.
 *
 * @param change `expectedVersion`: fail if somebody else wrote since (absent: merge into whatever is there now);
 *   `actor`: the member who changes; `upcomingBookings`: pages through the bookings still to come, asked only when a
 *   specialist or service is taken away
 * @returns the project as it is now, or `invalid_input`, `project_not_found`, `version_conflict` (details: the version
 *   now), `has_future_bookings` (details: bookings of what would be removed)
 * @throws PassingFault when others keep writing at the same moment
 */
export async function configureProject(change: {
  readonly projectId: ProjectId;
  readonly config: ProjectConfig;
  readonly expectedVersion?: number | undefined;
  readonly actor: string;
  readonly upcomingBookings: UpcomingBookings;
}): Promise<Project | ConfigRefusal> {
  const { projectId, config, actor } = change;
  const expectedVersion = change.expectedVersion ?? config.version;
  if (config.project_id !== undefined && config.project_id !== projectId) {
    const problem = { path: 'project_id', message: 'This is not the project of the path.' };
    return refuse('invalid_input', 'Not valid: project_id.', [problem]);
  }
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const before = await getProject(projectId);
    if (!before) return refuse('project_not_found', 'There is no such project.');
    const applied = applyConfig(before, config);
    if (isRefusal(applied)) return applied;
    const connections = [
      ...(await botEntries(before, config, actor)),
      ...(await appSheetEntries(before, config, actor)),
      ...(await googleEntries(before, config, actor)),
    ];
    if (connections.length === 0 && isDeepStrictEqual(applied, before)) return before;
    if (expectedVersion !== undefined && expectedVersion !== before.version) {
      const { version } = before;
      return refuse('version_conflict', `The configuration is at version ${version} now.`, {
        version,
      });
    }
    const blockers = await removalBlockers(before, applied, change.upcomingBookings);
    if (blockers.length > 0) {
      return refuse('has_future_bookings', 'Move or cancel these bookings first.', {
        bookings: blockers.map(blockingBooking),
      });
    }
    const next: Project = { ...applied, version: before.version + 1 };
    if (await writeProject(next, before.version, actor, connections)) return next;
  }
  throw new PassingFault(`Project ${projectId} is being changed by others.`);
}

function blockingBooking(booking: UpcomingBooking): BlockingBooking {
  return {
    booking_id: booking.bookingId,
    code: booking.code,
    specialist_id: booking.specialistId,
    service_id: booking.serviceId,
    starts_at: booking.startsAt,
  };
}
