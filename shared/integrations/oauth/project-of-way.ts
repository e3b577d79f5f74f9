import { getProject, memberRole, type Project } from '../../projects/index.ts';
import type { OAuthState } from './oauth-state.ts';

/** The project that a way leads to, while it is open and who began it is one of its owners. */
export async function projectOfWay({
  projectId,
  userId,
}: OAuthState): Promise<Project | undefined> {
  const [project, role] = await Promise.all([getProject(projectId), memberRole(projectId, userId)]);
  return role === 'owner' ? project : undefined;
}
