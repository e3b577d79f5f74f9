import type { ProjectId, UserId } from '../platform/ids.ts';
import { allMembersOf } from './members-of.ts';

/** Who owns a project. */
export async function ownersOf(projectId: ProjectId): Promise<readonly UserId[]> {
  const members = await allMembersOf(projectId);
  return members.flatMap(({ role, userId }) => (role === 'owner' ? [userId] : []));
}
