import { PutTransaction } from 'dynamodb-toolbox/entity/actions/transactPut';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { now } from '../platform/clock.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { MemberEntity, type Role, UserProjectEntity } from './member.ts';

/** Makes a person a member of a project, or changes the role she has. The project is not looked up. */
export async function addMember(member: {
  readonly projectId: ProjectId;
  readonly userId: UserId;
  readonly role: Role;
}): Promise<void> {
  const { projectId, userId, role } = member;
  const since = now();
  await execute(
    MemberEntity.build(PutTransaction).item({ projectId, userId, role, since }),
    UserProjectEntity.build(PutTransaction).item({ userId, projectId, since }),
  );
}
