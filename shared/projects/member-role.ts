import { GetItemCommand } from 'dynamodb-toolbox/entity/actions/get';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { MemberEntity, type Role } from './member.ts';

/** The role of a person in a project (strongly read: who was removed is out at once); `undefined` for a stranger. */
export async function memberRole(projectId: ProjectId, userId: UserId): Promise<Role | undefined> {
  const { Item } = await MemberEntity.build(GetItemCommand)
    .key({ projectId, userId })
    .options({ consistent: true })
    .send();
  return Item?.role;
}
