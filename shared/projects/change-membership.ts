import { ConditionCheck } from 'dynamodb-toolbox/entity/actions/transactCheck';
import { DeleteTransaction } from 'dynamodb-toolbox/entity/actions/transactDelete';
import { UpdateTransaction } from 'dynamodb-toolbox/entity/actions/transactUpdate';
import { execute } from 'dynamodb-toolbox/entity/actions/transactWrite';
import { PassingFault, type Refusal, refuse } from '../platform/errors.ts';
import type { ProjectId, UserId } from '../platform/ids.ts';
import { MemberEntity, type Role, UserProjectEntity } from './member.ts';
import { allMembersOf } from './members-of.ts';
import { isContention } from './write-project.ts';

export type MembershipRefusal = Refusal<'member_not_found' | 'last_owner'>;

const TRIES = 8;
const FIRST_PAUSE_MS = 10;

/**
 * Gives a member another role, or ends the membership (`gone`). A project is never without an owner: who stops to be
 * one does it in a transaction that checks that another one is there, so of two owners who leave at the same moment one
 * stays. Asked again it changes nothing.
 */
export async function changeMembership(
  member: { readonly projectId: ProjectId; readonly userId: UserId },
  to: Role | 'gone',
): Promise<'changed' | MembershipRefusal> {
  const { projectId, userId } = member;
  for (let tried = 0; tried < TRIES; tried += 1) {
    if (tried > 0) await pause(tried);
    const members = await allMembersOf(projectId);
    const held = members.find((one) => one.userId === userId)?.role;
    if (held === undefined) return refuse('member_not_found', 'There is no such member.');
    if (held === to) return 'changed';
    const heir = members.find((one) => one.role === 'owner' && one.userId !== userId);
    if (held === 'owner' && !heir) {
      return refuse('last_owner', 'A project needs an owner: name another one first.');
    }
    const check = held === 'owner' && heir ? [stillOwner(projectId, heir.userId)] : [];
    try {
      await execute(...entries(member, held, to), ...check);
      return 'changed';
    } catch (fault) {
      if (!isContention(fault)) throw fault;
    }
  }
  throw new PassingFault('The members of this project are being changed.');
}

function entries(
  { projectId, userId }: { readonly projectId: ProjectId; readonly userId: UserId },
  held: Role,
  to: Role | 'gone',
) {
  const asRead = { condition: { attr: 'role', eq: held } } as const;
  if (to !== 'gone') {
    return [
      MemberEntity.build(UpdateTransaction).item({ projectId, userId, role: to }).options(asRead),
    ];
  }
  return [
    MemberEntity.build(DeleteTransaction).key({ projectId, userId }).options(asRead),
    UserProjectEntity.build(DeleteTransaction).key({ userId, projectId }),
  ];
}

function stillOwner(projectId: ProjectId, userId: UserId): ConditionCheck<typeof MemberEntity> {
  return MemberEntity.build(ConditionCheck)
    .key({ projectId, userId })
    .condition({ attr: 'role', eq: 'owner' });
}

/** Full jitter: those who met each other do not meet again. */
function pause(tried: number): Promise<void> {
  const longest = FIRST_PAUSE_MS * 2 ** tried;
  return new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
}
