import type { QueueDocument } from '../contracts/stats.ts';
import { now } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { queueOf } from './queue-of.ts';
import { remembered } from './remembered.ts';

/** A panel that looks every second costs one look. */
const REMEMBERED_SECONDS = 5;

const known = remembered(REMEMBERED_SECONDS, (projectId) => queueOf(projectId, now()));

/** The queue of a project as the API answers it, at most five seconds old. */
export function showQueue({
  access: { projectId },
}: {
  readonly access: { readonly projectId: ProjectId };
}): Promise<QueueDocument> {
  return known(projectId);
}
