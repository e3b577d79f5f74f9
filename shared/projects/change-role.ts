import type { MemberDocument } from '../contracts/members.ts';
import { isRefusal, refuse } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { changeMembership, type MembershipRefusal } from './change-membership.ts';
import type { Role } from './member.ts';
import { memberDocument } from './member-document.ts';
import type { Membership } from './member-of.ts';
import { allMembersOf } from './members-of.ts';

/** Gives a member another role; an owner may also step down himself while there is another. */
export async function changeRole(request: {
  readonly access: Membership;
  readonly caller: Caller;
  readonly path: { readonly user_id: string };
  readonly body: { readonly role: Role };
}): Promise<MemberDocument | MembershipRefusal> {
  const { access, caller, path, body } = request;
  const userId = path.user_id as UserId;
  const changed = await changeMembership({ projectId: access.projectId, userId }, body.role);
  if (isRefusal(changed)) return changed;
  const member = (await allMembersOf(access.projectId)).find((one) => one.userId === userId);
  return member
    ? memberDocument(member, caller.userId)
    : refuse('member_not_found', 'There is no such member.');
}
