import { type Refusal, refuse } from '../platform/errors.ts';
import { type ProjectId, parseProjectId, type UserId } from '../platform/ids.ts';
import type { Membership } from './member-of.ts';
import { memberRole } from './member-role.ts';
import { projectsOf } from './projects-of.ts';

/**
 * The guard of every route whose path names no project: it is that of the header `X-Project-Id`, else the only one the
 * caller is a member of.
 *
 * @param role `owner`: only owners pass; absent: every member
 * @returns a guard that answers with the membership, `project_not_found` and `owner_required` as {@link memberOf} does,
 *   or `project_required` when there is no header and the caller has several projects or none
 */
export function memberOfHeader(
  role?: 'owner',
): (request: {
  readonly caller: { readonly userId: UserId };
  readonly headers: Readonly<Record<string, string | undefined>>;
}) => Promise<Membership | Refusal<'project_not_found' | 'project_required' | 'owner_required'>> {
  return async ({ caller: { userId }, headers }) => {
    const named = headers['x-project-id']?.trim();
    const projectId = named ? parseProjectId(named) : await onlyProjectOf(userId);
    if (!named && projectId === undefined) {
      return refuse('project_required', 'Name the project in the header X-Project-Id.');
    }
    const held = projectId && (await memberRole(projectId, userId));
    if (!held) return refuse('project_not_found', 'There is no such project.');
    if (role === 'owner' && held !== 'owner') {
      return refuse('owner_required', 'Only an owner of the project may do this.');
    }
    return { projectId, role: held };
  };
}

async function onlyProjectOf(userId: UserId): Promise<ProjectId | undefined> {
  const { projectIds } = await projectsOf(userId, { limit: 2 });
  return projectIds.length === 1 ? projectIds[0] : undefined;
}
