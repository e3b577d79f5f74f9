import { isRefusal } from '../platform/errors.ts';
import type { UserId } from '../platform/ids.ts';
import { changeMembership, type MembershipRefusal } from './change-membership.ts';
import type { Membership } from './member-of.ts';

/** Ends the membership of somebody: from his next call on he is a stranger. */
export async function removeMember(request: {
  readonly access: Membership;
  readonly path: { readonly user_id: string };
}): Promise<{ removed: true } | MembershipRefusal> {
  const { access, path } = request;
  const member = { projectId: access.projectId, userId: path.user_id as UserId };
  const ended = await changeMembership(member, 'gone');
  return isRefusal(ended) ? ended : { removed: true };
}
