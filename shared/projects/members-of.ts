import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { MemberEntity, type Role } from './member.ts';

/** A member as stored. */
export interface Member {
  readonly userId: UserId;
  readonly role: Role;
  readonly since: string;
}

/** Members of a project by their ids, strongly read; `cursor` is there when there are more. */
export async function membersOf(
  projectId: ProjectId,
  { limit, cursor }: { readonly limit?: number; readonly cursor?: string } = {},
): Promise<{ readonly members: readonly Member[]; readonly cursor?: string }> {
  const after = cursor === undefined ? undefined : keys.member(projectId, cursor as UserId);
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(MemberEntity)
    .query({ partition: keys.ofProject(projectId), range: { beginsWith: 'MEMBER#' } })
    .options({
      consistent: true,
      entityAttrFilter: false,
      ...(limit === undefined ? {} : { limit }),
      ...(after === undefined ? {} : { exclusiveStartKey: { ...after } }),
    })
    .send();
  const members = Items.map(({ userId, role, since }) => ({
    userId: userId as UserId,
    role,
    since,
  }));
  const last = members.at(-1);
  return LastEvaluatedKey && last ? { members, cursor: last.userId } : { members };
}

/** All of them; a project has few. */
export async function allMembersOf(projectId: ProjectId): Promise<readonly Member[]> {
  const found: Member[] = [];
  let cursor: string | undefined;
  do {
    const page = await membersOf(projectId, cursor === undefined ? {} : { cursor });
    found.push(...page.members);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}
