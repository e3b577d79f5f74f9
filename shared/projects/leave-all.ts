import { DeleteItemCommand } from 'dynamodb-toolbox/entity/actions/delete';
import type { SoleOwned } from '../accounts/index.ts';
import { isRefusal } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { changeMembership } from './change-membership.ts';
import { closeProject } from './close-project.ts';
import { getProject } from './get-project.ts';
import { UserProjectEntity } from './member.ts';
import { allProjectsOf } from './projects-of.ts';

/**
 * Ends every membership of a person, one after the other; asked again it goes on where it stopped.
 *
 * @param close projects that nobody else owns are closed
 * @returns those that are not: she stays their owner
 */
export async function leaveAll(userId: UserId, close: boolean): Promise<readonly SoleOwned[]> {
  const kept: SoleOwned[] = [];
  for (const projectId of await allProjectsOf(userId)) {
    const ended = await changeMembership({ projectId, userId }, 'gone');
    if (!isRefusal(ended)) continue;
    if (ended.refused === 'member_not_found') {
      // Her side of a membership that the project does not know.
      await UserProjectEntity.build(DeleteItemCommand).key({ userId, projectId }).send();
      continue;
    }
    const project = await getProject(projectId);
    // Closing broke off: what is left of it is finished, whatever she says now.
    if (close || !project) await closeProject(projectId, userId);
    else kept.push(named(projectId, project.name));
  }
  return kept;
}

const named = (projectId: ProjectId, name: string): SoleOwned => ({ project_id: projectId, name });
