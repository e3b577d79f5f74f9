import { type Refusal, refuse } from '../platform/errors.ts';
import { type ProjectId, parseProjectId, type UserId } from '../platform/ids.ts';
import type { Role } from './member.ts';
import { memberRole } from './member-role.ts';

/** A caller who may act for the project of the path. */
export interface Membership {
  readonly projectId: ProjectId;
  readonly role: Role;
}

/**
 * The guard of every route with `{project_id}` in its path.
 *
 * @param role `owner`: only owners pass; absent: every member
 * @returns a guard that answers with the membership, `project_not_found` for a project that is missing, foreign or
 *   misspelt (one answer for all three, so nobody learns which projects exist), or `owner_required`
 */
export function memberOf(
  role?: 'owner',
): (request: {
  readonly caller: { readonly userId: UserId };
  readonly pathParameters: Readonly<Record<string, string | undefined>>;
}) => Promise<Membership | Refusal<'project_not_found' | 'owner_required'>> {
  return async ({ caller, pathParameters }) => {
    const projectId = parseProjectId(pathParameters.project_id);
    const held = projectId && (await memberRole(projectId, caller.userId));
    if (!held) return refuse('project_not_found', 'There is no such project.');
    if (role === 'owner' && held !== 'owner') {
      return refuse('owner_required', 'Only an owner of the project may do this.');
    }
    return { projectId, role: held };
  };
}
