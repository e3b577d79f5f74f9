import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import { type Refusal, refuse } from '../platform/errors.ts';
import { type ProjectId, parseProjectId, type UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { UserProjectEntity } from './member.ts';
import type { Membership } from './member-of.ts';
import { memberRole } from './member-role.ts';

/**
 * The guard of every route whose path names no project: it is that of the header `X-Project-Id`, else the only one the
 * caller is a member of.
 *
 * @returns a guard that answers with the membership, `project_not_found` as {@link memberOf} does, or
 *   `project_required` when there is no header and the caller has several projects or none
 */
export function memberOfHeader(): (request: {
  readonly caller: { readonly userId: UserId };
  readonly headers: Readonly<Record<string, string | undefined>>;
}) => Promise<Membership | Refusal<'project_not_found' | 'project_required'>> {
  return async ({ caller: { userId }, headers }) => {
    const named = headers['x-project-id']?.trim();
    const projectId = named ? parseProjectId(named) : await onlyProjectOf(userId);
    if (!named && projectId === undefined) {
      return refuse('project_required', 'Name the project in the header X-Project-Id.');
    }
    const role = projectId && (await memberRole(projectId, userId));
    if (!role) return refuse('project_not_found', 'There is no such project.');
    return { projectId, role };
  };
}

async function onlyProjectOf(userId: UserId): Promise<ProjectId | undefined> {
  const { Items = [] } = await table
    .build(QueryCommand)
    .entities(UserProjectEntity)
    .query({ partition: keys.global.userProjects(userId) })
    .options({ limit: 2 })
    .send();
  return Items.length === 1 ? (Items[0]?.projectId as ProjectId) : undefined;
}
