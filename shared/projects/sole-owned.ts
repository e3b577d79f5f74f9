import type { SoleOwned } from '../accounts/index.ts';
import type { UserId } from '../platform/ids.ts';
import { getProject } from './get-project.ts';
import { allMembersOf } from './members-of.ts';
import { allProjectsOf } from './projects-of.ts';

/** Projects that would be without an owner if this person left. */
export async function soleOwned(userId: UserId): Promise<readonly SoleOwned[]> {
  const found: SoleOwned[] = [];
  for (const projectId of await allProjectsOf(userId)) {
    const owners = (await allMembersOf(projectId)).filter(({ role }) => role === 'owner');
    const [only] = owners;
    if (owners.length !== 1 || only?.userId !== userId) continue;
    const project = await getProject(projectId);
    if (project) found.push({ project_id: projectId, name: project.name });
  }
  return found;
}
