import { isRefusal, type Refusal } from '../platform/errors.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { changeMembership } from './change-membership.ts';
import type { Membership } from './member-of.ts';

/** Ends the caller's own membership. */
export async function leaveProject(request: {
  readonly access: Membership;
  readonly caller: Caller;
}): Promise<{ left: true } | Refusal<'last_owner'>> {
  const { access, caller } = request;
  const member = { projectId: access.projectId, userId: caller.userId };
  const ended = await changeMembership(member, 'gone');
  // Removed in this very moment: left all the same.
  if (!isRefusal(ended) || ended.refused === 'member_not_found') return { left: true };
  return ended as Refusal<'last_owner'>;
}
