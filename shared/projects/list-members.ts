import type { MemberList, MembersQuery } from '../contracts/members.ts';
import type { Caller } from '../platform/lambda/http.ts';
import { memberDocument } from './member-document.ts';
import type { Membership } from './member-of.ts';
import { membersOf } from './members-of.ts';

const PAGE = 50;

/** The members of a project, page by page. */
export async function listMembers(request: {
  readonly access: Membership;
  readonly caller: Caller;
  readonly query: MembersQuery;
}): Promise<MemberList> {
  const { access, caller, query } = request;
  const { limit = PAGE, cursor: after } = query;
  const { members, cursor } = await membersOf(access.projectId, {
    limit,
    ...(after === undefined ? {} : { cursor: after }),
  });
  const shown = await Promise.all(members.map((one) => memberDocument(one, caller.userId)));
  return { members: shown, ...(cursor === undefined ? {} : { cursor }) };
}
