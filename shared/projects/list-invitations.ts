import { QueryCommand } from 'dynamodb-toolbox/table/actions/query';
import type { InvitationList, InvitationsQuery } from '../contracts/members.ts';
import { now } from '../platform/clock.ts';
import type { ProjectId } from '../platform/ids.ts';
import { keys } from '../platform/table/keys.ts';
import { table } from '../platform/table/table.ts';
import { isOpen } from './find-invitation.ts';
import { type Invitation, InvitationEntity, invitationDocument } from './invitation.ts';
import type { Membership } from './member-of.ts';

const PAGE = 50;

/** The invitations of a project, used and unused, page by page. */
export async function listInvitations(request: {
  readonly access: Membership;
  readonly query: InvitationsQuery;
}): Promise<InvitationList> {
  const { access, query } = request;
  const page = await invitationsOf(access.projectId, { limit: PAGE, ...query });
  const present = now();
  return {
    invitations: page.invitations.map((one) => invitationDocument(one, present)),
    ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
  };
}

/** All that can still be accepted. */
export async function openInvitationsOf(projectId: ProjectId): Promise<readonly Invitation[]> {
  const found: Invitation[] = [];
  let cursor: string | undefined;
  do {
    const page = await invitationsOf(projectId, cursor === undefined ? {} : { cursor });
    found.push(...page.invitations.filter(isOpen));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return found;
}

async function invitationsOf(
  projectId: ProjectId,
  { limit, cursor }: { readonly limit?: number | undefined; readonly cursor?: string | undefined },
): Promise<{ readonly invitations: readonly Invitation[]; readonly cursor?: string }> {
  const { Items = [], LastEvaluatedKey } = await table
    .build(QueryCommand)
    .entities(InvitationEntity)
    .query({ partition: keys.ofProject(projectId), range: { beginsWith: 'INVITATION#' } })
    .options({
      consistent: true,
      entityAttrFilter: false,
      ...(limit === undefined ? {} : { limit }),
      ...(cursor === undefined
        ? {}
        : { exclusiveStartKey: { ...keys.invitation(projectId, cursor) } }),
    })
    .send();
  const invitations = Items as unknown as Invitation[];
  const last = invitations.at(-1);
  return LastEvaluatedKey && last ? { invitations, cursor: last.invitationId } : { invitations };
}
