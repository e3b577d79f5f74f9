import type { Project } from '../projects/index.ts';
import type { UpkeepMessage } from './upkeep-message.ts';

type Closed = Project & { readonly closedAt?: string };

/** The leave of other services that a project needs which was closed just now. */
export function leaveAfter(row: Closed, old: Closed | undefined): UpkeepMessage | undefined {
  if (row.closedAt === undefined || old?.closedAt !== undefined) return undefined;
  return { projectId: row.projectId, task: 'leave', attempt: 0 };
}
