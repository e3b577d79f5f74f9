import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { UserProjectEntity } from './member.ts';

/** Ids of a person's projects, strongly read; `cursor` is there when there are more. */
export async function projectsOf(
  userId: UserId,
  { limit, cursor }: { readonly limit?: number; readonly cursor?: string } = {},
): Promise<{ readonly projectIds: readonly ProjectId[]; readonly cursor?: string }> {
  const after =
    cursor === undefined ? undefined : keys.global.userProject(userId, cursor as ProjectId);
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(UserProjectEntity)
    .query({
      partition: keys.global.userProjects(userId),
      // The profile stands in the same partition.
      range: { beginsWith: 'PROJECT#' },
    })
    .options({
      consistent: true,
      entityAttrFilter: false,
      ...(limit === undefined ? {} : { limit }),
      ...(after === undefined ? {} : { exclusiveStartKey: { ...after } }),
    })
    .send();
  const projectIds = Items.map(({ projectId }) => projectId as ProjectId);
  const last = projectIds.at(-1);
  return LastEvaluatedKey && last ? { projectIds, cursor: last } : { projectIds };
}

/** All of them. */
export async function allProjectsOf(userId: UserId): Promise<readonly ProjectId[]> {
  const found: ProjectId[] = [];
  let cursor: string | undefined;
  do {
    const page = await projectsOf(userId, cursor === undefined ? {} : { cursor });
    found.push(...page.projectIds);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
